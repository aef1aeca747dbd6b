package io.tikhonov.examples.models;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

final class DemandForecastCase
    extends ModelCase<DemandForecastObjective, DemandForecastObjective.Batch> {

  private final int scale;
  private final Draws draws = new Draws(14);

  DemandForecastCase(int scale) {
    super("several losses and a hyperparameter");
    this.scale = scale;
    batches(List.of(days(13 * scale), days(13 * scale), days(9 * scale)));
  }

  private Map<String, INDArray> days(int n) {
    INDArray x = draws.normal(n, 3 * scale);
    INDArray noise = draws.normal(n);
    return arrays(
        "x",
        x,
        "observed",
        Draws.numbers(i -> 2 * Math.tanh(x.getDouble(i, 0)) + 0.2 * noise.getDouble(i), n),
        "returned",
        Draws.numbers(i -> Math.floor(Math.exp(1 + x.getDouble(i, 1))), n));
  }

  @Override
  DemandForecastObjective make(long seed, int threads) {
    return DemandForecastObjective.builder()
        .features(3L * scale)
        .hidden(5L * scale)
        .seed(seed)
        .threads(threads)
        .build();
  }

  @Override
  INDArray predict(DemandForecastObjective objective) {
    return objective.expectedReturns(first("x"));
  }

  @Override
  Snapshot<?> snapshot(DemandForecastObjective objective) {
    return new Snapshot<>(objective.predictor(), p -> p.expectedReturns(first("x")));
  }

  @Override
  PredictedTerm predictedTerm(DemandForecastObjective objective) {
    INDArray rate = predict(objective);
    double sum = 0;
    for (int row = 0; row < rate.length(); row++) {
      double expected = rate.getDouble(row);
      sum += expected - first("returned").getDouble(row) * Math.log(expected);
    }
    return new PredictedTerm("returns", 0.3 * sum / rate.length());
  }
}
