package io.tikhonov.runtime.solve;

import io.tikhonov.runtime.support.Workers;

/**
 * A sum F(x) = f(x) + g(x) to be minimised over x ∈ ℝⁿ: f has a gradient, g a proximal operator. g
 * is infinite outside of the declared constraints; proximal points lie within them.
 */
interface Composite {

  /** n. */
  int size();

  /** f(x). */
  double smooth(double[] x);

  /** f(x), and its gradient into an array of length n. */
  double smooth(double[] x, double[] gradient);

  /** The finite part of g(x): penalties without constraints. */
  double penalty(double[] x);

  /**
   * The minimiser of g(z) + ‖z − (x − step·gradient)‖²/(2·step): one proximal gradient step.
   *
   * @param gradient n numbers; zeros for the proximal operator at x itself
   * @param step above 0
   * @param result may be {@code x} itself
   */
  void proximal(double[] x, double[] gradient, double step, double[] result);

  /** True if g = 0. */
  boolean isSmooth();

  /** True if f is a quadratic function, so that its gradient is affine. */
  boolean isQuadratic();

  /** The distance from 1 to the next number in which f and its gradient are computed. */
  default double precision() {
    return Math.ulp(1.0);
  }

  /** Makes each element one that f can be computed at: rounds it to the precision of the model. */
  default void round(double[] x) {}

  /** Names what is not finite in what was computed last, with its value. */
  default String culprit() {
    return "the smooth part or its gradient is not finite";
  }

  /**
   * f as a function of Xw + b, with w and then b at the places {@link #linearPlaces} of a point, or
   * null if it is none.
   */
  default LinearModel linear() {
    return null;
  }

  /** Where w begins, and where b is, or −1 if it is fixed. */
  default int[] linearPlaces() {
    return new int[] {0, -1};
  }

  /**
   * Hears that parameters were set elsewhere.
   *
   * @param x the point at which the sum was computed last, or null if that is not known
   */
  default void moved(double[] x) {}

  /** The threads to compute with. */
  default Workers pool() {
    return Workers.of(0);
  }
}
