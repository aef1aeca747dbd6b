package io.tikhonov.processor.model;

import java.util.List;
import java.util.Map;

/**
 * A catalogue annotation on a class or a field, defaults filled in. Values are Double, Long,
 * Integer, Boolean, String, the name of an enum constant (String) or a List of these.
 *
 * @param type canonical name of the annotation, such as {@code io.tikhonov.dsl.Regularize.L1}
 * @param family what it is, such as {@code Regularize} for every penalty, also one of a library
 * @param values every attribute by name
 * @param token the annotation in the source (of the composed annotation where it stands in one)
 * @param valueTokens the written attribute values; an attribute left at its default is missing
 */
public record Ingredient(
    String type,
    String family,
    Map<String, Object> values,
    Token token,
    Map<String, Token> valueTokens) {

  public Ingredient {
    values = Map.copyOf(values);
    valueTokens = Map.copyOf(valueTokens);
  }

  /** An ingredient whose family is the class in which its annotation is nested. */
  public Ingredient(
      String type, Map<String, Object> values, Token token, Map<String, Token> valueTokens) {
    this(type, outer(type), values, token, valueTokens);
  }

  /** The last part of the name of what encloses a type: a class, or the package. */
  private static String outer(String type) {
    String enclosing = type.substring(0, Math.max(type.lastIndexOf('.'), 0));
    return enclosing.substring(enclosing.lastIndexOf('.') + 1);
  }

  /** As it is written: {@code @Regularize.L1}, or {@code @Own} for a type that is not nested. */
  public String written() {
    String outer = outer(type);
    boolean nested = !outer.isEmpty() && Character.isUpperCase(outer.charAt(0));
    return "@" + (nested ? outer + "." : "") + name();
  }

  /** The simple name, such as {@code L1}. */
  public String name() {
    return type.substring(type.lastIndexOf('.') + 1);
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

  public List<Double> numbers(String attribute) {
    return ((List<?>) values.getOrDefault(attribute, List.of()))
        .stream().map(value -> ((Number) value).doubleValue()).toList();
  }

  /** The written value of an attribute, or the annotation if the attribute has its default. */
  public Token tokenOf(String attribute) {
    return valueTokens.getOrDefault(attribute, token);
  }
}
