package io.tikhonov.processor.emit;

/** Writes numbers as Java literals. */
final class Numbers {

  private Numbers() {}

  /** A literal that has the value in the given precision; whole numbers are written as ints. */
  static String literal(double value, boolean doublePrecision) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      String type = doublePrecision ? "Double" : "Float";
      return type
          + (Double.isNaN(value)
              ? ".NaN"
              : value > 0 ? ".POSITIVE_INFINITY" : ".NEGATIVE_INFINITY");
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e6 && !isNegativeZero(value)) {
      return Long.toString((long) value);
    }
    return doublePrecision ? Double.toString(value) : Float.toString((float) value) + "f";
  }

  private static boolean isNegativeZero(double value) {
    return value == 0 && 1 / value < 0;
  }
}
