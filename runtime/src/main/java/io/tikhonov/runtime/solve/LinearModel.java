package io.tikhonov.runtime.solve;

import io.tikhonov.runtime.support.Memory;

/**
 * A smooth part of the form f(w, b) = Σᵢ ℓᵢ(ηᵢ) with η = Xw + b·1, for coordinate descent.
 * Penalties act on single coordinates of w or on groups of them, never on b.
 */
interface LinearModel {

  /** The number of rows of X. */
  int rows();

  /** The number of columns of X and of elements of w. */
  int features();

  /** Whether there is an intercept b. */
  boolean hasIntercept();

  /** The index of w among the parameters of the objective. */
  default int weightParameter() {
    return 0;
  }

  /** The same for b. */
  default int interceptParameter() {
    return 1;
  }

  /** X by rows, of single or double precision. */
  Memory design();

  /** True if all ℓᵢ are quadratic: their curvature does not depend on η. */
  boolean isQuadratic();

  /**
   * Evaluates f with its derivatives by η.
   *
   * @param slope gets ℓᵢ'(ηᵢ), one number for each row
   * @param curvature gets ℓᵢ''(ηᵢ)
   * @return f
   */
  double linearize(double[] w, double b, double[] slope, double[] curvature);

  /**
   * Whether {@link #linearize} leaves the parameters of the objective at its point, and the terms
   * with their values there.
   */
  default boolean leavesTerms() {
    return false;
  }

  /** The penalty on w at the present factors; independent of the others. */
  Separable penalty();

  /** The penalty on w = Σⱼ l1ⱼ|wⱼ| + ½·l2ⱼ·wⱼ² + Σ over groups of strength·‖w_group‖₂. */
  final class Separable {
    /** At least 0. */
    final double[] l1;

    /** At least 0. */
    final double[] l2;

    /** Lower bounds; −∞ where there is none. */
    final double[] lower;

    /** Upper bounds; ∞ where there is none. */
    final double[] upper;

    /** The group of each coordinate, from 0 on; empty if there are none. */
    final int[] group;

    /** The strength of each group, at least 0. */
    final double[] strength;

    Separable(
        double[] l1, double[] l2, double[] lower, double[] upper, int[] group, double[] strength) {
      this.l1 = l1;
      this.l2 = l2;
      this.lower = lower;
      this.upper = upper;
      this.group = group;
      this.strength = strength;
    }
  }
}
