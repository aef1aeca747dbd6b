package io.tikhonov.processor.catalogue.formula;

import io.tikhonov.processor.catalogue.Expressions;
import io.tikhonov.processor.catalogue.SecularEquation;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Shape;
import java.util.List;

/** The proximal operator of a sum of Euclidean norms of groups. */
public final class GroupShrinkage {

  private GroupShrinkage() {}

  /**
   * The minimiser for thresholds λs.
   *
   * @param threshold a scalar, or one for each coordinate
   * @param inside the axes inside a group
   */
  public static Node apply(
      Graph g, boolean doublePrecision, Node v, Node threshold, List<Integer> inside) {
    if (inside.isEmpty()) {
      return Expressions.softThreshold(g, v, threshold);
    }
    return threshold.isScalar()
        ? uniformly(g, v, threshold, inside)
        : inMetric(g, doublePrecision, v, threshold, inside);
  }

  /** v·max(1 − λs/‖v‖, 0). */
  private static Node uniformly(Graph g, Node v, Node threshold, List<Integer> inside) {
    Node norm = g.norm(v, inside);
    Node kept = g.sub(g.literal(1), g.div(threshold, norm));
    Node factor = g.where(g.greater(norm, threshold), kept, g.literal(0));
    return g.mul(v, g.expand(factor, v.shape(), inside));
  }

  /**
   * With thresholds bᵢ = λsᵢ the minimiser is vᵢ·r/(r + bᵢ), where r is its own norm: the root of Σ
   * vᵢ²/(r + bᵢ)² = 1, and 0 where that sum is at most 1 for r = 0.
   */
  private static Node inMetric(
      Graph g, boolean doublePrecision, Node v, Node thresholds, List<Integer> inside) {
    Shape full = v.shape();
    SecularEquation equation = new SecularEquation(g, doublePrecision);
    // Thresholds are 0 where the learning rate is; they must not give 0/0 in the test for 0.
    Node positive = g.max(thresholds, g.literal(doublePrecision ? 1e-300 : 1e-30));
    SecularEquation.Sums atZero = sums(g, v, positive, inside);
    Node squares = g.sum(g.square(v), inside);
    Node norm = g.sqrt(squares);
    Node shift = g.div(g.sum(g.mul(g.square(v), thresholds), inside), squares);
    Node root =
        equation.root(
            r -> sums(g, v, g.add(g.expand(r, full, inside), thresholds), inside),
            equation.boundFromZero(atZero),
            g.sub(norm, shift),
            norm);
    Node r = g.expand(root, full, inside);
    Node shrunk = g.mul(v, g.div(r, g.add(r, thresholds)));
    Node survives = g.expand(g.greater(atZero.phi(), g.literal(1)), full, inside);
    return g.where(survives, shrunk, g.literal(0));
  }

  /** Σ vᵢ²/dᵢ² and Σ vᵢ²/dᵢ³. */
  private static SecularEquation.Sums sums(Graph g, Node v, Node divisor, List<Integer> inside) {
    Node inverse = g.div(g.literal(1), divisor);
    Node square = g.square(g.mul(v, inverse));
    return new SecularEquation.Sums(g.sum(square, inside), g.sum(g.mul(square, inverse), inside));
  }
}
