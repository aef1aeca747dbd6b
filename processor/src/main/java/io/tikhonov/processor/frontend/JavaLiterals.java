package io.tikhonov.processor.frontend;

/** Constants as Java source. */
final class JavaLiterals {

  private JavaLiterals() {}

  static String of(Object value) {
    if (value instanceof String text) {
      StringBuilder quoted = new StringBuilder("\"");
      text.chars().forEach(c -> quoted.append(escaped((char) c, '"')));
      return quoted.append('"').toString();
    } else if (value instanceof Character c) {
      return "'" + escaped(c, '\'') + "'";
    } else if (value instanceof Double number) {
      return floating(number, number.toString());
    } else if (value instanceof Float number) {
      return "((float) " + floating(number, Double.toString(number)) + ")";
    } else if (value instanceof Long number) {
      return "(" + number + "L)";
    } else if (value instanceof Boolean) {
      return value.toString();
    }
    return "(" + value + ")";
  }

  private static String floating(double value, String text) {
    if (Double.isNaN(value)) {
      return "(0.0 / 0.0)";
    } else if (Double.isInfinite(value)) {
      return value > 0 ? "(1.0 / 0.0)" : "(-1.0 / 0.0)";
    }
    return value < 0 ? "(" + text + ")" : text;
  }

  private static String escaped(char c, char quote) {
    return switch (c) {
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default ->
          c == quote
              ? "\\" + c
              : c >= ' ' && c < 0x7f ? String.valueOf(c) : "\\u%04x".formatted((int) c);
    };
  }
}
