package io.tikhonov.processor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the reference values in {@code src/test/resources/reference}: a small JSON reader. */
public final class ReferenceData {
  private final String text;
  private int position;

  private ReferenceData(String text) {
    this.text = text;
  }

  /** The object in a file: maps, lists, strings, booleans, doubles. */
  public static Map<String, Object> read(String name) {
    try (InputStream in = ReferenceData.class.getResourceAsStream("/reference/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("no reference " + name);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return object(new ReferenceData(text).value());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked")
  public static Map<String, Object> object(Object value) {
    return (Map<String, Object>) value;
  }

  /** A list of numbers, or a list of such lists row after row. */
  public static double[] numbers(Object value) {
    List<Double> flat = new ArrayList<>();
    flatten(value, flat);
    return flat.stream().mapToDouble(Double::doubleValue).toArray();
  }

  public static List<?> list(Object value) {
    return (List<?>) value;
  }

  private static void flatten(Object value, List<Double> flat) {
    if (value instanceof List<?> list) {
      list.forEach(item -> flatten(item, flat));
    } else {
      flat.add((Double) value);
    }
  }

  private Object value() {
    skipSpace();
    return switch (text.charAt(position)) {
      case '{' -> object();
      case '[' -> list();
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      default -> number();
    };
  }

  private Map<String, Object> object() {
    Map<String, Object> map = new LinkedHashMap<>();
    position++;
    skipSpace();
    while (text.charAt(position) != '}') {
      String key = string();
      skipSpace();
      position++;
      map.put(key, value());
      skipComma();
    }
    position++;
    return map;
  }

  private List<Object> list() {
    List<Object> list = new ArrayList<>();
    position++;
    skipSpace();
    while (text.charAt(position) != ']') {
      list.add(value());
      skipComma();
    }
    position++;
    return list;
  }

  private String string() {
    int end = text.indexOf('"', position + 1);
    String string = text.substring(position + 1, end);
    position = end + 1;
    return string;
  }

  private Object word(String word, Object value) {
    position += word.length();
    return value;
  }

  private Double number() {
    int start = position;
    while ("+-.0123456789eE".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
    return Double.valueOf(text.substring(start, position));
  }

  private void skipSpace() {
    while (Character.isWhitespace(text.charAt(position))) {
      position++;
    }
  }

  private void skipComma() {
    skipSpace();
    if (text.charAt(position) == ',') {
      position++;
      skipSpace();
    }
  }
}
