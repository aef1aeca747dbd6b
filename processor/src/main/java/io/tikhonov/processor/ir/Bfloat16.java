package io.tikhonov.processor.ir;

/** Rounding to bfloat16, a float without the lower half of its bits. */
final class Bfloat16 {
  private static final int LOWER_BITS = 16;

  private Bfloat16() {}

  /** Rounds to float and then to bfloat16, ties to even, as conversions of PyTorch do. */
  static double round(double x) {
    float single = (float) x;
    if (Float.isNaN(single)) {
      return single;
    }
    int bits = Float.floatToRawIntBits(single);
    int half = (1 << (LOWER_BITS - 1)) - 1 + ((bits >>> LOWER_BITS) & 1);
    return Float.intBitsToFloat(((bits + half) >> LOWER_BITS) << LOWER_BITS);
  }
}
