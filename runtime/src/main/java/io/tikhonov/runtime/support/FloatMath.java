package io.tikhonov.runtime.support;

/**
 * Functions of single precision, in the operations that kernels with vectors use for them: the bits
 * are the same. Errors are at most 3 units in the last place, of {@link #erf} 5.
 *
 * <p>They are made of additions, products, fused multiply-adds, divisions and bit operations, which
 * are exactly rounded everywhere. The coefficients of the exponential and the logarithm are those
 * of the Cephes library and of FreeBSD's libm.
 */
@SuppressWarnings("FloatingPointLiteralPrecision") // as the sources print them
public final class FloatMath {

  private FloatMath() {}

  /** A whole number n near x / ln 2, as n + 1.5·2²³: its low bits are those of the integer n. */
  private static float octaves(float x) {
    return Math.fma(x, 1.442695f, 12582912f);
  }

  /** 2ⁿ⁻¹ from n + 1.5·2²³. */
  private static float halfPower(float octaves) {
    return Float.intBitsToFloat((Float.floatToRawIntBits(octaves) << 23) + 0x3F000000);
  }

  /** eʳ − 1 where r = x − n·ln 2, |r| ≤ ln 2 / 2. */
  private static float reducedExpm1(float x, float octaves) {
    float n = octaves - 12582912f;
    float r = Math.fma(n, 0.00021219444f, Math.fma(n, -0.6933594f, x));
    float p = Math.fma(r, 0.00019875691f, 0.00139819995f);
    p = Math.fma(p, r, 0.008333452f);
    p = Math.fma(p, r, 0.041665796f);
    p = Math.fma(p, r, 0.16666665f);
    p = Math.fma(p, r, 0.5f);
    return Math.fma(p, r * r, r);
  }

  /** eˣ; 0 below 2⁻¹²⁵. */
  public static float exp(float x) {
    float octaves = octaves(x);
    float half = halfPower(octaves);
    float result = Math.fma(reducedExpm1(x, octaves), half, half) * 2;
    return x > 88.72283f ? Float.POSITIVE_INFINITY : x < -86.6f ? 0 : result;
  }

  /** eˣ − 1, exact for small x. */
  public static float expm1(float x) {
    float octaves = octaves(x);
    float half = halfPower(octaves);
    float result = Math.fma(reducedExpm1(x, octaves), half, half - 0.5f) * 2;
    return x > 88.72283f ? Float.POSITIVE_INFINITY : x < -86.6f ? -1 : result;
  }

  /** The natural logarithm: x = 2ᵉ·(1 + f), and a series in f / (2 + f). */
  public static float log(float x) {
    boolean tiny = x < Float.MIN_NORMAL;
    int bits = Float.floatToRawIntBits(tiny ? x * 8388608f : x);
    int e = (bits - 0x3F3504F3) >> 23;
    float f = Float.intBitsToFloat(bits - (e << 23)) - 1;
    float octaves = tiny ? e - 23f : e;
    float s = f / (f + 2);
    float z = s * s;
    float series = Math.fma(z, 0.24279079f, 0.28498787f);
    series = Math.fma(series, z, 0.40000972f);
    series = Math.fma(series, z, 0.6666666f) * z;
    float half = f * f * 0.5f;
    float result = s * (half + series) + octaves * 9.058001e-6f - half + f + octaves * 0.6931381f;
    if (!(x < Float.POSITIVE_INFINITY)) {
      return x;
    }
    return x < 0 ? Float.NaN : x == 0 ? Float.NEGATIVE_INFINITY : result;
  }

  /** log(1 + x), exact for small x: what rounding 1 + x has lost is put back. */
  public static float log1p(float x) {
    float u = x + 1;
    float result = log(u) - (u - 1 - x) / u;
    if (!(x < Float.POSITIVE_INFINITY)) {
      return x;
    }
    return u == 0 ? Float.NEGATIVE_INFINITY : result;
  }

  /** The hyperbolic tangent, 1 to all digits beyond 10. */
  public static float tanh(float x) {
    float t = expm1(Math.min(Math.max(x, -10), 10) * 2);
    return t / (t + 2);
  }

  /** 1 / (1 + e⁻ˣ). */
  public static float sigmoid(float x) {
    return 1 / (exp(-x) + 1);
  }

  /** log(1 + eˣ) without overflow. */
  public static float softplus(float x) {
    return Math.max(x, 0) + log1p(exp(-Math.abs(x)));
  }

  /** The error function: a series below 1, an asymptotic form above. */
  public static float erf(float x) {
    float square = x * x;
    float near = Math.fma(square, 7.8538614e-5f, -0.00080101936f);
    near = Math.fma(near, square, 0.0051883277f);
    near = Math.fma(near, square, -0.026853812f);
    near = Math.fma(near, square, 0.112835851f);
    near = Math.fma(near, square, -0.37612626f);
    near = Math.fma(near, square, 1.1283792f) * x;
    float size = Math.abs(x);
    float t = 1 / Math.fma(size, 0.3275911f, 1f);
    float far = Math.fma(t, 1.0614054f, -1.45315203f);
    far = Math.fma(far, t, 1.42141374f);
    far = Math.fma(far, t, -0.284496736f);
    far = Math.fma(far, t, 0.2548296f) * t * exp(-square);
    far = 1 - far;
    far = x < 0 ? -far : far;
    return size > 1 ? far : near;
  }
}
