package io.tikhonov.processor.training;

import io.tikhonov.processor.analysis.Affine;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Reduce;
import io.tikhonov.processor.ir.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Recognises sums of norms of affine functions of the parameters, ℓ(x) = Σ cᵦ·Σᵢ ‖(Kᵦx + aᵦ)ᵢ‖₂:
 * absolute values, total variation, norms of groups.
 */
final class Norms {

  /**
   * One sum of norms.
   *
   * @param factor c, a scalar that is free of the parameters
   * @param images what is squared under one root: tensors of one shape
   * @param axes the axes of the images that are under the root, too
   */
  record Norm(Node factor, List<Node> images, List<Integer> axes) {}

  private final Graph graph;
  private final Affine affine;

  Norms(Graph graph, Affine affine) {
    this.graph = graph;
    this.affine = affine;
  }

  /** The norms that a term adds up; empty if it is something else. */
  Optional<List<Norm>> of(Node term) {
    List<Norm> norms = new ArrayList<>();
    return affine.dependsOn(term) && collect(term, graph.literal(1), norms)
        ? Optional.of(norms)
        : Optional.empty();
  }

  private boolean collect(Node node, Node factor, List<Norm> norms) {
    if (node.op() == Elementwise.ADD) {
      return collect(node.input(0), factor, norms) && collect(node.input(1), factor, norms);
    } else if (node.op() == Elementwise.MUL) {
      int constant = affine.dependsOn(node.input(0)) ? 1 : 0;
      Node scale = node.input(constant);
      return scale.isScalar()
          && !affine.dependsOn(scale)
          && collect(node.input(1 - constant), graph.mul(factor, scale), norms);
    } else if (node.op() == Elementwise.DIV) {
      Node scale = node.input(1);
      return scale.isScalar()
          && !affine.dependsOn(scale)
          && collect(node.input(0), graph.div(factor, scale), norms);
    } else if (node.op() instanceof Reduce reduce && reduce.operator() == Reduce.Operator.SUM) {
      return collect(node.input(0), factor, norms);
    } else if (node.op() instanceof Views.Reshape) {
      return collect(node.input(0), factor, norms);
    }
    return norm(node).map(found -> norms.add(scaled(found, factor))).orElse(false);
  }

  private static Norm scaled(Norm norm, Node factor) {
    return new Norm(factor, norm.images(), norm.axes());
  }

  /** |z| or the root of a sum of squares. */
  private Optional<Norm> norm(Node node) {
    if (node.op() == Elementwise.ABS) {
      return affine.isAffine(node.input(0))
          ? Optional.of(new Norm(graph.literal(1), List.of(node.input(0)), List.of()))
          : Optional.empty();
    } else if (node.op() != Elementwise.SQRT && node.op() != Elementwise.NORM_ROOT) {
      return Optional.empty();
    }
    Node squares = node.input(0);
    List<Integer> axes = List.of();
    if (squares.op() instanceof Reduce reduce && reduce.operator() == Reduce.Operator.SUM) {
      axes = reduce.axes();
      squares = squares.input(0);
    }
    List<Node> images = new ArrayList<>();
    return squares(squares, images)
        ? Optional.of(new Norm(graph.literal(1), List.copyOf(images), axes))
        : Optional.empty();
  }

  private boolean squares(Node node, List<Node> images) {
    if (node.op() == Elementwise.ADD) {
      return squares(node.input(0), images) && squares(node.input(1), images);
    }
    boolean square = node.op() == Elementwise.SQUARE && affine.isAffine(node.input(0));
    return square && images.add(node.input(0));
  }
}
