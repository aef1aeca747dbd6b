package io.tikhonov.processor.frontend;

import io.tikhonov.processor.diagnostic.Place;
import io.tikhonov.processor.model.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.TypeElement;

/**
 * One annotation as written: its type, its values with defaults filled in, and where they stand.
 *
 * @param values Double, Long, Integer, Boolean, String, the name of an enum constant, or a List
 * @param places the written values by attribute; the elements of an array as {@code on[0]}
 */
record AnnotationUse(
    TypeElement type, Map<String, Object> values, Place place, Map<String, Place> places) {

  AnnotationUse {
    values = Map.copyOf(values);
    places = Map.copyOf(places);
  }

  String name() {
    return type.getQualifiedName().toString();
  }

  String text(String attribute) {
    return (String) values.get(attribute);
  }

  double number(String attribute) {
    return ((Number) values.get(attribute)).doubleValue();
  }

  List<String> texts(String attribute) {
    List<String> texts = new ArrayList<>();
    for (Object value : (List<?>) values.get(attribute)) {
      texts.add((String) value);
    }
    return texts;
  }

  /** The written value, or the annotation if the attribute has its default. */
  Place at(String attribute) {
    return places.getOrDefault(attribute, place);
  }

  /** An element of a written array; a single value without braces is its only element. */
  Place at(String attribute, int index) {
    return places.getOrDefault(elementKey(attribute, index), at(attribute));
  }

  static String elementKey(String attribute, int index) {
    return attribute + "[" + index + "]";
  }

  Map<String, Token> tokens(Sources sources) {
    Map<String, Token> tokens = new LinkedHashMap<>();
    places.forEach((attribute, value) -> tokens.put(attribute, sources.token(value)));
    return tokens;
  }
}
