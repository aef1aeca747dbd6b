package io.tikhonov.examples.models;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

final class ElasticNetClassifierCase
    extends ModelCase<ElasticNetClassifierObjective, ElasticNetClassifierObjective.Batch> {

  private static final int CLASSES = 3;

  private final int scale;
  private final Draws draws = new Draws(1);

  ElasticNetClassifierCase(int scale) {
    super("elastic net classifier");
    this.scale = scale;
    batches(List.of(rows(11 * scale), rows(11 * scale), rows(7 * scale)));
  }

  private Map<String, INDArray> rows(int n) {
    INDArray x = draws.normal(n, 5 * scale);
    return arrays("x", x, "y", Draws.largestOfFirst(x, CLASSES));
  }

  @Override
  ElasticNetClassifierObjective make(long seed, int threads) {
    return ElasticNetClassifierObjective.builder()
        .features(5L * scale)
        .hidden(7L * scale)
        .narrow(3L * scale)
        .classes(CLASSES)
        .seed(seed)
        .threads(threads)
        .build();
  }

  @Override
  INDArray predict(ElasticNetClassifierObjective objective) {
    return objective.logits(first("x"));
  }

  @Override
  Snapshot<?> snapshot(ElasticNetClassifierObjective objective) {
    return new Snapshot<>(objective.predictor(), p -> p.logits(first("x")));
  }

  @Override
  PredictedTerm predictedTerm(ElasticNetClassifierObjective objective) {
    return new PredictedTerm("crossEntropy", Formulas.crossEntropy(predict(objective), first("y")));
  }
}
