package io.tikhonov.examples.models;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

final class SparseLogisticRegressionCase
    extends ModelCase<SparseLogisticRegressionObjective, SparseLogisticRegressionObjective.Batch> {

  private final int scale;
  private final Draws draws = new Draws(2);

  SparseLogisticRegressionCase(int scale) {
    super("logistic regression with L1");
    this.scale = scale;
    batches(List.of(rows(41 * scale), rows(41 * scale), rows(23 * scale)));
  }

  private Map<String, INDArray> rows(int n) {
    INDArray x = draws.normal(n, 7 * scale);
    // The outcome depends on two of the features.
    return arrays(
        "x", x, "outcome", Draws.numbers(i -> x.getDouble(i, 0) > x.getDouble(i, 1) ? 1 : 0, n));
  }

  @Override
  SparseLogisticRegressionObjective make(long seed, int threads) {
    return SparseLogisticRegressionObjective.builder()
        .features(7L * scale)
        .seed(seed)
        .threads(threads)
        .build();
  }

  @Override
  INDArray predict(SparseLogisticRegressionObjective objective) {
    return objective.probability(first("x"));
  }

  @Override
  Snapshot<?> snapshot(SparseLogisticRegressionObjective objective) {
    return new Snapshot<>(objective.predictor(), p -> p.probability(first("x")));
  }

  @Override
  PredictedTerm predictedTerm(SparseLogisticRegressionObjective objective) {
    INDArray probability = predict(objective);
    double sum = 0;
    for (int row = 0; row < probability.length(); row++) {
      boolean happened = first("outcome").getDouble(row) == 1;
      double p = probability.getDouble(row);
      sum -= Math.log(happened ? p : 1 - p);
    }
    return new PredictedTerm("negativeLogLikelihood", sum / probability.length());
  }
}
