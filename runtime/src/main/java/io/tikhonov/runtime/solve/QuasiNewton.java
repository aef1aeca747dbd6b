package io.tikhonov.runtime.solve;

/**
 * Iterations of L-BFGS: Liu and Nocedal, "On the limited memory BFGS method for large scale
 * optimization", 1989.
 */
final class QuasiNewton {

  private final CurvatureMemory memory;
  private final double[] direction;
  private final double[] trial;
  private final double[] trialGradient;
  private final double[] x;
  private final double[] gradient;
  private final StrongWolfe line;
  private double value;

  /**
   * Begins at a point.
   *
   * @param x the first point; holds the present one from then on
   * @param gradient of the function there; likewise
   * @param memory with an assumed curvature, or pairs of a function that is much alike
   */
  QuasiNewton(
      Smooth function, CurvatureMemory memory, double[] x, double value, double[] gradient) {
    this.memory = memory;
    this.x = x;
    this.value = value;
    this.gradient = gradient;
    direction = new double[x.length];
    trial = new double[x.length];
    trialGradient = new double[x.length];
    line = new StrongWolfe(function, trial, trialGradient);
  }

  /** Begins anew with a function, at what the arrays of the constructor hold. */
  void restart(double valueAtX) {
    value = valueAtX;
  }

  double value() {
    return value;
  }

  /** Goes on to a lower point; false if there is none, up to rounding. */
  boolean advance() {
    while (true) {
      for (int i = 0; i < x.length; i++) {
        direction[i] = -gradient[i];
      }
      memory.multiply(direction);
      double slope = Vectors.dot(gradient, direction);
      if (slope < 0 && search(slope)) {
        return true;
      }
      if (memory.isEmpty()) {
        return false;
      }
      // The pairs mislead; the steepest way down is tried without them.
      memory.clear();
    }
  }

  private boolean search(double slope) {
    if (!line.search(x, direction, value, slope, 1)) {
      return false;
    }
    value = line.value();
    memory.add(x, trial, gradient, trialGradient);
    Vectors.copy(trial, x);
    Vectors.copy(trialGradient, gradient);
    return true;
  }
}
