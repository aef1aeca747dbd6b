package io.tikhonov.runtime.solve;

import io.tikhonov.runtime.Pass;
import io.tikhonov.runtime.support.Definition;
import io.tikhonov.runtime.support.DoubleInput;
import io.tikhonov.runtime.support.Doubles;
import io.tikhonov.runtime.support.Initializers;
import io.tikhonov.runtime.support.Memory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A generalised linear regression by hand, in the form of generated code with a solver:
 *
 * <pre>
 * fit    = mean(ℓ(x·w + b, y))
 * w/L1   = first·‖w‖₁
 * w/L2   = second/2·‖w‖²
 * </pre>
 */
final class TableObjective extends SolvableObjective<TableObjective.Batch> {

  record Batch(INDArray x, INDArray y) {}

  private final RowModel.Loss loss;
  private final int features;
  private final double first;
  private final double second;
  private final Doubles w;
  private final Doubles b;
  private final Doubles wGradient = doubles();
  private final Doubles bGradient = doubles();
  private final DoubleInput x = doubleInput("x", "batch", "features");
  private final DoubleInput y = doubleInput("y", "batch");
  private int batch;

  TableObjective(String solver, RowModel.Loss loss, int features, double first, double second) {
    super(
        new Definition(
            "com.example.Table",
            "table-1",
            List.of("@Optimizer." + solver),
            List.of(
                new Definition.Term("fit", true),
                new Definition.Term("w/L1", false),
                new Definition.Term("w/L2", false))),
        new SolverDeclaration(
            solver,
            Map.of("step", 0.0, "restart", 1.0),
            List.of(
                new SolverDeclaration.Penalty("w/L1", first),
                new SolverDeclaration.Penalty("w/L2", second)),
            false,
            loss == RowModel.SQUARED),
        5,
        1);
    this.loss = loss;
    this.features = features;
    this.first = first;
    this.second = second;
    w = parameterDoubles("w", Initializers.NORMAL, 1, features);
    b = parameterDoubles("b", Initializers.ZEROS, 1);
    wGradient.ensure(features);
    bGradient.ensure(1);
  }

  @Override
  protected Batch newBatch(INDArray[] values) {
    return new Batch(values[0], values[1]);
  }

  @Override
  protected void bind(Batch values) {
    int rows = x.size(values.x(), 0);
    x.check(values.x(), rows, features);
    y.check(values.y(), rows);
    x.bind(values.x());
    y.bind(values.y());
    batch = rows;
  }

  private static double[] numbers(Memory memory) {
    double[] numbers = new double[(int) memory.length()];
    memory.read(numbers, 0, numbers.length);
    return numbers;
  }

  private double fit(double[] weights, double intercept, double[] slope, double[] curvature) {
    double sum = 0;
    double[] row = new double[features];
    for (int i = 0; i < batch; i++) {
      x.data().get(i * features, row, 0, features);
      double eta = Vectors.dot(row, weights) + intercept;
      double target = y.data().get(i);
      sum += loss.value(eta, target) / batch;
      slope[i] = loss.slope(eta, target) / batch;
      curvature[i] = loss.curvature(eta, target) / batch;
    }
    return sum;
  }

  private void forward(double[] slope) {
    double[] weights = numbers(w);
    terms[0] = fit(weights, numbers(b)[0], slope, new double[batch]);
    terms[1] = first * penaltyFactor(0) * Arrays.stream(weights).map(Math::abs).sum();
    terms[2] = second * penaltyFactor(1) / 2 * Arrays.stream(weights).map(v -> v * v).sum();
  }

  @Override
  protected void runValue() {
    forward(new double[batch]);
  }

  @Override
  protected void runEvaluation() {
    runValue();
  }

  @Override
  protected void runGradient() {
    double[] slope = new double[batch];
    forward(slope);
    double[] gradient = new double[features];
    double[] row = new double[features];
    for (int i = 0; i < batch; i++) {
      x.data().get(i * features, row, 0, features);
      Vectors.add(slope[i], row, gradient);
    }
    wGradient.write(gradient, 0, features);
    bGradient.write(new double[] {Vectors.sum(slope)}, 0, 1);
  }

  @Override
  protected void runProximal(boolean[] active) {
    double s = stepLength();
    if (active[0]) {
      double[] weights = numbers(w);
      double[] slopes = numbers(wGradient);
      for (int j = 0; j < features; j++) {
        double moved = weights[j] - s * slopes[j];
        weights[j] =
            Blocks.soft(moved, s * first * penaltyFactor(0)) / (1 + s * second * penaltyFactor(1));
      }
      w.write(weights, 0, features);
    }
    if (active[1]) {
      b.write(new double[] {numbers(b)[0] - s * numbers(bGradient)[0]}, 0, 1);
    }
  }

  @Override
  LinearModel linearModel() {
    return new LinearModel() {
      @Override
      public int rows() {
        return batch;
      }

      @Override
      public int features() {
        return features;
      }

      @Override
      public boolean hasIntercept() {
        return true;
      }

      @Override
      public Memory design() {
        Doubles copy = new Doubles((long) batch * features);
        double[] values = new double[batch * features];
        x.data().get(0, values);
        copy.write(values, 0, values.length);
        return copy;
      }

      @Override
      public boolean isQuadratic() {
        return loss == RowModel.SQUARED;
      }

      @Override
      public double linearize(double[] at, double intercept, double[] slope, double[] curvature) {
        return fit(at, intercept, slope, curvature);
      }

      @Override
      public Separable penalty() {
        double[] l1 = new double[features];
        double[] l2 = new double[features];
        double[] lower = new double[features];
        double[] upper = new double[features];
        Arrays.fill(l1, first * penaltyFactor(0));
        Arrays.fill(l2, second * penaltyFactor(1));
        Arrays.fill(lower, Double.NEGATIVE_INFINITY);
        Arrays.fill(upper, Double.POSITIVE_INFINITY);
        return new Separable(l1, l2, lower, upper, new int[0], new double[0]);
      }
    };
  }

  @Override
  protected Memory gradient(int parameter) {
    return parameter == 0 ? wGradient : bGradient;
  }

  @Override
  protected List<Pass> passes() {
    return List.of();
  }
}
