package io.tikhonov.processor.model;

import java.util.List;
import java.util.Map;

/**
 * A catalogue annotation on a class or a field, defaults filled in. Values are Double, Long,
 * Integer, Boolean, String, the name of an enum constant (String) or a List of these.
 *
 * @param type canonical name of the annotation, such as {@code io.tikhonov.dsl.Regularize.L1}
 * @param values every attribute by name
 * @param token the annotation in the source (of the composed annotation where it stands in one)
 * @param valueTokens the written attribute values; an attribute left at its default is missing
 */
public record Ingredient(
    String type, Map<String, Object> values, Token token, Map<String, Token> valueTokens) {

  public Ingredient {
    values = Map.copyOf(values);
    valueTokens = Map.copyOf(valueTokens);
  }

  /** The simple name, such as {@code L1}. */
  public String name() {
    return type.substring(type.lastIndexOf('.') + 1);
  }

  /** The family, such as {@code Regularize}. */
  public String family() {
    String outer = type.substring(0, type.lastIndexOf('.'));
    return outer.substring(outer.lastIndexOf('.') + 1);
  }

  public double number(String attribute) {
    return ((Number) values.get(attribute)).doubleValue();
  }

  public int integer(String attribute) {
    return ((Number) values.get(attribute)).intValue();
  }

  public boolean flag(String attribute) {
    return (Boolean) values.get(attribute);
  }

  /** A string or the name of an enum constant. */
  public String text(String attribute) {
    return (String) values.get(attribute);
  }

  public boolean has(String attribute) {
    return values.containsKey(attribute);
  }

  public List<String> texts(String attribute) {
    return ((List<?>) values.getOrDefault(attribute, List.of()))
        .stream().map(String.class::cast).toList();
  }

  public List<Integer> integers(String attribute) {
    return ((List<?>) values.getOrDefault(attribute, List.of()))
        .stream().map(value -> ((Number) value).intValue()).toList();
  }

  /** The written value of an attribute, or the annotation if the attribute has its default. */
  public Token tokenOf(String attribute) {
    return valueTokens.getOrDefault(attribute, token);
  }
}
