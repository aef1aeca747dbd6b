package io.tikhonov.processor.check;

import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Kind;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Reduce;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which parameters a value reaches by operations that have a derivative. */
final class GradientPaths {

  private GradientPaths() {}

  /** The parameters that receive a derivative of the value. */
  static Set<Node> parameters(Node root) {
    return reached(root, true);
  }

  /** The parameters that the value depends on at all. */
  static Set<Node> allParameters(Node root) {
    return reached(root, false);
  }

  private static Set<Node> reached(Node root, boolean byDerivative) {
    Set<Node> found = new LinkedHashSet<>();
    Set<Node> seen = new LinkedHashSet<>();
    Deque<Node> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      Node node = open.removeLast();
      if (!seen.add(node)) {
        continue;
      }
      if (node.op() instanceof Leaf.Stored stored && stored.role() == Leaf.Role.PARAMETER) {
        found.add(node);
      }
      (byDerivative ? derivativeInputs(node) : node.inputs()).forEach(open::addLast);
    }
    return found;
  }

  /**
   * The operation closest to the value that cuts the way to a parameter: one that a derivative
   * reaches if there is one, else the comparison that chooses a branch.
   */
  static Optional<Node> cut(Node root) {
    Set<Node> seen = new LinkedHashSet<>();
    Deque<Node> open = new ArrayDeque<>(List.of(root));
    Node condition = null;
    while (!open.isEmpty()) {
      Node node = open.removeFirst();
      if (!seen.add(node)) {
        continue;
      }
      List<Node> passed = derivativeInputs(node);
      for (Node input : node.inputs()) {
        if (!passed.contains(input) && !allParameters(input).isEmpty()) {
          if (node.op() != Elementwise.WHERE) {
            return Optional.of(node);
          }
          condition = condition == null ? input : condition;
        }
      }
      passed.forEach(open::addLast);
    }
    return Optional.ofNullable(condition);
  }

  /** The inputs through which a derivative can flow. */
  private static List<Node> derivativeInputs(Node node) {
    if (node.op() instanceof Elementwise op) {
      switch (op) {
        case SIGN, GREATER, LESS, EQUAL, STOP_GRADIENT, TO_REAL -> {
          return List.of();
        }
        case WHERE -> {
          return node.inputs().subList(1, 3);
        }
        default -> {
          return node.inputs();
        }
      }
    } else if (node.op() instanceof Reduce reduce && reduce.operator() == Reduce.Operator.ARGMAX) {
      return List.of();
    }
    List<Node> real = new ArrayList<>(node.inputs());
    real.removeIf(input -> input.kind() == Kind.INDEX);
    return real;
  }
}
