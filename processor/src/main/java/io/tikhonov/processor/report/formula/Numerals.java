package io.tikhonov.processor.report.formula;

import io.tikhonov.processor.spi.Formulas;
import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as they are written in formulas. */
final class Numerals {

  /** Rounding noise of constants such as 1 − 0.9 says nothing to a reader. */
  private static final MathContext DIGITS = new MathContext(12);

  private Numerals() {}

  /** A short text of a finite number. */
  static String text(double value) {
    double rounded = new BigDecimal(value).round(DIGITS).doubleValue();
    return Formulas.number(rounded);
  }

  /** The exponent of a text such as {@code 1e-4}, with a real minus sign. */
  static String exponent(String text) {
    return text.substring(text.indexOf('e') + 1).replace('-', '−');
  }
}
