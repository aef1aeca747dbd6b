package io.tikhonov.runtime.support;

import org.apache.commons.numbers.gamma.Erf;

/** Scalar functions that Java's {@code Math} does not have, in forms that do not overflow. */
public final class Scalars {

  private Scalars() {}

  /** 1 / (1 + exp(−x)). */
  public static double sigmoid(double x) {
    double e = Math.exp(-Math.abs(x));
    return x >= 0 ? 1 / (1 + e) : e / (1 + e);
  }

  /** {@link #sigmoid(double)} in single precision. */
  public static float sigmoid(float x) {
    return (float) sigmoid((double) x);
  }

  /** log(1 + exp(x)). */
  public static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  /** {@link #softplus(double)} in single precision. */
  public static float softplus(float x) {
    return (float) softplus((double) x);
  }

  /** The error function 2/√π ∫₀ˣ exp(−t²) dt. */
  public static double erf(double x) {
    return Erf.value(x);
  }

  /** {@link #erf(double)} in single precision. */
  public static float erf(float x) {
    return (float) Erf.value(x);
  }
}
