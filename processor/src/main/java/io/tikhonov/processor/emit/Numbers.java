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
    if (doublePrecision && value == Math.PI) {
      return "Math.PI";
    }
    String digits = doublePrecision ? Double.toString(value) : Float.toString((float) value);
    return readable(digits) + (doublePrecision ? "" : "f");
  }

  private static boolean isNegativeZero(double value) {
    return value == 0 && 1 / value < 0;
  }

  /** {@code 1.0E-4} is written {@code 1e-4}, as people do. */
  private static String readable(String digits) {
    int exponent = digits.indexOf('E');
    if (exponent < 0) {
      return digits;
    }
    String mantissa = digits.substring(0, exponent);
    return (mantissa.endsWith(".0") ? mantissa.substring(0, mantissa.length() - 2) : mantissa)
        + "e"
        + digits.substring(exponent + 1);
  }
}
