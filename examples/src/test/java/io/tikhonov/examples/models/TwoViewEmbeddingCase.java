package io.tikhonov.examples.models;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

final class TwoViewEmbeddingCase
    extends ModelCase<TwoViewEmbeddingObjective, TwoViewEmbeddingObjective.Batch> {

  private final int scale;
  private final Draws draws = new Draws(6);

  TwoViewEmbeddingCase(int scale) {
    super("two views by VICReg");
    this.scale = scale;
    batches(List.of(views(15 * scale), views(15 * scale), views(11 * scale)));
  }

  private Map<String, INDArray> views(int n) {
    INDArray seen = draws.normal(n, 5 * scale);
    INDArray left = seen.add(draws.normal(n, 5 * scale).mul(0.1));
    INDArray right = seen.add(draws.normal(n, 5 * scale).mul(0.1));
    return arrays("left", left, "right", right);
  }

  @Override
  TwoViewEmbeddingObjective make(long seed, int threads) {
    return TwoViewEmbeddingObjective.builder()
        .features(5L * scale)
        .hidden(7L * scale)
        .embedding(3)
        .seed(seed)
        .threads(threads)
        .build();
  }

  @Override
  INDArray predict(TwoViewEmbeddingObjective objective) {
    return objective.embed(first("left"));
  }

  @Override
  Snapshot<?> snapshot(TwoViewEmbeddingObjective objective) {
    return new Snapshot<>(objective.predictor(), p -> p.embed(first("left")));
  }

  @Override
  PredictedTerm predictedTerm(TwoViewEmbeddingObjective objective) {
    return new PredictedTerm(
        "invariance",
        25 * Formulas.meanSquaredError(predict(objective), objective.embed(first("right"))));
  }
}
