package io.tikhonov.processor.differentiate;

import io.tikhonov.processor.ir.Derivative;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Kind;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/** Computes gradients by one reverse sweep. */
public final class Differentiator {
  private final Graph graph;
  private final Selections selections;

  public Differentiator(Graph graph) {
    this.graph = graph;
    this.selections = new Selections(graph);
  }

  /**
   * The derivatives of a scalar with respect to nodes. Each of these counts as a variable of its
   * own, whatever it was computed from. A node that the scalar does not depend on gets a literal 0
   * (broadcast to its shape where needed by {@link Graph#broadcast}).
   */
  public Map<Node, Node> gradient(Node scalar, Collection<Node> variables) {
    if (!scalar.isScalar()) {
      throw new IllegalArgumentException("not a scalar: " + scalar.shape());
    }
    Set<Node> targets = new HashSet<>(variables);
    Map<Node, Boolean> dependent = new HashMap<>();
    Map<Node, Node> cotangents = new HashMap<>();
    // Inputs have smaller ids than their users, so descending ids are a reverse topological order.
    PriorityQueue<Node> queue = new PriorityQueue<>(Comparator.comparingInt(Node::id).reversed());
    Set<Node> queued = new HashSet<>();
    if (dependsOn(scalar, targets, dependent)) {
      cotangents.put(scalar, graph.literal(1));
      queue.add(scalar);
    }
    while (!queue.isEmpty()) {
      Node node = queue.remove();
      if (targets.contains(node)) {
        continue;
      }
      Node cotangent = cotangents.get(node);
      graph.nameOf(node).ifPresent(name -> graph.hint(name + "Gradient", cotangent));
      graph.derivative(cotangent, new Derivative(scalar, node));
      List<Node> contributions =
          graph.at(node.origin(), () -> selections.contributions(node, full(cotangent, node)));
      for (int i = 0; i < contributions.size(); i++) {
        Node input = node.input(i);
        Node contribution = contributions.get(i);
        if (contribution == null || !dependsOn(input, targets, dependent)) {
          continue;
        }
        Node reduced = reduceToScalar(contribution, input);
        cotangents.merge(input, reduced, (a, b) -> sum(input, a, b));
        if (queued.add(input)) {
          queue.add(input);
        }
      }
    }
    Map<Node, Node> gradients = new LinkedHashMap<>();
    for (Node variable : variables) {
      Node cotangent = cotangents.get(variable);
      Node gradient = full(cotangent == null ? graph.literal(0) : cotangent, variable);
      if (variable.op() instanceof Leaf.Stored stored) {
        graph.hint(stored.id() + "Gradient", gradient);
        graph.derivative(gradient, new Derivative(scalar, variable));
      }
      gradients.put(variable, gradient);
    }
    return gradients;
  }

  /** What flows back to a value along several ways comes from where the value comes from. */
  private Node sum(Node value, Node a, Node b) {
    return graph.at(value.origin(), () -> graph.add(a, b));
  }

  /** Cotangents of constant value may be scalars; operations expect the shape of their node. */
  private Node full(Node cotangent, Node node) {
    return cotangent.shape().equals(node.shape())
        ? cotangent
        : graph.broadcast(cotangent, node.shape());
  }

  /** A scalar that met a tensor elementwise gets the sum of the cotangents. */
  private Node reduceToScalar(Node contribution, Node input) {
    return input.isScalar() && !contribution.isScalar() ? graph.sum(contribution) : contribution;
  }

  private boolean dependsOn(Node node, Set<Node> targets, Map<Node, Boolean> known) {
    if (targets.contains(node)) {
      return true;
    }
    Boolean answer = known.get(node);
    if (answer != null) {
      return answer;
    }
    // Iterative, because long chains (unrolled loops) would overflow the stack.
    List<Node> stack = new ArrayList<>(List.of(node));
    while (!stack.isEmpty()) {
      Node top = stack.get(stack.size() - 1);
      boolean ready = true;
      boolean depends = targets.contains(top);
      for (Node input : top.inputs()) {
        if (targets.contains(input)) {
          depends = true;
        } else if (!known.containsKey(input)) {
          stack.add(input);
          ready = false;
        } else {
          depends |= known.get(input);
        }
      }
      if (ready) {
        stack.remove(stack.size() - 1);
        known.put(top, depends && top.kind() == Kind.REAL);
      }
    }
    return known.get(node);
  }
}
