package io.tikhonov.examples.models;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

final class OscillatorNetworkCase
    extends ModelCase<OscillatorNetworkObjective, OscillatorNetworkObjective.Batch> {

  private final int scale;
  private final Draws draws = new Draws(7);

  OscillatorNetworkCase(int scale) {
    super("physics-informed network");
    this.scale = scale;
    batches(List.of(points(17 * scale, 2), points(23 * scale, 3 * scale)));
  }

  /** The solution sin(t), known at a few points. */
  private Map<String, INDArray> points(int interior, int ends) {
    INDArray end = draws.uniform(-2, 2, ends, 1);
    return arrays(
        "inside",
        draws.uniform(-2, 2, interior, 1),
        "end",
        end,
        "known",
        Draws.numbers(i -> Math.sin(end.getDouble(i, 0)), ends, 1));
  }

  @Override
  OscillatorNetworkObjective make(long seed, int threads) {
    return OscillatorNetworkObjective.builder()
        .hidden(7L * scale)
        .inner(5L * scale)
        .seed(seed)
        .threads(threads)
        .build();
  }

  @Override
  INDArray predict(OscillatorNetworkObjective objective) {
    return objective.displacement(first("end"));
  }

  @Override
  Snapshot<?> snapshot(OscillatorNetworkObjective objective) {
    return new Snapshot<>(objective.predictor(), p -> p.displacement(first("end")));
  }

  @Override
  PredictedTerm predictedTerm(OscillatorNetworkObjective objective) {
    return new PredictedTerm(
        "boundary", 10 * Formulas.meanSquaredError(predict(objective), first("known")));
  }
}
