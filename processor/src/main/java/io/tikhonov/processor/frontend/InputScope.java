package io.tikhonov.processor.frontend;

import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The inputs that some methods share: all terms together, or one prediction. */
final class InputScope {
  private final Set<String> dimensions;
  private final Map<Node, Set<Poly>> bounds = new LinkedHashMap<>();

  /**
   * @param dimensions the names whose sizes are known when the methods run
   */
  InputScope(Set<String> dimensions) {
    this.dimensions = new LinkedHashSet<>(dimensions);
  }

  Set<String> dimensions() {
    return dimensions;
  }

  void bound(Node labels, Poly bound) {
    bounds.computeIfAbsent(labels, l -> new LinkedHashSet<>()).add(bound);
  }

  /** The sizes that the labels must stay below. */
  List<Poly> bounds(Node labels) {
    return List.copyOf(bounds.getOrDefault(labels, Set.of()));
  }
}
