package io.tikhonov.examples.models;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

final class ConvolutionalClassifierCase
    extends ModelCase<ConvolutionalClassifierObjective, ConvolutionalClassifierObjective.Batch> {

  private static final int EDGE = 8;
  private static final int PIXELS = EDGE * EDGE;
  private static final int CLASSES = 3;

  private final Draws draws = new Draws(8);

  ConvolutionalClassifierCase(int scale) {
    super("convolutional classifier");
    batches(List.of(images(5 * scale), images(5 * scale), images(3 * scale)));
  }

  /** Noisy stripes: down, across, and none. */
  private Map<String, INDArray> images(int n) {
    INDArray label = draws.labels(CLASSES, n);
    INDArray noise = draws.uniform(-0.3, 0.3, n, PIXELS);
    INDArray image =
        Draws.numbers(
            i -> {
              int pixel = i % PIXELS;
              int kind = label.getInt(i / PIXELS);
              int place = kind == 0 ? pixel % EDGE : pixel / EDGE;
              double stripe = kind == 2 ? 0 : place % 2;
              return stripe + noise.getDouble(i / PIXELS, pixel);
            },
            n,
            1,
            EDGE,
            EDGE);
    return arrays("image", image, "y", label);
  }

  @Override
  ConvolutionalClassifierObjective make(long seed, int threads) {
    return ConvolutionalClassifierObjective.builder()
        .channels(3)
        .filters(5)
        .classes(CLASSES)
        .seed(seed)
        .threads(threads)
        .build();
  }

  @Override
  INDArray predict(ConvolutionalClassifierObjective objective) {
    return objective.logits(first("image"));
  }

  @Override
  Snapshot<?> snapshot(ConvolutionalClassifierObjective objective) {
    return new Snapshot<>(objective.predictor(), p -> p.logits(first("image")));
  }

  @Override
  PredictedTerm predictedTerm(ConvolutionalClassifierObjective objective) {
    return new PredictedTerm("crossEntropy", Formulas.crossEntropy(predict(objective), first("y")));
  }
}
