package io.tikhonov.runtime.data;

/** Numbers in texts: digits with a decimal point or comma, and perhaps an exponent. */
final class Decimals {

  private Decimals() {}

  /** The number, or NaN if the text is none; infinite if it is too large for a double. */
  static double parse(String text, boolean comma) {
    if (!isNumber(text, comma ? ',' : '.')) {
      return Double.NaN;
    }
    return Double.parseDouble(comma ? text.replace(',', '.') : text);
  }

  /** Whether it is a number by either convention. */
  static boolean isNumber(String text) {
    return isNumber(text, '.') || isNumber(text, ',');
  }

  private static boolean isNumber(String text, char point) {
    int at = skipSign(text, 0);
    int digits = skipDigits(text, at) - at;
    at += digits;
    if (at < text.length() && text.charAt(at) == point) {
      int fraction = skipDigits(text, at + 1) - at - 1;
      digits += fraction;
      at += fraction + 1;
    }
    if (digits == 0) {
      return false;
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      int exponent = skipSign(text, at + 1);
      at = skipDigits(text, exponent);
      if (at == exponent) {
        return false;
      }
    }
    return at == text.length();
  }

  private static int skipSign(String text, int at) {
    boolean sign = at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+');
    return sign ? at + 1 : at;
  }

  private static int skipDigits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  /** What to do about a text that is no number. */
  static String advice(String text, boolean comma) {
    if (isNumber(text, comma ? '.' : ',')) {
      return comma
          ? "It has a decimal point, and the file was read by CsvFile.format().decimalComma()."
          : "If it has a decimal comma, read the file by CsvFile.format().decimalComma().";
    } else if (isNumber(text.replaceAll("[.,'\\s\u00a0\u202f]", ""), '.')) {
      return "Numbers are written without separators of thousands.";
    }
    return "If it stands for a missing value, say so by CsvFile.format().missing(\""
        + text
        + "\", ...); if the column holds categories, take it by oneHot(...) or labels(...).";
  }
}
