package io.tikhonov.runtime.solve;

/**
 * Sums over arrays of the same length. Their order is fixed, so the same arrays give the same bits.
 */
final class Vectors {

  private Vectors() {}

  /** Σ aᵢbᵢ, in four sums side by side that the processor adds at the same time. */
  static double dot(double[] a, double[] b) {
    int n = a.length;
    int end = n & ~3;
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    for (int i = 0; i < end; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (int i = end; i < n; i++) {
      s0 += a[i] * b[i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** Σ aᵢ. */
  static double sum(double[] a) {
    double sum = 0;
    for (double value : a) {
      sum += value;
    }
    return sum;
  }

  /** The Euclidean norm. */
  static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  /** Σ cᵢ(aᵢ − bᵢ). */
  static double dotDifference(double[] c, double[] a, double[] b) {
    int n = a.length;
    int end = n & ~1;
    double s0 = 0;
    double s1 = 0;
    for (int i = 0; i < end; i += 2) {
      s0 += c[i] * (a[i] - b[i]);
      s1 += c[i + 1] * (a[i + 1] - b[i + 1]);
    }
    if (end < n) {
      s0 += c[end] * (a[end] - b[end]);
    }
    return s0 + s1;
  }

  /** ‖a − b‖². */
  static double squaredDistance(double[] a, double[] b) {
    int n = a.length;
    int end = n & ~1;
    double s0 = 0;
    double s1 = 0;
    for (int i = 0; i < end; i += 2) {
      double d0 = a[i] - b[i];
      double d1 = a[i + 1] - b[i + 1];
      s0 += d0 * d0;
      s1 += d1 * d1;
    }
    if (end < n) {
      double d = a[end] - b[end];
      s0 += d * d;
    }
    return s0 + s1;
  }

  /** Σ (aᵢ − bᵢ)(cᵢ − dᵢ). */
  static double dotDifferences(double[] a, double[] b, double[] c, double[] d) {
    int n = a.length;
    int end = n & ~1;
    double s0 = 0;
    double s1 = 0;
    for (int i = 0; i < end; i += 2) {
      s0 += (a[i] - b[i]) * (c[i] - d[i]);
      s1 += (a[i + 1] - b[i + 1]) * (c[i + 1] - d[i + 1]);
    }
    if (end < n) {
      s0 += (a[end] - b[end]) * (c[end] - d[end]);
    }
    return s0 + s1;
  }

  /** to ← to + factor·a. */
  static void add(double factor, double[] a, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * a[i];
    }
  }

  /** result ← a + factor·d. */
  static void combine(double[] a, double factor, double[] d, double[] result) {
    for (int i = 0; i < result.length; i++) {
      result[i] = a[i] + factor * d[i];
    }
  }

  /** result ← a − b. */
  static void subtract(double[] a, double[] b, double[] result) {
    for (int i = 0; i < result.length; i++) {
      result[i] = a[i] - b[i];
    }
  }

  /** a ← factor·a. */
  static void scale(double factor, double[] a) {
    for (int i = 0; i < a.length; i++) {
      a[i] *= factor;
    }
  }

  /** to ← from. */
  static void copy(double[] from, double[] to) {
    System.arraycopy(from, 0, to, 0, to.length);
  }
}
