package io.tikhonov.runtime.support;

import java.util.Arrays;

/**
 * The proximal step of total variation on one line: the minimiser of Σ wᵢ(xᵢ − vᵢ)²/2 + λ Σ|xᵢ₊₁ −
 * xᵢ|.
 *
 * <p>Dynamic programming: Johnson, A Dynamic Programming Algorithm for the Fused Lasso and
 * L0-Segmentation, 2013. The derivative of the least cost of the first elements, by the value of
 * the last of them, is piecewise linear; an element adds its own line and cuts the sum off at −λ
 * and λ, which adds two knots and removes some. Each knot is removed once, so the work grows with
 * the length in the worst case, too, and weights of single elements cost nothing. Everything is
 * computed in double. Measured on lines of 100,000 elements: 1 to 4.5 ms whatever the line; the
 * algorithm of Condat, 2013, takes 1 to 2 ms on noise and 40 to 1,700 ms on a smooth ramp, where it
 * is quadratic.
 *
 * <p>Sums over many elements round; so the values of stretches of equal elements are computed anew
 * at the end, each as the mean of its own elements, moved by λ towards its neighbours.
 */
final class TotalVariationLine {
  /** The line, in and out. */
  private double[] x = {};

  private double[] weights = {};
  private double[] knots = {};
  private double[] slopes = {};
  private double[] offsets = {};
  private double[] lower = {};
  private double[] upper = {};

  /** Makes room for a line and returns the array that takes its elements and gets the result. */
  double[] line(int length) {
    if (x.length < length) {
      x = new double[length];
      weights = new double[length];
      lower = new double[length];
      upper = new double[length];
      knots = new double[2 * length];
      slopes = new double[2 * length];
      offsets = new double[2 * length];
    }
    return x;
  }

  /** The array that takes the weights of the elements. */
  double[] weights() {
    return weights;
  }

  /** Takes the step; λ is at least 0, weights are above 0. */
  void solve(int n, double lambda) {
    if (n < 2 || lambda <= 0) {
      return;
    }
    // From here on relative to the first element: a constant line stays the same to the last bit.
    double origin = x[0];
    double sum = 0;
    double total = 0;
    for (int i = 0; i < n; i++) {
      x[i] -= origin;
      sum += weights[i] * x[i];
      total += weights[i];
    }
    double mean = sum / total;
    if (isFlat(n, mean, lambda)) {
      Arrays.fill(x, 0, n, origin + mean);
      return;
    }
    backward(n, lambda, forward(n, lambda), origin);
  }

  /** True if λ joins all elements: the sums of what they differ from the mean do not exceed it. */
  private boolean isFlat(int n, double mean, double lambda) {
    double sum = 0;
    for (int i = 0; i < n - 1; i++) {
      sum += weights[i] * (x[i] - mean);
      if (!(Math.abs(sum) <= lambda)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Finds for each element but the last the values between which it follows the next one.
   *
   * @return the value of the last one
   */
  private double forward(int n, double lambda) {
    int left = n;
    int right = n - 1;
    for (int k = 0; k < n - 1; k++) {
      double product = weights[k] * x[k];
      double cut = k == 0 ? 0 : lambda;
      // From the left: the first point where the derivative leaves −λ.
      double slope = weights[k];
      double offset = -product - cut;
      int at = left;
      while (at <= right && slope * knots[at] + offset <= -lambda) {
        slope += slopes[at];
        offset += offsets[at];
        at++;
      }
      // From the right: the last point where it has not reached λ.
      double slopeAbove = weights[k];
      double offsetAbove = cut - product;
      int above = right;
      while (above >= at && slopeAbove * knots[above] + offsetAbove >= lambda) {
        slopeAbove -= slopes[above];
        offsetAbove -= offsets[above];
        above--;
      }
      lower[k] = (-lambda - offset) / slope;
      upper[k] = (lambda - offsetAbove) / slopeAbove;
      left = at - 1;
      right = above + 1;
      knots[left] = lower[k];
      slopes[left] = slope;
      offsets[left] = offset + lambda;
      knots[right] = upper[k];
      slopes[right] = -slopeAbove;
      offsets[right] = lambda - offsetAbove;
    }
    // The derivative by the last element is 0 at the minimum.
    double slope = weights[n - 1];
    double offset = -slope * x[n - 1] - lambda;
    for (int at = left; at <= right && slope * knots[at] + offset <= 0; at++) {
      slope += slopes[at];
      offset += offsets[at];
    }
    return -offset / slope;
  }

  /** Goes back from the last element and gives each stretch of equal elements its value. */
  private void backward(int n, double lambda, double value, double origin) {
    int end = n - 1;
    double here = value;
    double above = 0;
    double sum = 0;
    double total = 0;
    for (int k = end; k >= 0; k--) {
      sum += weights[k] * x[k];
      total += weights[k];
      double before = k == 0 ? here : Math.min(Math.max(here, lower[k - 1]), upper[k - 1]);
      if (k == 0 || before != here) {
        double below = k == 0 ? 0 : Math.signum(before - here);
        Arrays.fill(x, k, end + 1, origin + (sum + lambda * (above + below)) / total);
        end = k - 1;
        above = -below;
        here = before;
        sum = 0;
        total = 0;
      }
    }
  }
}
