package io.tikhonov.examples.models;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

final class AttentionClassifierCase
    extends ModelCase<AttentionClassifierObjective, AttentionClassifierObjective.Batch> {

  private static final int CLASSES = 3;

  private final int scale;
  private final Draws draws = new Draws(12);

  AttentionClassifierCase(int scale) {
    super("attention with layer normalisation");
    this.scale = scale;
    batches(List.of(rows(7 * scale), rows(7 * scale), rows(3 * scale)));
  }

  private Map<String, INDArray> rows(int n) {
    INDArray tokens = draws.normal(n, 5, 6 * scale);
    return arrays("tokens", tokens, "label", Draws.largestOfFirst(tokens, CLASSES));
  }

  @Override
  AttentionClassifierObjective make(long seed, int threads) {
    return AttentionClassifierObjective.builder()
        .length(5)
        .width(6L * scale)
        .classes(CLASSES)
        .seed(seed)
        .threads(threads)
        .build();
  }

  @Override
  INDArray predict(AttentionClassifierObjective objective) {
    return objective.logits(first("tokens"));
  }

  @Override
  Snapshot<?> snapshot(AttentionClassifierObjective objective) {
    return new Snapshot<>(objective.predictor(), p -> p.logits(first("tokens")));
  }

  @Override
  PredictedTerm predictedTerm(AttentionClassifierObjective objective) {
    return new PredictedTerm(
        "crossEntropy", Formulas.crossEntropy(predict(objective), first("label")));
  }
}
