package io.tikhonov.runtime.solve;

/**
 * The length s of proximal gradient steps: fixed, or found by backtracking. A step from y to p
 * passes if
 *
 * <pre>
 * f(p) ≤ f(y) + ∇f(y)ᵀ(p − y) + ‖p − y‖²/(2s)
 * </pre>
 *
 * (Beck and Teboulle 2009). Near the minimiser both sides agree to all digits; there gradients
 * decide: (∇f(p) − ∇f(y))ᵀ(p − y) ≤ ‖p − y‖²/s.
 */
final class StepLength {

  /** Lengths are cut at least to, and at most by, these factors. */
  private static final double MOST = 0.7;

  private static final double LEAST = 0.1;

  /** How near to the reciprocal of a measured curvature the next length comes. */
  private static final double SAFETY = 0.95;

  /** What rounding may add to a curvature that is computed from gradients. */
  private static final double SLACK = 1.01;

  /** Differences of values that are below so many rounding errors decide nothing. */
  private static final double DECISIVE = 16;

  /** A length that is shorter than so much of the first one makes no progress. */
  private static final double SHORTEST = 1e-25;

  private final boolean fixed;
  private final double shortest;
  private double length;

  private StepLength(boolean fixed, double length) {
    this.fixed = fixed;
    this.length = length;
    shortest = length * SHORTEST;
  }

  /**
   * The length with which a run begins.
   *
   * @param fixed the length that is kept; 0 for backtracking from the curvature at the start
   */
  static StepLength of(double fixed, Run run, double[] x, double smooth, double[] gradient) {
    if (fixed > 0) {
      return new StepLength(true, fixed);
    }
    double curvature = run.curvature(x, smooth, gradient);
    if (curvature > 0 && Double.isFinite(1 / curvature)) {
      return new StepLength(false, 1 / curvature);
    }
    double norm = Vectors.norm(gradient);
    return new StepLength(false, norm == 0 ? 1 : Math.max(1, Vectors.norm(x)) / norm);
  }

  double get() {
    return length;
  }

  boolean isFixed() {
    return fixed;
  }

  boolean isTooShort() {
    return length < shortest;
  }

  /** Judges a step from x whose end has its gradient already. */
  boolean passes(
      Run run,
      double[] x,
      double smooth,
      double[] gradient,
      double[] next,
      double nextSmooth,
      double[] nextGradient) {
    double squares = Vectors.squaredDistance(x, next);
    if (squares == 0) {
      return true;
    }
    double noise = run.noise(Math.max(Math.abs(smooth), Math.abs(nextSmooth)));
    if (nextSmooth == Double.POSITIVE_INFINITY || valuesDecide(noise, squares)) {
      double excess = nextSmooth - smooth - Vectors.dotDifference(gradient, next, x);
      return passes(excess, noise, squares);
    }
    return passes(Vectors.dotDifferences(nextGradient, gradient, next, x), squares);
  }

  /** Whether values can say if a step passes. */
  boolean valuesDecide(double noise, double squaredDistance) {
    return squaredDistance > DECISIVE * noise * length;
  }

  /**
   * Judges a step by values, and shortens the length if it does not pass.
   *
   * @param excess f(p) − f(y) − ∇f(y)ᵀ(p − y); ∞ if f is not finite at p
   */
  boolean passes(double excess, double noise, double squaredDistance) {
    if (excess == Double.POSITIVE_INFINITY) {
      length *= LEAST;
      return false;
    }
    if (excess <= squaredDistance / (2 * length) + noise) {
      return true;
    }
    shorten(2 * excess / squaredDistance);
    return false;
  }

  /** Judges a step by gradients: product is (∇f(p) − ∇f(y))ᵀ(p − y). */
  boolean passes(double product, double squaredDistance) {
    if (product * length <= SLACK * squaredDistance) {
      return true;
    }
    shorten(product / squaredDistance);
    return false;
  }

  private void shorten(double curvature) {
    length *= Math.max(LEAST, Math.min(MOST, SAFETY / (curvature * length)));
  }

  /** Shortens the length if a step between two other points would not pass. */
  void guard(double product, double squaredDistance) {
    if (product * length > SLACK * squaredDistance) {
      shorten(product / squaredDistance);
    }
  }

  /** Tries a longer step, where curvature may have become less. */
  void lengthen(double factor) {
    length *= factor;
  }
}
