package io.tikhonov.examples.models;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

final class ImageCompletionCase
    extends ModelCase<ImageCompletionObjective, ImageCompletionObjective.Batch> {

  private static final int FACTORS = 3;

  private final int scale;
  private final Draws draws = new Draws(12);

  ImageCompletionCase(int scale) {
    super("embeddings of images and pixels");
    this.scale = scale;
    batches(List.of(pixels(41 * scale), pixels(41 * scale), pixels(19 * scale)));
  }

  /** Images that are all the same, in other brightness. */
  private Map<String, INDArray> pixels(int n) {
    INDArray image = draws.labels(5 * scale, n);
    INDArray pixel = draws.labels(8 * scale, n);
    INDArray seen =
        Draws.numbers(i -> (1 + Math.sin(image.getInt(i))) * Math.cos(pixel.getInt(i)), n);
    return arrays("image", image, "pixel", pixel, "seen", seen);
  }

  @Override
  ImageCompletionObjective make(long seed, int threads) {
    return ImageCompletionObjective.builder()
        .images(5L * scale)
        .pixels(8L * scale)
        .factors(FACTORS)
        .seed(seed)
        .threads(threads)
        .build();
  }

  @Override
  INDArray predict(ImageCompletionObjective objective) {
    return objective.brightness(first("image"), first("pixel"));
  }

  @Override
  Snapshot<?> snapshot(ImageCompletionObjective objective) {
    return new Snapshot<>(objective.predictor(), p -> p.brightness(first("image"), first("pixel")));
  }

  @Override
  PredictedTerm predictedTerm(ImageCompletionObjective objective) {
    return new PredictedTerm(
        "squaredError", Formulas.meanSquaredError(predict(objective), first("seen")));
  }
}
