package io.tikhonov.examples;

import io.tikhonov.examples.models.ImageDenoiserObjective;
import io.tikhonov.runtime.Dataset;
import io.tikhonov.runtime.Trainer;
import io.tikhonov.runtime.TrainingHistory;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Takes noise off a photograph by its total variation. */
final class DenoisingExample {
  private static final String FILE = "camera.png";
  private static final double NOISE = 0.1;
  private static final int STEPS = 400;
  private static final long SEED = 7;

  private final Output out;

  DenoisingExample(Output out) {
    this.out = out;
  }

  void run() throws IOException {
    INDArray clean = Resources.read(FILE, GrayImages::read);
    INDArray noisy = clean.add(noise(clean.rows(), clean.columns()));
    try (ImageDenoiserObjective objective =
        ImageDenoiserObjective.builder().height(clean.rows()).width(clean.columns()).build()) {
      // The parameter is the image itself; it starts at what the camera gave.
      objective.parameters().put("image", noisy);
      TrainingHistory history =
          Trainer.of(objective)
              .steps(STEPS)
              .fit(Dataset.ofBatches(List.of(Map.of("noisy", noisy))));
      INDArray denoised = objective.denoised();
      describe(clean, noisy, denoised);
      out.files("denoise", "Denoising", history, ImageDenoiserObjective.class);
    }
  }

  private static INDArray noise(int height, int width) {
    Random random = new Random(SEED);
    double[][] noise = new double[height][width];
    for (double[] row : noise) {
      for (int i = 0; i < width; i++) {
        row[i] = NOISE * random.nextGaussian();
      }
    }
    return Nd4j.createFromArray(noise);
  }

  private void describe(INDArray clean, INDArray noisy, INDArray denoised) throws IOException {
    out.say(
        "The noise has a standard deviation of %.0f %% of the range from black to white.",
        100 * NOISE);
    out.say(
        "peak signal-to-noise ratio: noisy %.2f dB, denoised %.2f dB (more is better)",
        decibels(noisy, clean), decibels(denoised, clean));
    out.say("before: %s", write("denoise-before.png", noisy));
    out.say("after:  %s", write("denoise-after.png", denoised));
  }

  private Object write(String name, INDArray image) throws IOException {
    GrayImages.write(out.file(name), image);
    return Output.shown(out.file(name));
  }

  /** −10·log₁₀ of the mean squared error, for values from 0 to 1. */
  private static double decibels(INDArray image, INDArray clean) {
    double distance = image.distance2(clean);
    return -10 * Math.log10(distance * distance / clean.length());
  }
}
