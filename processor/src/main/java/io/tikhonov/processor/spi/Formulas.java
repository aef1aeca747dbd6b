package io.tikhonov.processor.spi;

import io.tikhonov.processor.model.Ingredient;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.regex.Pattern;

/** Numbers and names in mathematical notation. */
public final class Formulas {
  private static final Pattern WHOLE = Pattern.compile("\\.0(?=e|$)");

  /** What is read of a computed number in a message. */
  private static final int SHOWN_DIGITS = 4;

  private Formulas() {}

  /** The shortest text that gives the number again: {@code 0.001}, {@code 1e-4}, {@code 5}. */
  public static String number(double value) {
    String text = Double.toString(value).replace('E', 'e');
    return WHOLE.matcher(text).replaceFirst("");
  }

  /** A computed number without noise in its last digits. */
  public static String rounded(double value) {
    return rounded(value, SHOWN_DIGITS);
  }

  /** A computed number with so many significant digits. */
  public static String rounded(double value, int digits) {
    return number(new BigDecimal(value).round(new MathContext(digits)).doubleValue());
  }

  /** A number of an ingredient. */
  public static String number(Ingredient ingredient, String attribute) {
    return number(ingredient.number(attribute));
  }

  /** 1 − x without rounding noise: {@code 0.1} for 0.9. */
  public static String oneMinus(double value) {
    return BigDecimal.ONE
        .subtract(new BigDecimal(Double.toString(value)))
        .stripTrailingZeros()
        .toPlainString();
  }

  /** A factor in front of something: nothing for 1. */
  public static String factor(double value) {
    return value == 1 ? "" : number(value) + "·";
  }
}
