package io.tikhonov.examples.models;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

final class BurgersNetworkCase
    extends ModelCase<BurgersNetworkObjective, BurgersNetworkObjective.Batch> {

  private final int scale;
  private final Draws draws = new Draws(11);

  BurgersNetworkCase(int scale) {
    super("physics-informed network in place and time");
    this.scale = scale;
    batches(List.of(points(13 * scale, 5 * scale), points(17 * scale, 3 * scale)));
  }

  /** The sine that it starts as. */
  private Map<String, INDArray> points(int interior, int edge) {
    INDArray edgeX = draws.uniform(-1, 1, edge, 1);
    return arrays(
        "insideX",
        draws.uniform(-1, 1, interior, 1),
        "insideT",
        draws.uniform(0, 1, interior, 1),
        "edgeX",
        edgeX,
        "edgeT",
        draws.uniform(0, 0, edge, 1),
        "edgeU",
        Draws.numbers(i -> -Math.sin(Math.PI * edgeX.getDouble(i, 0)), edge, 1));
  }

  @Override
  BurgersNetworkObjective make(long seed, int threads) {
    return BurgersNetworkObjective.builder()
        .hidden(7L * scale)
        .inner(5L * scale)
        .seed(seed)
        .threads(threads)
        .build();
  }

  @Override
  INDArray predict(BurgersNetworkObjective objective) {
    return objective.velocity(first("edgeX"), first("edgeT"));
  }

  @Override
  Snapshot<?> snapshot(BurgersNetworkObjective objective) {
    return new Snapshot<>(objective.predictor(), p -> p.velocity(first("edgeX"), first("edgeT")));
  }

  @Override
  PredictedTerm predictedTerm(BurgersNetworkObjective objective) {
    return new PredictedTerm(
        "known", 10 * Formulas.meanSquaredError(predict(objective), first("edgeU")));
  }
}
