package io.tikhonov.examples.models;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

final class TransportFitCase extends ModelCase<TransportFitObjective, TransportFitObjective.Batch> {

  private final int scale;
  private final Draws draws = new Draws(9);

  TransportFitCase(int scale) {
    super("optimal transport by Sinkhorn's iteration");
    this.scale = scale;
    batches(List.of(sample(13 * scale), sample(9 * scale)));
  }

  /** Points near (±2, 1), with unequal masses. */
  private Map<String, INDArray> sample(int n) {
    INDArray noise = draws.normal(n, 2);
    INDArray point =
        Draws.numbers(
            i -> 0.3 * noise.getDouble(i / 2, i % 2) + (i % 2 == 1 ? 1 : i % 4 == 0 ? 2 : -2),
            n,
            2);
    double total = n * (n + 1) / 2.0;
    return arrays("point", point, "mass", Draws.numbers(i -> (i + 1) / total, n));
  }

  @Override
  TransportFitObjective make(long seed, int threads) {
    return TransportFitObjective.builder().atoms(5L * scale).seed(seed).threads(threads).build();
  }

  @Override
  INDArray predict(TransportFitObjective objective) {
    return objective.weights();
  }

  @Override
  Snapshot<?> snapshot(TransportFitObjective objective) {
    return new Snapshot<>(objective.predictor(), TransportFitObjective.Predictor::weights);
  }

  /** Sinkhorn's iteration on the scalings themselves instead of their logarithms. */
  @Override
  PredictedTerm predictedTerm(TransportFitObjective objective) {
    double[] weights = predict(objective).toDoubleVector();
    double[] mass = first("mass").toDoubleVector();
    double[][] atoms = objective.parameters().get("position").toDoubleMatrix();
    double[][] points = first("point").toDoubleMatrix();
    double[] rows = weights.clone();
    for (int step = 0; step < TransportFit.STEPS; step++) {
      double[] columns = columns(atoms, points, mass, rows);
      for (int i = 0; i < rows.length; i++) {
        double sum = 0;
        for (int j = 0; j < mass.length; j++) {
          sum += kernel(atoms[i], points[j]) * columns[j];
        }
        rows[i] = weights[i] / sum;
      }
    }
    double[] columns = columns(atoms, points, mass, rows);
    double total = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < mass.length; j++) {
        double plan = rows[i] * kernel(atoms[i], points[j]) * columns[j];
        total += plan * cost(atoms[i], points[j]);
      }
    }
    return new PredictedTerm("transportCost", total);
  }

  private static double[] columns(
      double[][] atoms, double[][] points, double[] mass, double[] rows) {
    double[] columns = new double[mass.length];
    for (int j = 0; j < columns.length; j++) {
      double sum = 0;
      for (int i = 0; i < rows.length; i++) {
        sum += rows[i] * kernel(atoms[i], points[j]);
      }
      columns[j] = mass[j] / sum;
    }
    return columns;
  }

  private static double kernel(double[] atom, double[] point) {
    return Math.exp(-cost(atom, point) / TransportFit.EPSILON);
  }

  private static double cost(double[] atom, double[] point) {
    double dx = atom[0] - point[0];
    double dy = atom[1] - point[1];
    return dx * dx + dy * dy;
  }
}
