package io.tikhonov.processor.analysis;

import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Pointwise;
import io.tikhonov.processor.ir.Views;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Upper bounds of the norm ‖K‖ of affine maps x ↦ Kx + a that move, scale and add elements,
 * whatever their sizes. For differences of neighbours the bound is what the norm comes to with
 * growing size: ‖K‖² = 4 along each axis.
 */
public final class OperatorNorm {
  private final Set<Node> variables;
  private final Map<Node, Set<Node>> used = new HashMap<>();
  private final Map<Node, Double> bounds = new HashMap<>();

  public OperatorNorm(Collection<Node> variables) {
    this.variables = Set.copyOf(variables);
  }

  /**
   * A bound of ‖K‖² for several maps of the leaves together, ‖Kx‖² = Σᵢ‖Kᵢx‖².
   *
   * @return empty if one of them is no such map
   */
  public OptionalDouble squared(List<Node> images) {
    Map<Node, Double> sums = new HashMap<>();
    for (Node image : images) {
      double norm = bound(image);
      for (Node variable : variablesOf(image)) {
        sums.merge(variable, norm * norm, Double::sum);
      }
      if (Double.isNaN(norm)) {
        return OptionalDouble.empty();
      }
    }
    // ‖Kᵢx‖ is at most its bound times the norm of those elements of x that it reads.
    return sums.values().stream().mapToDouble(Double::doubleValue).max();
  }

  /** The bound for one map; no number if none is known. */
  private double bound(Node node) {
    Double known = bounds.get(node);
    if (known == null) {
      known = newBound(node);
      bounds.put(node, known);
    }
    return known;
  }

  private double newBound(Node node) {
    if (variables.contains(node)) {
      return 1;
    } else if (variablesOf(node).isEmpty()) {
      return 0;
    } else if (node.op() instanceof Elementwise op) {
      return switch (op) {
        case ADD, SUB -> sum(node.input(0), node.input(1));
        case NEG -> bound(node.input(0));
        case MUL ->
            node.input(0).op() instanceof Leaf.Literal
                ? scaled(node.input(1), node.input(0))
                : scaled(node.input(0), node.input(1));
        case DIV ->
            node.input(1).op() instanceof Leaf.Literal literal
                ? bound(node.input(0)) / Math.abs(literal.value())
                : Double.NaN;
        default -> Double.NaN;
      };
    }
    // No element comes twice.
    boolean moves =
        node.op() instanceof Views.Slice
            || node.op() instanceof Views.Pad
            || node.op() instanceof Views.Transpose
            || node.op() instanceof Views.Reshape
            || node.op() instanceof Pointwise.Copy;
    return moves ? bound(node.input(0)) : Double.NaN;
  }

  private double scaled(Node node, Node factor) {
    return factor.op() instanceof Leaf.Literal literal
        ? Math.abs(literal.value()) * bound(node)
        : Double.NaN;
  }

  private double sum(Node first, Node second) {
    Set<Node> common = new HashSet<>(variablesOf(first));
    common.retainAll(variablesOf(second));
    double a = bound(first);
    double b = bound(second);
    return common.isEmpty() ? Math.hypot(a, b) : a + b;
  }

  private Set<Node> variablesOf(Node node) {
    Set<Node> known = used.get(node);
    if (known == null) {
      known = new HashSet<>();
      if (variables.contains(node)) {
        known.add(node);
      }
      for (Node input : node.inputs()) {
        known.addAll(variablesOf(input));
      }
      used.put(node, known);
    }
    return known;
  }
}
