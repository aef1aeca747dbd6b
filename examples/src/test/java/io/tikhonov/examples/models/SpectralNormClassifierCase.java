package io.tikhonov.examples.models;

import io.tikhonov.runtime.Objective;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

final class SpectralNormClassifierCase
    extends ModelCase<SpectralNormClassifierObjective, SpectralNormClassifierObjective.Batch> {

  private static final int CLASSES = 3;

  private final int scale;
  private final Draws draws = new Draws(10);

  SpectralNormClassifierCase(int scale) {
    super("spectral norm by power iteration");
    this.scale = scale;
    batches(List.of(rows(11 * scale), rows(11 * scale), rows(7 * scale)));
  }

  private Map<String, INDArray> rows(int n) {
    INDArray x = draws.normal(n, 5 * scale);
    return arrays("x", x, "y", Draws.largestOfFirst(x, CLASSES));
  }

  @Override
  SpectralNormClassifierObjective make(long seed, int threads) {
    return SpectralNormClassifierObjective.builder()
        .features(5L * scale)
        .hidden(6L * scale)
        .classes(CLASSES)
        .seed(seed)
        .threads(threads)
        .build();
  }

  /** The same with the direction as a constant, as the gradient sees it. */
  @Override
  Objective<?> frozen(SpectralNormClassifierObjective objective) {
    Objective<?> frozen =
        FixedDirectionClassifierObjective.builder()
            .features(5L * scale)
            .hidden(6L * scale)
            .classes(CLASSES)
            .top(objective.topDirection())
            .build();
    for (String name : frozen.parameters().names()) {
      frozen.parameters().put(name, objective.parameters().get(name));
    }
    return frozen;
  }

  @Override
  INDArray predict(SpectralNormClassifierObjective objective) {
    return objective.logits(first("x"));
  }

  @Override
  Snapshot<?> snapshot(SpectralNormClassifierObjective objective) {
    return new Snapshot<>(objective.predictor(), p -> p.logits(first("x")));
  }

  @Override
  PredictedTerm predictedTerm(SpectralNormClassifierObjective objective) {
    return new PredictedTerm("crossEntropy", Formulas.crossEntropy(predict(objective), first("y")));
  }
}
