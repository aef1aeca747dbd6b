package io.tikhonov.commandline;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A part of a JSON text that knows where it stands, so that a damaged text is described by its
 * place.
 */
final class JsonNode {
  private final JsonElement element;
  private final String path;

  private JsonNode(JsonElement element, String path) {
    this.element = element;
    this.path = path;
  }

  /** Something that a JSON text should have and has not. */
  static final class DamagedException extends Exception {
    private static final long serialVersionUID = 1;

    DamagedException(String message) {
      super(message);
    }

    DamagedException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** A function that may find damage. */
  interface Reader<T> {
    T read(JsonNode node) throws DamagedException;
  }

  /** Parses a text. */
  static JsonNode parse(String text) throws DamagedException {
    try {
      return new JsonNode(JsonParser.parseString(text), "");
    } catch (JsonParseException e) {
      throw new DamagedException("it is not JSON", e);
    }
  }

  private JsonNode member(String key) throws DamagedException {
    String at = path.isEmpty() ? key : path + "." + key;
    if (!(element instanceof JsonObject object)) {
      throw new DamagedException((path.isEmpty() ? "it" : path) + " is not an object");
    }
    JsonElement value = object.get(key);
    if (value == null || value.isJsonNull()) {
      throw new DamagedException(at + " is missing");
    }
    return new JsonNode(value, at);
  }

  boolean has(String key) {
    return element instanceof JsonObject object && object.has(key);
  }

  JsonNode object(String key) throws DamagedException {
    return member(key);
  }

  String text(String key) throws DamagedException {
    return member(key).text();
  }

  /** The text of a member, or another text if there is no such member. */
  String text(String key, String otherwise) throws DamagedException {
    return has(key) ? text(key) : otherwise;
  }

  String text() throws DamagedException {
    return value("text", JsonElement::getAsString, element.isJsonPrimitive());
  }

  int number(String key) throws DamagedException {
    JsonNode node = member(key);
    return node.value("number", JsonElement::getAsInt, node.element.isJsonPrimitive());
  }

  boolean flag(String key) throws DamagedException {
    JsonNode node = member(key);
    boolean fits = node.element.isJsonPrimitive() && node.element.getAsJsonPrimitive().isBoolean();
    return node.value("true or false", JsonElement::getAsBoolean, fits);
  }

  List<String> texts(String key) throws DamagedException {
    return list(key, JsonNode::text);
  }

  /** What is read from each element of a list. */
  <T> List<T> list(String key, Reader<T> reader) throws DamagedException {
    JsonNode node = member(key);
    if (!node.element.isJsonArray()) {
      throw new DamagedException(node.path + " is not a list");
    }
    List<T> list = new ArrayList<>();
    for (JsonElement item : node.element.getAsJsonArray()) {
      list.add(reader.read(new JsonNode(item, node.path + "[" + list.size() + "]")));
    }
    return List.copyOf(list);
  }

  private <T> T value(String what, Function<JsonElement, T> get, boolean fits)
      throws DamagedException {
    try {
      if (fits) {
        return get.apply(element);
      }
    } catch (NumberFormatException e) {
      throw new DamagedException(path + " is not a " + what, e);
    }
    throw new DamagedException(path + " is not a " + what);
  }
}
