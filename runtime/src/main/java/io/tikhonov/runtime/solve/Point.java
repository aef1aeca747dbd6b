package io.tikhonov.runtime.solve;

import java.util.Arrays;

/** A point of a {@link LinearModel} with f and its derivatives there. */
final class Point {

  final double[] w;

  /** The intercept; 0 without one. */
  double b;

  /** f. */
  double smooth;

  /** ℓᵢ' and ℓᵢ''. */
  final double[] slope;

  final double[] curvature;

  /** Xᵀ·slope. */
  final double[] gradient;

  /** The derivative by the intercept; 0 without one. */
  double interceptSlope;

  Point(int rows, int features) {
    w = new double[features];
    slope = new double[rows];
    curvature = new double[rows];
    gradient = new double[features];
  }

  boolean isAt(double[] otherW, double otherB) {
    return b == otherB && Arrays.equals(w, otherW);
  }

  /** Becomes the same as another one. */
  void set(Point other) {
    Vectors.copy(other.w, w);
    Vectors.copy(other.slope, slope);
    Vectors.copy(other.curvature, curvature);
    Vectors.copy(other.gradient, gradient);
    b = other.b;
    smooth = other.smooth;
    interceptSlope = other.interceptSlope;
  }

  /** Becomes to + t·(to − from), with the derivatives that a quadratic f has there. */
  void extrapolate(Point from, Point to, double t) {
    extrapolate(from.w, to.w, t, w);
    extrapolate(from.slope, to.slope, t, slope);
    extrapolate(from.gradient, to.gradient, t, gradient);
    Vectors.copy(to.curvature, curvature);
    double step = to.b - from.b;
    b = to.b + t * step;
    interceptSlope = to.interceptSlope + t * (to.interceptSlope - from.interceptSlope);
    double first = to.interceptSlope * step;
    double second = (to.interceptSlope - from.interceptSlope) * step;
    for (int j = 0; j < w.length; j++) {
      double move = to.w[j] - from.w[j];
      first += to.gradient[j] * move;
      second += (to.gradient[j] - from.gradient[j]) * move;
    }
    smooth = to.smooth + t * first + 0.5 * t * t * second;
  }

  private static void extrapolate(double[] from, double[] to, double t, double[] result) {
    for (int i = 0; i < result.length; i++) {
      result[i] = to[i] + t * (to[i] - from[i]);
    }
  }
}
