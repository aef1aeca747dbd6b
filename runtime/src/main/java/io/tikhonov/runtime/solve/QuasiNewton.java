package io.tikhonov.runtime.solve;

/**
 * Iterations of L-BFGS: Liu and Nocedal, "On the limited memory BFGS method for large scale
 * optimization", 1989. On a quadratic function each step goes to the minimum along its line, which
 * the gradient at one other point tells. Then the method is that of conjugate gradients, whose
 * recurrence stands rounding better: n iterations are enough if the condition is good.
 */
final class QuasiNewton {

  /** How often interpolated gradients are replaced by computed ones. */
  private static final int REFRESH = 20;

  /** A quadratic function whose slope changes by less along a probe has no minimum there. */
  private static final double LEAST_BEND = 1e-12;

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

  /** Whether the direction is conjugate to the ones before. */
  private boolean conjugate;

  /** How far the other point lies along the direction. */
  private double probe;

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
    conjugate = false;
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
    if (function.isQuadratic()) {
      if (jump()) {
        return true;
      }
      refresh();
      conjugate = false;
    }
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

  /** A conjugate step on a quadratic function; false if it has no minimum along this line. */
  private boolean jump() {
    if (!conjugate) {
      Vectors.copy(gradient, direction);
      Vectors.scale(-1, direction);
      probe = memory.scale();
    }
    double slope = Vectors.dot(gradient, direction);
    // The probe is about as long as the step will be, so that neither end drowns the other one.
    Vectors.combine(x, probe, direction, trial);
    if (!(slope < 0) || !Double.isFinite(function.evaluate(trial, trialGradient))) {
      return false;
    }
    double bend = Vectors.dot(trialGradient, direction) - slope;
    if (!(bend > LEAST_BEND * Math.abs(slope))) {
      return false;
    }
    double step = -slope / bend;
    // trialGradient becomes the change of the gradient, of which the next direction is made.
    Vectors.subtract(trialGradient, gradient, trialGradient);
    Vectors.add(step * probe, direction, x);
    Vectors.add(step, trialGradient, gradient);
    value += step * probe * slope / 2;
    double weight = Vectors.dot(gradient, trialGradient) / bend;
    for (int i = 0; i < x.length; i++) {
      direction[i] = weight * direction[i] - gradient[i];
    }
    probe *= step;
    conjugate = true;
    if (++interpolated == REFRESH) {
      refresh();
    }
    return true;
  }
}
