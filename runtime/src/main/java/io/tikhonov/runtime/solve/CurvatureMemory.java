package io.tikhonov.runtime.solve;

/**
 * What limited-memory quasi-Newton methods remember: the last m steps with the changes of the
 * gradient along them, which stand for an approximate inverse of the Hessian (Nocedal 1980).
 */
final class CurvatureMemory {

  /** Pairs whose curvature is below this share of what they could have say nothing. */
  private static final double LEAST_CURVATURE = 1e-12;

  /** A pair is used in a space if this share of its curvature lies there. */
  private static final double RESTRICTED_SHARE = 1e-4;

  private final int size;

  /** Arrays are made when they are needed. */
  private final double[][] steps;

  private final double[][] changes;
  private final double[] products;
  private final double[] weights;

  /** The products over some elements, or 0 for pairs that are left out. */
  private final double[] restricted;

  private int count;
  private int newest = -1;

  /** The inverse curvature that is assumed where nothing is known. */
  private double scale = 1;

  private double largest;

  CurvatureMemory(int size, int pairs) {
    int m = Math.max(1, Math.min(pairs, size));
    this.size = size;
    steps = new double[m][];
    changes = new double[m][];
    products = new double[m];
    weights = new double[m];
    restricted = new double[m];
  }

  /** Forgets all pairs, but not how curved the function is. */
  void clear() {
    count = 0;
    newest = -1;
  }

  /** Forgets all there was, for another function. */
  void forget() {
    clear();
    largest = 0;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** The largest curvature that was seen, ‖y‖²/(sᵀy); 0 if none was. */
  double largestCurvature() {
    return largest;
  }

  /** Sets what is assumed before there is a pair. */
  void assume(double curvature) {
    if (curvature > 0 && Double.isFinite(1 / curvature)) {
      scale = 1 / curvature;
      largest = Math.max(largest, curvature);
    }
  }

  /**
   * Adds a pair s = to − from, y = gradientTo − gradientFrom, unless the curvature is not positive.
   */
  void add(double[] from, double[] to, double[] gradientFrom, double[] gradientTo) {
    int at = (newest + 1) % steps.length;
    if (steps[at] == null) {
      steps[at] = new double[size];
      changes[at] = new double[size];
    }
    double[] s = steps[at];
    double[] y = changes[at];
    // The slot is that of the oldest pair; if the new one is refused, the oldest is lost with it.
    count = Math.min(count, steps.length - 1);
    Vectors.subtract(to, from, s);
    Vectors.subtract(gradientTo, gradientFrom, y);
    double product = Vectors.dot(s, y);
    double squares = Vectors.dot(y, y);
    if (product > LEAST_CURVATURE * Math.sqrt(squares * Vectors.dot(s, s))) {
      products[at] = product;
      scale = product / squares;
      largest = Math.max(largest, squares / product);
      newest = at;
      count++;
    }
  }

  /** v ← H·v, by the two loops over the pairs. */
  void multiply(double[] v) {
    int m = steps.length;
    for (int k = 0; k < count; k++) {
      int i = Math.floorMod(newest - k, m);
      weights[i] = Vectors.dot(steps[i], v) / products[i];
      Vectors.add(-weights[i], changes[i], v);
    }
    Vectors.scale(scale, v);
    for (int k = count - 1; k >= 0; k--) {
      int i = Math.floorMod(newest - k, m);
      double back = Vectors.dot(changes[i], v) / products[i];
      Vectors.add(weights[i] - back, steps[i], v);
    }
  }

  /**
   * v ← H·v in the space of some elements, where the pairs are restricted to it: v is 0 elsewhere
   * and stays so. The result has a positive product with v.
   *
   * @param free 1 for the elements that span the space, 0 for the others
   */
  void multiply(double[] v, double[] free) {
    int m = steps.length;
    double inverse = 0;
    for (int k = 0; k < count; k++) {
      int i = Math.floorMod(newest - k, m);
      double[] s = steps[i];
      double[] y = changes[i];
      double product = 0;
      double squares = 0;
      double along = 0;
      for (int j = 0; j < v.length; j++) {
        double yj = free[j] * y[j];
        product += yj * s[j];
        squares += yj * yj;
        along += s[j] * v[j];
      }
      // A pair may have its curvature elsewhere.
      restricted[i] = product > RESTRICTED_SHARE * products[i] ? product : 0;
      if (restricted[i] > 0) {
        weights[i] = along / product;
        for (int j = 0; j < v.length; j++) {
          v[j] -= weights[i] * free[j] * y[j];
        }
        inverse = inverse == 0 ? product / squares : inverse;
      }
    }
    Vectors.scale(inverse == 0 ? scale : inverse, v);
    for (int k = count - 1; k >= 0; k--) {
      int i = Math.floorMod(newest - k, m);
      if (restricted[i] > 0) {
        double factor = weights[i] - Vectors.dot(changes[i], v) / restricted[i];
        for (int j = 0; j < v.length; j++) {
          v[j] += factor * free[j] * steps[i][j];
        }
      }
    }
  }
}
