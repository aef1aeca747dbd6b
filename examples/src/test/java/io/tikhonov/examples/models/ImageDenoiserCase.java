package io.tikhonov.examples.models;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

final class ImageDenoiserCase
    extends ModelCase<ImageDenoiserObjective, ImageDenoiserObjective.Batch> {

  private final int height;
  private final int width;

  ImageDenoiserCase(int scale) {
    super("total variation of an image");
    height = 7 * scale;
    width = 9 * scale;
    INDArray noise = new Draws(4).uniform(-0.1, 0.1, height, width);
    // A bright square on a dark ground.
    INDArray noisy =
        Draws.numbers(
            i -> (i / width > 2 && i % width > 3 ? 1 : 0) + noise.getDouble(i / width, i % width),
            height,
            width);
    batches(List.of(arrays("noisy", noisy)));
  }

  @Override
  ImageDenoiserObjective make(long seed, int threads) {
    return ImageDenoiserObjective.builder()
        .height(height)
        .width(width)
        .seed(seed)
        .threads(threads)
        .build();
  }

  @Override
  INDArray predict(ImageDenoiserObjective objective) {
    return objective.denoised();
  }

  @Override
  Snapshot<?> snapshot(ImageDenoiserObjective objective) {
    return new Snapshot<>(objective.predictor(), ImageDenoiserObjective.Predictor::denoised);
  }

  @Override
  PredictedTerm predictedTerm(ImageDenoiserObjective objective) {
    return new PredictedTerm(
        "fidelity", 0.5 * Formulas.squaredDistance(predict(objective), first("noisy")));
  }
}
