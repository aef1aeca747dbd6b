package io.tikhonov.processor.frontend;

import io.tikhonov.processor.vocabulary.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The local variables of one running method or lambda. */
final class Frame {
  private final Body body;
  private final Frame captured;
  private final Set<String> differentiated;
  private final Deque<Map<String, Optional<Value>>> scopes = new ArrayDeque<>();
  private Value result;
  private Value yielded;

  /**
   * @param captured the frame around a lambda, or null
   * @param differentiated names of variables that {@code gradient} differentiates by
   */
  Frame(Body body, Frame captured, Set<String> differentiated) {
    this.body = body;
    this.captured = captured;
    this.differentiated = differentiated;
    open();
  }

  Body body() {
    return body;
  }

  boolean isDifferentiated(String name) {
    return differentiated.contains(name);
  }

  Set<String> differentiated() {
    return differentiated;
  }

  void open() {
    scopes.push(new HashMap<>());
  }

  void close() {
    scopes.pop();
  }

  /** Declares a variable; without a value it must be assigned before it is read. */
  void declare(String name, Optional<Value> value) {
    scopes.getFirst().put(name, value);
  }

  boolean assign(String name, Value value) {
    for (Map<String, Optional<Value>> scope : scopes) {
      if (scope.containsKey(name)) {
        scope.put(name, Optional.of(value));
        return true;
      }
    }
    return false;
  }

  boolean has(String name) {
    return scopes.stream().anyMatch(scope -> scope.containsKey(name))
        || (captured != null && captured.has(name));
  }

  Optional<Value> find(String name) {
    for (Map<String, Optional<Value>> scope : scopes) {
      if (scope.containsKey(name)) {
        return scope.get(name);
      }
    }
    return captured == null ? Optional.empty() : captured.find(name);
  }

  void setResult(Value result) {
    this.result = result;
  }

  Value result() {
    return result;
  }

  /** The value that a block of a switch expression gives. */
  void setYielded(Value value) {
    this.yielded = value;
  }

  Value yielded() {
    return yielded;
  }
}
