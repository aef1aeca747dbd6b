package io.tikhonov.processor.frontend;

import io.tikhonov.processor.ir.Node;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

/** Walks expressions without recursion, because unrolled loops make them deep. */
final class Walk {

  private Walk() {}

  /** The node and everything that it is computed from. */
  static Set<Node> reachable(Node root) {
    Set<Node> seen = new LinkedHashSet<>();
    Deque<Node> open = new ArrayDeque<>();
    open.add(root);
    while (!open.isEmpty()) {
      Node node = open.removeLast();
      if (seen.add(node)) {
        node.inputs().forEach(open::addLast);
      }
    }
    return seen;
  }
}
