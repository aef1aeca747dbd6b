package io.tikhonov.commandline;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Evaluates the sizes in a report, such as {@code 4*batch*hidden+4*hidden}: integers, names of
 * dimensions, {@code + - * / %} with floor division, {@code min(a, b)} and parentheses.
 */
final class SizeExpression {
  private static final String MIN = "min";

  private final String text;
  private final Map<String, Long> sizes;
  private final Set<String> unknown = new TreeSet<>();
  private int at;

  private SizeExpression(String text, Map<String, Long> sizes) {
    this.text = text;
    this.sizes = sizes;
  }

  /**
   * The value at the given sizes.
   *
   * @throws UserException if the size of a dimension is missing, or the value is above 2⁶³
   * @throws IllegalArgumentException if the text is not such an expression
   */
  static long evaluate(String text, Map<String, Long> sizes) {
    SizeExpression expression = new SizeExpression(text, sizes);
    try {
      long value = expression.sum();
      if (expression.peek() != 0) {
        throw expression.unreadable();
      }
      if (!expression.unknown.isEmpty()) {
        throw new UserException(
            "The size of %s is missing. Give it by --size %s=NUMBER."
                .formatted(
                    String.join(", ", expression.unknown), expression.unknown.iterator().next()));
      }
      return value;
    } catch (ArithmeticException e) {
      throw new UserException(
          "%s cannot be computed at these sizes: %s.".formatted(text, e.getMessage()), e);
    }
  }

  private long sum() {
    long value = product();
    while (peek() == '+' || peek() == '-') {
      boolean plus = next() == '+';
      long other = product();
      value = plus ? Math.addExact(value, other) : Math.subtractExact(value, other);
    }
    return value;
  }

  private long product() {
    long value = factor();
    while (peek() == '*' || peek() == '/' || peek() == '%') {
      char operator = next();
      long other = factor();
      if (operator == '*') {
        value = Math.multiplyExact(value, other);
      } else if (operator == '/') {
        value = Math.floorDiv(value, other);
      } else {
        value = Math.floorMod(value, other);
      }
    }
    return value;
  }

  private long factor() {
    char c = peek();
    if (c == '-') {
      next();
      return Math.negateExact(factor());
    } else if (c == '(') {
      next();
      long value = sum();
      expect(')');
      return value;
    }
    int start = at;
    while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
      at++;
    }
    String word = text.substring(start, at);
    if (word.isEmpty()) {
      throw unreadable();
    } else if (Character.isDigit(word.charAt(0))) {
      return number(word);
    } else if (word.equals(MIN) && peek() == '(') {
      next();
      long first = sum();
      expect(',');
      long second = sum();
      expect(')');
      return Math.min(first, second);
    }
    if (!sizes.containsKey(word)) {
      unknown.add(word);
      return 1;
    }
    return sizes.get(word);
  }

  private long number(String word) {
    try {
      return Long.parseLong(word);
    } catch (NumberFormatException e) {
      throw unreadable();
    }
  }

  private void expect(char c) {
    if (peek() != c) {
      throw unreadable();
    }
    next();
  }

  /** The next character that is not white space; 0 at the end. */
  private char peek() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private char next() {
    return text.charAt(at++);
  }

  private IllegalArgumentException unreadable() {
    return new IllegalArgumentException(
        "\"%s\" cannot be read as a size, from character %d on.".formatted(text, at));
  }
}
