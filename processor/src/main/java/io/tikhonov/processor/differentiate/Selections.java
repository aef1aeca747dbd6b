package io.tikhonov.processor.differentiate;

import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Views;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Derivatives of selected cotangents. What {@code where} selects stays selected on the way back
 * through elementwise operations: the selection is moved outwards, because a 0 in a branch that is
 * not taken must not meet an infinite derivative there (0·∞ is no number).
 */
final class Selections {
  /** Operations whose derivative can be infinite at a value that a selection leaves out. */
  private static final Set<Elementwise> SINGULAR =
      Set.of(
          Elementwise.DIV,
          Elementwise.EXP,
          Elementwise.EXPM1,
          Elementwise.LOG,
          Elementwise.LOG1P,
          Elementwise.POW,
          Elementwise.SQRT);

  private final Graph graph;

  Selections(Graph graph) {
    this.graph = graph;
  }

  /** The contributions to the inputs of a node; null where no derivative flows. */
  List<Node> contributions(Node node, Node cotangent) {
    boolean movable = node.op() instanceof Elementwise || isRearrangement(node);
    if (movable && isSelection(cotangent)) {
      Node mask = cotangent.input(0);
      boolean first = cotangent.input(2).isLiteral(0);
      Node taken = full(cotangent.input(first ? 1 : 2), node);
      Node moved = isRearrangement(node) ? moved(node, mask) : mask;
      return map(
          contributions(node, taken),
          part ->
              first
                  ? graph.where(moved, part, graph.literal(0))
                  : graph.where(moved, graph.literal(0), part));
    }
    boolean splits =
        node.op() instanceof Elementwise op
            && SINGULAR.contains(op)
            && cotangent.op() == Elementwise.ADD
            && cotangent.inputs().stream().anyMatch(Selections::isSelection);
    if (splits) {
      List<Node> left = contributions(node, full(cotangent.input(0), node));
      List<Node> right = contributions(node, full(cotangent.input(1), node));
      List<Node> sums = new ArrayList<>();
      for (int i = 0; i < left.size(); i++) {
        sums.add(left.get(i) == null ? null : graph.add(left.get(i), right.get(i)));
      }
      return sums;
    }
    return node.op().derivative(graph, node, cotangent);
  }

  private static boolean isSelection(Node cotangent) {
    return cotangent.op() == Elementwise.WHERE
        && (cotangent.input(1).isLiteral(0) || cotangent.input(2).isLiteral(0));
  }

  /** True for views that only reorder elements: they commute with a selection. */
  private static boolean isRearrangement(Node node) {
    return node.op() instanceof Views.Transpose || node.op() instanceof Views.Reshape;
  }

  private Node moved(Node node, Node mask) {
    return mask.isScalar() ? mask : node.op().derivative(graph, node, mask).get(0);
  }

  private Node full(Node cotangent, Node node) {
    return cotangent.shape().equals(node.shape())
        ? cotangent
        : graph.broadcast(cotangent, node.shape());
  }

  private static List<Node> map(List<Node> parts, UnaryOperator<Node> function) {
    List<Node> mapped = new ArrayList<>();
    parts.forEach(part -> mapped.add(part == null ? null : function.apply(part)));
    return Collections.unmodifiableList(mapped);
  }
}
