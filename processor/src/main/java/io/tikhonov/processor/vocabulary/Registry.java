package io.tikhonov.processor.vocabulary;

import io.tikhonov.processor.ir.Node;
import java.util.Map;
import java.util.function.Function;

/** Collects the definitions of one class of the DSL. */
final class Registry {
  private final Map<String, Definition> definitions;
  private final String owner;

  Registry(Map<String, Definition> definitions, String owner) {
    this.definitions = definitions;
    this.owner = owner;
  }

  /** A function whose result is a tensor. */
  void tensor(String name, Function<Call, Node> definition) {
    value(name, call -> Value.of(definition.apply(call)));
  }

  void value(String name, Definition definition) {
    if (definitions.put(owner + "." + name, definition) != null) {
      throw new IllegalStateException(owner + "." + name + " is defined twice");
    }
  }
}
