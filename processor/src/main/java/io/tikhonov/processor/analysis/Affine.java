package io.tikhonov.processor.analysis;

import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.MatMul;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Pointwise;
import io.tikhonov.processor.ir.Reduce;
import io.tikhonov.processor.ir.View;
import io.tikhonov.processor.ir.Views;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How values depend on some leaves: not at all, as an affine function, otherwise. What is not
 * proved to be affine counts as otherwise.
 */
public final class Affine {
  private final Set<Node> variables;
  private final Map<Node, Boolean> dependent = new HashMap<>();
  private final Map<Node, Boolean> affine = new HashMap<>();

  public Affine(Collection<Node> variables) {
    this.variables = Set.copyOf(variables);
  }

  /** True if the value is computed from one of the leaves. */
  public boolean dependsOn(Node node) {
    Boolean known = dependent.get(node);
    if (known == null) {
      known = variables.contains(node) || node.inputs().stream().anyMatch(this::dependsOn);
      dependent.put(node, known);
    }
    return known;
  }

  /** True if the value is a linear function of the leaves plus something that is free of them. */
  public boolean isAffine(Node node) {
    Boolean known = affine.get(node);
    if (known == null) {
      known = variables.contains(node) || !dependsOn(node) || preserves(node);
      affine.put(node, known);
    }
    return known;
  }

  /** True if the value is a linear function of the leaves, 0 where they are 0. */
  public boolean isLinear(Node node) {
    if (variables.contains(node)) {
      return true;
    } else if (!dependsOn(node)) {
      return isZero(node);
    } else if (!isAffine(node) || (node.op() instanceof Views.Pad pad && pad.value() != 0)) {
      return false;
    }
    boolean adds =
        node.op() == Elementwise.ADD
            || node.op() == Elementwise.SUB
            || node.op() == Elementwise.WHERE;
    int first = node.op() == Elementwise.WHERE ? 1 : 0;
    List<Node> summands = node.inputs().subList(first, node.inputs().size());
    return summands.stream().allMatch(it -> (!adds && !dependsOn(it)) || isLinear(it));
  }

  private static boolean isZero(Node node) {
    return node.isLiteral(0) || (node.op() instanceof Views.Broadcast && isZero(node.input(0)));
  }

  /** True if the operation is affine in those of its inputs that are not constant. */
  private boolean preserves(Node node) {
    if (node.op() instanceof Elementwise op) {
      return switch (op) {
        case ADD, SUB, NEG -> node.inputs().stream().allMatch(this::isAffine);
        case MUL -> isProduct(node);
        case DIV -> !dependsOn(node.input(1)) && isAffine(node.input(0));
        case WHERE ->
            !dependsOn(node.input(0)) && isAffine(node.input(1)) && isAffine(node.input(2));
        default -> false;
      };
    }
    if (node.op() instanceof MatMul) {
      return isProduct(node);
    }
    boolean moves =
        node.op() instanceof View
            || node.op() instanceof Pointwise.Copy
            || (node.op() instanceof Reduce reduce && reduce.operator() == Reduce.Operator.SUM);
    return moves && node.inputs().stream().allMatch(this::isAffine);
  }

  private boolean isProduct(Node node) {
    return (!dependsOn(node.input(0)) && isAffine(node.input(1)))
        || (!dependsOn(node.input(1)) && isAffine(node.input(0)));
  }

  /**
   * The d in d∘x + c, element by element, where c and d are free of the leaves.
   *
   * @param leaf x, one of the leaves
   * @return a scalar or of the shape of x; empty if the value has not this form, or depends on
   *     another leaf
   */
  public Optional<Node> slope(Graph graph, Node node, Node leaf) {
    if (node.equals(leaf)) {
      return Optional.of(graph.literal(1));
    } else if (!dependsOn(node)) {
      return Optional.of(graph.literal(0));
    }
    if (!(node.op() instanceof Elementwise op)) {
      return Optional.empty();
    }
    return switch (op) {
      case ADD -> both(graph, node, leaf, Elementwise.ADD);
      case SUB -> both(graph, node, leaf, Elementwise.SUB);
      case NEG -> slope(graph, node.input(0), leaf).map(graph::neg);
      case MUL -> {
        int constant = dependsOn(node.input(0)) ? 1 : 0;
        Node factor = node.input(constant);
        yield dependsOn(factor)
            ? Optional.empty()
            : slope(graph, node.input(1 - constant), leaf).map(d -> graph.mul(factor, d));
      }
      case DIV ->
          dependsOn(node.input(1))
              ? Optional.empty()
              : slope(graph, node.input(0), leaf).map(d -> graph.div(d, node.input(1)));
      default -> Optional.empty();
    };
  }

  private Optional<Node> both(Graph graph, Node node, Node leaf, Elementwise op) {
    Optional<Node> first = slope(graph, node.input(0), leaf);
    Optional<Node> second = slope(graph, node.input(1), leaf);
    return first.isPresent() && second.isPresent()
        ? Optional.of(graph.apply(op, first.get(), second.get()))
        : Optional.empty();
  }
}
