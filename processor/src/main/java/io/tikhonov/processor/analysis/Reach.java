package io.tikhonov.processor.analysis;

import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
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
    return walk(List.of(root), node -> node.op().derivativeInputs(node.inputs()));
  }

  /** The parameters that receive a derivative of the root. */
  public static Set<Node> trained(Node root) {
    return leaves(differentiated(root), Leaf.Role.PARAMETER);
  }

  /** The stored leaves of a role that the node depends on. */
  public static Set<Node> leaves(Node root, Leaf.Role role) {
    return leaves(walk(List.of(root), Node::inputs), role);
  }

  private static Set<Node> leaves(Set<Node> nodes, Leaf.Role role) {
    Set<Node> found = new HashSet<>();
    for (Node node : nodes) {
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
