package io.tikhonov.processor.vocabulary;

import io.tikhonov.processor.ir.Poly;
import javax.lang.model.SourceVersion;

/**
 * Reads dimension expressions: names and non-negative integers joined by {@code +}, {@code -} and
 * {@code *}, with parentheses ({@code "2*h"}, {@code "a+b"}, {@code "(h-2)*w"}).
 */
public final class DimensionParser {
  private final String text;
  private int position;

  private DimensionParser(String text) {
    this.text = text;
  }

  /**
   * The size that a string stands for.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  public static Poly parse(String text) {
    DimensionParser parser = new DimensionParser(text);
    Poly size = parser.sum();
    if (parser.position < text.length()) {
      throw parser.error("does not belong there");
    }
    if (size.isConstant() && size.constant() < 0) {
      throw new IllegalArgumentException("A dimension cannot be negative: \"" + text + "\".");
    }
    return size;
  }

  private Poly sum() {
    Poly sum = product();
    while (true) {
      if (skip('+')) {
        sum = sum.plus(product());
      } else if (skip('-')) {
        sum = sum.minus(product());
      } else {
        return sum;
      }
    }
  }

  private Poly product() {
    Poly product = factor();
    while (skip('*')) {
      product = product.times(factor());
    }
    return product;
  }

  private Poly factor() {
    if (skip('(')) {
      Poly inner = sum();
      if (!skip(')')) {
        throw error("is missing a closing parenthesis before it");
      }
      return inner;
    }
    spaces();
    int start = position;
    while (position < text.length() && Character.isJavaIdentifierPart(text.charAt(position))) {
      position++;
    }
    String word = text.substring(start, position);
    if (word.isEmpty()) {
      throw error("is not a name or an integer");
    }
    if (Character.isDigit(word.charAt(0))) {
      try {
        return Poly.of(Integer.parseInt(word));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "\"%s\" in the dimension \"%s\" is neither a name nor an int.".formatted(word, text),
            e);
      }
    }
    if (!SourceVersion.isIdentifier(word)) {
      throw new IllegalArgumentException(
          "\"%s\" in the dimension \"%s\" is not a Java name.".formatted(word, text));
    }
    return Poly.named(word);
  }

  private void spaces() {
    while (position < text.length() && text.charAt(position) == ' ') {
      position++;
    }
  }

  private boolean skip(char c) {
    spaces();
    if (position < text.length() && text.charAt(position) == c) {
      position++;
      spaces();
      return true;
    }
    return false;
  }

  private IllegalArgumentException error(String problem) {
    String rest = position < text.length() ? "\"" + text.substring(position) + "\"" : "its end";
    return new IllegalArgumentException(
        "The dimension \"%s\" cannot be read: %s %s. Write names, integers, sums and products, such"
                .formatted(text, rest, problem)
            + " as \"hidden\", \"64\", \"a+b\" or \"2*h\".");
  }
}
