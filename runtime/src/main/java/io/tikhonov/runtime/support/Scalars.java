package io.tikhonov.runtime.support;

/** Scalar functions that Java's {@code Math} does not have, in forms that do not overflow. */
public final class Scalars {

  private static final double TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);

  /** From here on erf is ±1 in double precision. */
  private static final double ERF_IS_ONE = 6;

  private Scalars() {}

  /** 1 / (1 + exp(−x)). */
  public static double sigmoid(double x) {
    double e = Math.exp(-Math.abs(x));
    return x >= 0 ? 1 / (1 + e) : e / (1 + e);
  }

  /** log(1 + exp(x)). */
  public static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  /**
   * The error function 2/√π ∫₀ˣ exp(−t²) dt, to a few units in the last place.
   *
   * <p>Uses 2/√π·exp(−x²)·Σ 2ⁿ·x²ⁿ⁺¹/(1·3·…·(2n+1)) (Abramowitz and Stegun 7.1.6), whose terms have
   * one sign, so that nothing cancels; and it makes no objects, because it runs inside kernels.
   */
  public static double erf(double x) {
    if (Math.abs(x) > ERF_IS_ONE) {
      return Math.signum(x);
    }
    double twiceSquare = 2 * x * x;
    double term = x;
    double sum = x;
    for (int odd = 3; Math.abs(term) > Math.ulp(sum) / 4; odd += 2) {
      term *= twiceSquare / odd;
      sum += term;
    }
    return TWO_OVER_ROOT_PI * Math.exp(-x * x) * sum;
  }

  /**
   * The nearest number with the 8 significant bits of bfloat16, ties to even; rounded to float
   * before, as conversions of PyTorch do.
   */
  public static double bfloat16(double x) {
    return bfloat16((float) x);
  }

  /** The nearest number with the 8 significant bits of bfloat16, ties to even. */
  public static float bfloat16(float x) {
    if (Float.isNaN(x)) {
      return x;
    }
    int bits = Float.floatToRawIntBits(x);
    return Float.intBitsToFloat((bits + 0x7fff + ((bits >>> 16) & 1)) & 0xffff0000);
  }
}
