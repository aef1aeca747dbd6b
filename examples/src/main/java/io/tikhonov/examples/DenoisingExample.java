package io.tikhonov.examples;

import io.tikhonov.examples.models.ImageDenoiserObjective;
import io.tikhonov.runtime.Dataset;
import io.tikhonov.runtime.Trainer;
import io.tikhonov.runtime.TrainingHistory;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Takes noise off a photograph by its total variation, in steps of training: the way that goes on
 * where the image is one part of a larger model, or the sum is not convex. {@link
 * ExactDenoisingExample} solves the same problem outright.
 */
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
    INDArray noisy = GrayImages.noisy(clean, NOISE, SEED);
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

  private void describe(INDArray clean, INDArray noisy, INDArray denoised) throws IOException {
    out.say(
        "The noise has a standard deviation of %.0f %% of the range from black to white.",
        100 * NOISE);
    out.say(
        "peak signal-to-noise ratio: noisy %.2f dB, denoised %.2f dB (more is better)",
        GrayImages.decibels(noisy, clean), GrayImages.decibels(denoised, clean));
    out.say("before: %s", out.picture("denoise-before.png", noisy));
    out.say("after:  %s", out.picture("denoise-after.png", denoised));
  }
}
