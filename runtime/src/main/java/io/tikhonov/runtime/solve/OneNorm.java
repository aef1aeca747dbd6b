package io.tikhonov.runtime.solve;

import java.util.Arrays;

/**
 * Finds the weights of g(x) = Σ λⱼ|xⱼ| by asking its proximal operator: a number v beyond the
 * threshold becomes v − λⱼ, a number within becomes 0.
 */
final class OneNorm {

  private static final int MOST_TRIALS = 80;

  /** Thresholds below this are none. */
  private static final double TINY = 1e-30;

  /** A number is tried again with another size if its threshold is a smaller share than this. */
  private static final double SHARE = 0.125;

  private static final double JUMP = 0x1p24;

  private static final double FACTOR = 64;

  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private OneNorm() {}

  /**
   * The weights λ.
   *
   * @throws IllegalArgumentException if g is not a weighted 1-norm
   */
  static double[] weights(Composite problem) {
    int n = problem.size();
    double[] weights = new double[n];
    if (problem.isSmooth()) {
      return weights;
    }
    double[] zero = new double[n];
    double[] at = new double[n];
    double[] proximal = new double[n];
    Arrays.fill(at, 1);
    boolean searching = true;
    for (int trial = 0; searching; trial++) {
      problem.proximal(at, zero, 1, proximal);
      searching = false;
      for (int j = 0; j < n; j++) {
        double threshold = at[j] - proximal[j];
        if (!(threshold >= 0) || trial == MOST_TRIALS) {
          throw notOneNorm(j, at[j], proximal[j]);
        }
        weights[j] = threshold;
        if (proximal[j] == 0) {
          at[j] *= JUMP;
          searching = true;
        } else if (threshold == 0 && at[j] > TINY) {
          at[j] /= JUMP;
          searching = true;
        } else if (threshold > 0 && threshold < SHARE * at[j]) {
          // The difference has lost digits; four times the threshold is a better place.
          at[j] = Math.scalb(1.0, Math.getExponent(threshold) + 2);
          searching = true;
        }
      }
    }
    check(problem, weights, zero, at, proximal);
    return weights;
  }

  /** Compares the operator with soft thresholding within, beyond and far beyond the thresholds. */
  private static void check(
      Composite problem, double[] weights, double[] zero, double[] at, double[] proximal) {
    for (double factor : new double[] {0.5, -0.5, 1.5, -1.5, FACTOR, -FACTOR}) {
      for (int j = 0; j < at.length; j++) {
        // Numbers that differ between elements: together they tell a norm of groups apart.
        double varied = factor * (1 + (j * GOLDEN - Math.floor(j * GOLDEN)) / 2);
        at[j] = (j & 1) == 0 || Math.abs(factor) < 1 ? varied : -varied / 4;
        at[j] *= weights[j] == 0 ? 1 : weights[j];
      }
      problem.proximal(at, zero, 1, proximal);
      for (int j = 0; j < at.length; j++) {
        double expected = Math.copySign(Math.max(Math.abs(at[j]) - weights[j], 0), at[j]);
        double error = 1e2 * problem.precision() * (Math.abs(at[j]) + weights[j]);
        if (!(Math.abs(proximal[j] - expected) <= error)) {
          throw notOneNorm(j, at[j], proximal[j]);
        }
      }
    }
  }

  private static IllegalArgumentException notOneNorm(int j, double at, double proximal) {
    return new IllegalArgumentException(
        ("OwlQn minimises a smooth function plus a weighted 1-norm; the nonsmooth part of this"
                + " objective is another one (its proximal operator makes %s of %s at element %d)."
                + " Use @Optimizer.Fista instead.")
            .formatted(proximal, at, j));
  }
}
