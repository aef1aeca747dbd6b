package io.tikhonov.processor.catalogue.formula;

import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Shape;

/** How far the rows or columns of a matrix are from orthonormal ones. */
public final class Orthogonality {

  private Orthogonality() {}

  /** What is measured. */
  public enum Variant {
    /** ‖WᵀW − I‖², of WWᵀ if there are more columns than rows. */
    GRAM,
    /** ‖WᵀW − diag(WᵀW)‖²: columns of any length. */
    OFF_DIAGONAL,
    /** ‖WᵀW − I‖, without the square. */
    NORM
  }

  public static Node of(Graph g, Node w, Variant variant) {
    Node gram = g.matmul(g.swapLastAxes(w), w);
    Node diagonal = g.eye(gram.shape());
    if (variant == Variant.OFF_DIAGONAL) {
      return g.sum(g.square(g.where(diagonal, g.literal(0), gram)));
    }
    Node squares = g.sum(g.square(g.sub(gram, diagonal)));
    if (variant == Variant.NORM) {
      return g.apply(Elementwise.NORM_ROOT, squares);
    }
    return smaller(g, w, squares);
  }

  /**
   * ‖WWᵀ − I‖² = ‖WᵀW − I‖² + rows − columns: the two differ by a constant, so the sizes need not
   * be known.
   */
  private static Node smaller(Graph g, Node w, Node ofColumns) {
    Poly rows = w.shape().dim(0);
    Poly columns = w.shape().dim(1);
    Poly missing = columns.minus(rows.min(columns));
    return missing.isConstant(0) ? ofColumns : g.sub(ofColumns, g.size(missing));
  }

  /** Σ‖W_gW_gᵀ − I‖² over consecutive groups of rows. */
  public static Node ofGroups(Graph g, Node w, Poly groupRows, int groups) {
    Poly columns = w.shape().dim(1);
    Node stack = g.reshape(w, Shape.of(Poly.of(groups), groupRows, columns));
    Node gram = g.matmul(stack, g.swapLastAxes(stack));
    Node identity = g.broadcast(g.eye(Shape.of(groupRows, groupRows)), gram.shape());
    return g.sum(g.square(g.sub(gram, identity)));
  }
}
