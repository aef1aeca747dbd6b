package io.tikhonov.processor.emit;

import java.util.HashSet;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Hands out names that are unique in their scope and legal in Java. */
final class NameScope {
  private final NameScope outer;
  private final Set<String> taken = new HashSet<>();

  NameScope() {
    this(null);
  }

  private NameScope(NameScope outer) {
    this.outer = outer;
  }

  /** A scope inside of this one: it sees the names taken here. */
  NameScope nested() {
    return new NameScope(this);
  }

  NameScope reserve(String... names) {
    taken.addAll(java.util.List.of(names));
    return this;
  }

  /** The wish itself, or with the first free number behind it. */
  String take(String wish) {
    String base = identifier(wish);
    String name = base;
    for (int number = 2; isTaken(name); number++) {
      name = base + number;
    }
    taken.add(name);
    return name;
  }

  boolean isTaken(String name) {
    return taken.contains(name) || (outer != null && outer.isTaken(name));
  }

  /** Camel case without characters that Java does not allow: {@code w1/firstMoment}. */
  static String identifier(String wish) {
    StringBuilder name = new StringBuilder();
    boolean upper = false;
    for (int at = 0; at < wish.length(); at++) {
      char c = wish.charAt(at);
      boolean allowed =
          name.isEmpty() ? Character.isJavaIdentifierStart(c) : Character.isJavaIdentifierPart(c);
      if (allowed) {
        name.append(upper ? Character.toUpperCase(c) : c);
        upper = false;
      } else {
        upper = !name.isEmpty();
      }
    }
    String result = name.isEmpty() ? "value" : name.toString();
    return SourceVersion.isKeyword(result) ? result + "_" : result;
  }

  static String capitalized(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}
