package io.tikhonov.runtime.support;

/**
 * Functions of double precision, in the operations that kernels with vectors use for them: the bits
 * are the same. Errors are at most 4 units in the last place.
 *
 * <p>They are made of additions, products, fused multiply-adds, divisions and bit operations, which
 * are exactly rounded everywhere. The exponential is a Taylor series on half an octave; the
 * logarithm has the coefficients of FreeBSD's libm.
 */
public final class DoubleMath {

  private DoubleMath() {}

  /** A whole number n near x / ln 2, as n + 1.5·2⁵²: its low bits are those of the integer n. */
  private static double octaves(double x) {
    return Math.fma(x, 1.4426950408889634, 6755399441055744.0);
  }

  /** 2ⁿ⁻¹ from n + 1.5·2⁵². */
  private static double halfPower(double octaves) {
    return Double.longBitsToDouble(
        (Double.doubleToRawLongBits(octaves) << 52) + 0x3FE0000000000000L);
  }

  /** eʳ − 1 where r = x − n·ln 2, |r| ≤ ln 2 / 2. */
  private static double reducedExpm1(double x, double octaves) {
    double n = octaves - 6755399441055744.0;
    double r = Math.fma(n, -1.9082149292705877e-10, Math.fma(n, -0.6931471803691238, x));
    double p = Math.fma(r, 1.6059043836821613e-10, 2.08767569878681e-09);
    p = Math.fma(p, r, 2.505210838544172e-08);
    p = Math.fma(p, r, 2.7557319223985894e-07);
    p = Math.fma(p, r, 2.7557319223985893e-06);
    p = Math.fma(p, r, 2.48015873015873e-05);
    p = Math.fma(p, r, 0.0001984126984126984);
    p = Math.fma(p, r, 0.001388888888888889);
    p = Math.fma(p, r, 0.008333333333333333);
    p = Math.fma(p, r, 0.041666666666666664);
    p = Math.fma(p, r, 0.16666666666666666);
    p = Math.fma(p, r, 0.5);
    return Math.fma(p, r * r, r);
  }

  /** eˣ; 0 below 2⁻¹⁰²¹. */
  public static double exp(double x) {
    double octaves = octaves(x);
    double half = halfPower(octaves);
    double result = Math.fma(reducedExpm1(x, octaves), half, half) * 2;
    return x > 709.782712893384 ? Double.POSITIVE_INFINITY : x < -707.7 ? 0 : result;
  }

  /** eˣ − 1, exact for small x. */
  public static double expm1(double x) {
    double octaves = octaves(x);
    double half = halfPower(octaves);
    double result = Math.fma(reducedExpm1(x, octaves), half, half - 0.5) * 2;
    return x > 709.782712893384 ? Double.POSITIVE_INFINITY : x < -707.7 ? -1 : result;
  }

  /** The natural logarithm: x = 2ᵉ·(1 + f), and a series in f / (2 + f). */
  public static double log(double x) {
    boolean tiny = x < Double.MIN_NORMAL;
    long bits = Double.doubleToRawLongBits(tiny ? x * 4503599627370496.0 : x);
    long e = (bits + (0x3FF0000000000000L - 0x3FE6A09E667F3BCDL)) >>> 52;
    double f = Double.longBitsToDouble(bits - ((e - 1023) << 52)) - 1;
    double octaves = tiny ? e - 1023.0 - 52 : e - 1023.0;
    double s = f / (f + 2);
    double z = s * s;
    double series = Math.fma(z, 0.14798198605116586, 0.15313837699209373);
    series = Math.fma(series, z, 0.1818357216161805);
    series = Math.fma(series, z, 0.22222198432149784);
    series = Math.fma(series, z, 0.2857142874366239);
    series = Math.fma(series, z, 0.3999999999940942);
    series = Math.fma(series, z, 0.6666666666666735) * z;
    double half = f * f * 0.5;
    double result =
        s * (half + series)
            + octaves * 1.9082149292705877e-10
            - half
            + f
            + octaves * 0.6931471803691238;
    if (!(x < Double.POSITIVE_INFINITY)) {
      return x;
    }
    return x < 0 ? Double.NaN : x == 0 ? Double.NEGATIVE_INFINITY : result;
  }

  /** log(1 + x), exact for small x: what rounding 1 + x has lost is put back. */
  public static double log1p(double x) {
    double u = x + 1;
    double result = log(u) - (u - 1 - x) / u;
    if (!(x < Double.POSITIVE_INFINITY)) {
      return x;
    }
    return u == 0 ? Double.NEGATIVE_INFINITY : result;
  }

  /** The hyperbolic tangent, 1 to all digits beyond 20. */
  public static double tanh(double x) {
    double t = expm1(Math.min(Math.max(x, -20), 20) * 2);
    return t / (t + 2);
  }

  /** 1 / (1 + e⁻ˣ). */
  public static double sigmoid(double x) {
    return 1 / (exp(-x) + 1);
  }

  /** log(1 + eˣ) without overflow. */
  public static double softplus(double x) {
    return Math.max(x, 0) + log1p(exp(-Math.abs(x)));
  }
}
