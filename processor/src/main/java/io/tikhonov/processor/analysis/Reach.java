package io.tikhonov.processor.analysis;

import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Kind;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Reduce;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** What expressions are computed from. */
public final class Reach {

  private Reach() {}

  /** The nodes and everything that they are computed from, inputs before their users. */
  public static List<Node> inOrder(Collection<Node> roots) {
    return List.copyOf(walk(roots, Node::inputs));
  }

  public static List<Node> inOrder(Node root) {
    return inOrder(List.of(root));
  }

  /** The nodes that receive a derivative of the root, the root among them. */
  public static Set<Node> differentiated(Node root) {
    return walk(List.of(root), Reach::derivativeInputs);
  }

  /** The stored leaves of a role that the node depends on. */
  public static Set<Node> leaves(Node root, Leaf.Role role) {
    Set<Node> found = new HashSet<>();
    for (Node node : walk(List.of(root), Node::inputs)) {
      if (isStored(node, role)) {
        found.add(node);
      }
    }
    return found;
  }

  /** True if the node is a stored leaf of the role. */
  public static boolean isStored(Node node, Leaf.Role role) {
    return node.op() instanceof Leaf.Stored stored && stored.role() == role;
  }

  /** The inputs through which a derivative can flow. */
  private static List<Node> derivativeInputs(Node node) {
    if (node.op() instanceof Elementwise op) {
      switch (op) {
        case SIGN, GREATER, LESS, EQUAL, STOP_GRADIENT, TO_REAL, FLOOR, ROUND_BFLOAT16 -> {
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
    return node.inputs().stream().filter(input -> input.kind() != Kind.INDEX).toList();
  }

  private static Set<Node> walk(Collection<Node> roots, Function<Node, List<Node>> next) {
    Set<Node> seen = new TreeSet<>(Comparator.comparingInt(Node::id));
    Deque<Node> open = new ArrayDeque<>(roots);
    while (!open.isEmpty()) {
      Node node = open.removeLast();
      if (seen.add(node)) {
        open.addAll(next.apply(node));
      }
    }
    return seen;
  }
}
