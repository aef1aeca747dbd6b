package io.tikhonov.examples;

import io.tikhonov.examples.models.ExactDenoiserObjective;
import io.tikhonov.runtime.solve.Solution;
import io.tikhonov.runtime.solve.Solver;
import java.io.IOException;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The image of least squared error and total variation, with a bound on what is missing. */
final class ExactDenoisingExample {

  /** The least value on a noisy part of the photograph, as an independent solver found it. */
  static final double REFERENCE = 119.8281768320191;

  private static final String FILE = "camera.png";
  private static final String PART = "camera-crop-noisy.csv.gz";
  private static final double NOISE = 0.1;
  private static final long SEED = 7;

  private final Output out;

  ExactDenoisingExample(Output out) {
    this.out = out;
  }

  void run() throws IOException {
    INDArray clean = Resources.read(FILE, GrayImages::read);
    INDArray noisy = GrayImages.noisy(clean, NOISE, SEED);
    try (ExactDenoiserObjective objective = objective(clean)) {
      Solution solution = solve(objective, noisy, 1e-5);
      INDArray denoised = objective.denoised();
      out.say(
          "The noise has a standard deviation of %.0f %% of the range from black to white.",
          100 * NOISE);
      out.say(
          "peak signal-to-noise ratio: noisy %.2f dB, denoised %.2f dB (more is better)",
          GrayImages.decibels(noisy, clean), GrayImages.decibels(denoised, clean));
      out.say("objective %.6f", solution.objective());
      out.certificate(solution);
      out.say("before: %s", out.picture("denoise-exact-before.png", noisy));
      out.say("after:  %s", out.picture("denoise-exact-after.png", denoised));
    }
    INDArray part = part();
    try (ExactDenoiserObjective objective = objective(part)) {
      out.say(
          "A part of %d x %d pixels with other noise: objective %.7f; another solver finds %.7f",
          part.rows(), part.columns(), solve(objective, part, 1e-8).objective(), REFERENCE);
    }
    out.sources(ExactDenoiserObjective.class);
  }

  private static ExactDenoiserObjective objective(INDArray image) {
    return ExactDenoiserObjective.builder().height(image.rows()).width(image.columns()).build();
  }

  private static Solution solve(
      ExactDenoiserObjective objective, INDArray noisy, double tolerance) {
    return Solver.of(objective)
        .tolerance(tolerance)
        .solve(new ExactDenoiserObjective.Batch(noisy))
        .orThrow();
  }

  private static INDArray part() {
    return Nd4j.createFromArray(
        Resources.lines(PART).stream()
            .map(line -> Stream.of(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray())
            .toArray(double[][]::new));
  }
}
