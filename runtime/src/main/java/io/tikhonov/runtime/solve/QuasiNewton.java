package io.tikhonov.runtime.solve;

/**
 * Iterations of L-BFGS: Liu and Nocedal, "On the limited memory BFGS method for large scale
 * optimization", 1989. Steps on a quadratic function go to its minimum along the line, which the
 * gradient at one other point tells; then n iterations are enough, as in conjugate gradients.
 */
final class QuasiNewton {

  /** How often interpolated gradients are replaced by computed ones. */
  private static final int REFRESH = 20;

  private final Smooth function;
  private final CurvatureMemory memory;
  private final double[] direction;
  private final double[] trial;
  private final double[] trialGradient;
  private final double[] x;
  private final double[] gradient;
  private final StrongWolfe line;
  private double value;
  private int interpolated;

  /**
   * Begins at a point.
   *
   * @param x the first point; holds the present one from then on
   * @param gradient of the function there; likewise
   * @param memory with an assumed curvature, or pairs of a function that is much alike
   */
  QuasiNewton(
      Smooth function, CurvatureMemory memory, double[] x, double value, double[] gradient) {
    this.function = function;
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
    interpolated = 0;
  }

  double value() {
    return value;
  }

  /** Whether the gradient is interpolated between computed ones. */
  boolean isInterpolated() {
    return interpolated > 0;
  }

  /** Computes value and gradient where they are interpolated. */
  void refresh() {
    if (interpolated > 0) {
      value = function.evaluate(x, gradient);
      interpolated = 0;
    }
  }

  /** Goes on to a lower point; false if there is none, up to rounding. */
  boolean advance() {
    while (true) {
      for (int i = 0; i < x.length; i++) {
        direction[i] = -gradient[i];
      }
      memory.multiply(direction);
      double slope = Vectors.dot(gradient, direction);
      if (slope < 0 && ((function.isQuadratic() && jump(slope)) || search(slope))) {
        return true;
      }
      refresh();
      if (memory.isEmpty()) {
        return false;
      }
      // The pairs mislead; the steepest way down is tried without them.
      memory.clear();
    }
  }

  private boolean search(double slope) {
    refresh();
    if (!line.search(x, direction, value, slope, 1)) {
      return false;
    }
    value = line.value();
    memory.add(x, trial, gradient, trialGradient);
    Vectors.copy(trial, x);
    Vectors.copy(trialGradient, gradient);
    return true;
  }

  /** The step to the minimum of a quadratic function; false if it has none along this line. */
  private boolean jump(double slope) {
    Vectors.combine(x, 1, direction, trial);
    if (!Double.isFinite(function.evaluate(trial, trialGradient))) {
      return false;
    }
    double curvature = Vectors.dot(trialGradient, direction) - slope;
    double rounding = 1e3 * Math.ulp(Math.abs(slope));
    if (!(curvature > rounding)) {
      return false;
    }
    double step = -slope / curvature;
    memory.add(x, trial, gradient, trialGradient);
    for (int i = 0; i < x.length; i++) {
      x[i] += step * direction[i];
      gradient[i] += step * (trialGradient[i] - gradient[i]);
    }
    value += step * slope / 2;
    if (++interpolated == REFRESH) {
      refresh();
    }
    return true;
  }
}
