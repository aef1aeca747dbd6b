package io.tikhonov.processor.report;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes values as JSON (RFC 8259): maps, lists, strings, numbers, truth values. */
final class Json {
  private static final int SHORT = 100;

  private final StringBuilder text = new StringBuilder();

  private Json() {}

  /** The text of a value; containers that fit stand on one line. */
  static String of(Object value) {
    Json json = new Json();
    json.write(value, 0);
    return json.text.append('\n').toString();
  }

  private void write(Object value, int depth) {
    String line = compact(value);
    boolean container = value instanceof Map || value instanceof List;
    if (!container || line.length() + 2 * depth <= SHORT) {
      text.append(line);
    } else if (value instanceof Map<?, ?> map) {
      text.append('{');
      Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
      while (entries.hasNext()) {
        Map.Entry<?, ?> entry = entries.next();
        newLine(depth + 1);
        text.append(string(entry.getKey().toString())).append(": ");
        write(entry.getValue(), depth + 1);
        text.append(entries.hasNext() ? "," : "");
      }
      newLine(depth);
      text.append('}');
    } else {
      text.append('[');
      Iterator<?> elements = ((List<?>) value).iterator();
      while (elements.hasNext()) {
        newLine(depth + 1);
        write(elements.next(), depth + 1);
        text.append(elements.hasNext() ? "," : "");
      }
      newLine(depth);
      text.append(']');
    }
  }

  private void newLine(int depth) {
    text.append('\n').append("  ".repeat(depth));
  }

  private static String compact(Object value) {
    if (value instanceof Map<?, ?> map) {
      StringBuilder line = new StringBuilder("{");
      map.forEach(
          (key, element) ->
              line.append(line.length() > 1 ? ", " : "")
                  .append(string(key.toString()))
                  .append(": ")
                  .append(compact(element)));
      return line.append('}').toString();
    } else if (value instanceof List<?> list) {
      StringBuilder line = new StringBuilder("[");
      list.forEach(element -> line.append(line.length() > 1 ? ", " : "").append(compact(element)));
      return line.append(']').toString();
    } else if (value instanceof Double number && !Double.isFinite(number)) {
      throw new IllegalArgumentException("JSON has no " + number);
    }
    return value instanceof CharSequence ? string(value.toString()) : String.valueOf(value);
  }

  private static String string(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (c < ' ') {
            quoted.append(String.format("\\u%04x", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
