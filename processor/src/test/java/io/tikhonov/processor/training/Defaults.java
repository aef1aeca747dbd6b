package io.tikhonov.processor.training;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The attributes of the DSL's annotations with their defaults, as the front end fills them in;
 * attributes without default get a value that changes as little as possible.
 */
final class Defaults {
  private Defaults() {}

  /**
   * @param name name within the package, such as {@code Regularize.L1}
   */
  static Map<String, Object> of(String name) {
    Map<String, Object> values = new HashMap<>();
    for (Method attribute : annotation(name).getDeclaredMethods()) {
      Object value = attribute.getDefaultValue();
      values.put(attribute.getName(), value == null ? required(attribute) : plain(value));
    }
    return values;
  }

  private static Class<?> annotation(String name) {
    try {
      return Class.forName("io.tikhonov.dsl." + name.replace('.', '$'));
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(name, e);
    }
  }

  private static Object required(Method attribute) {
    Class<?> type = attribute.getReturnType();
    if (type == double.class) {
      return switch (attribute.getName()) {
        case "lambda", "min" -> 0.0;
        case "learningRate" -> 1e-3;
        default -> 1.0;
      };
    } else if (type == long.class) {
      return 1L;
    } else if (type == int.class) {
      return attribute.getName().equals("axis") ? 0 : 1;
    } else if (type.isArray()) {
      return List.of();
    }
    return "";
  }

  private static Object plain(Object value) {
    if (value.getClass().isArray()) {
      List<Object> elements = new ArrayList<>();
      for (int i = 0; i < Array.getLength(value); i++) {
        elements.add(plain(Array.get(value, i)));
      }
      return List.copyOf(elements);
    }
    return value instanceof Enum<?> constant ? constant.name() : value;
  }
}
