package io.tikhonov.processor.catalogue.formula;

import io.tikhonov.processor.catalogue.Expressions;
import io.tikhonov.processor.catalogue.SecularEquation;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.LibraryOp;
import io.tikhonov.processor.ir.Node;
import java.util.List;

/** The proximal operator of a sum of Euclidean norms of groups. */
public final class GroupShrinkage {

  private GroupShrinkage() {}

  /** How elements belong to groups. */
  private interface Grouping {
    /** The sum of each group. */
    Node sum(Node x);

    /** The numbers of groups for each of their elements. */
    Node spread(Node ofGroups);
  }

  /**
   * The sum of the squares of each element's group, for groups that a constant numbers.
   *
   * @param groups the number of the group of each element
   */
  public static Node squares(Graph g, Node v, Node groups) {
    return g.node(new LibraryOp.GroupSums(), g.square(v), groups);
  }

  /** The number of elements of each element's group. */
  public static Node sizes(Graph g, Node groups) {
    Node ones = g.broadcast(g.literal(1), groups.shape());
    return g.node(new LibraryOp.GroupSums(), ones, groups);
  }

  /**
   * The minimiser for groups that a constant numbers.
   *
   * @param factor of the norms, a scalar or for each element that of its group
   * @param step a scalar, or one for each coordinate
   * @param groups the number of the group of each element
   */
  public static Node numbered(
      Graph g, boolean doublePrecision, Node v, Node factor, Node step, Node groups) {
    Grouping grouping =
        new Grouping() {
          @Override
          public Node sum(Node x) {
            return g.node(new LibraryOp.GroupSums(), x, groups);
          }

          @Override
          public Node spread(Node ofGroups) {
            return ofGroups;
          }
        };
    Node threshold = Expressions.scale(g, factor, step);
    if (step.isScalar()) {
      Node norm = g.apply(Elementwise.NORM_ROOT, squares(g, v, groups));
      return uniformly(g, v, threshold, norm, grouping);
    }
    return inMetric(g, doublePrecision, v, threshold, grouping);
  }

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
    Grouping grouping =
        new Grouping() {
          @Override
          public Node sum(Node x) {
            return g.sum(x, inside);
          }

          @Override
          public Node spread(Node ofGroups) {
            return g.expand(ofGroups, v.shape(), inside);
          }
        };
    return threshold.isScalar()
        ? uniformly(g, v, threshold, g.norm(v, inside), grouping)
        : inMetric(g, doublePrecision, v, threshold, grouping);
  }

  /** v·max(1 − λs/‖v‖, 0). */
  private static Node uniformly(Graph g, Node v, Node threshold, Node norm, Grouping grouping) {
    Node kept = g.sub(g.literal(1), g.div(threshold, norm));
    Node factor = g.where(g.greater(norm, threshold), kept, g.literal(0));
    return g.mul(v, grouping.spread(factor));
  }

  /**
   * With thresholds bᵢ = λsᵢ the minimiser is vᵢ·r/(r + bᵢ), where r is its own norm: the root of Σ
   * vᵢ²/(r + bᵢ)² = 1, and 0 where that sum is at most 1 for r = 0.
   */
  private static Node inMetric(
      Graph g, boolean doublePrecision, Node v, Node thresholds, Grouping grouping) {
    SecularEquation equation = new SecularEquation(g, doublePrecision);
    // Thresholds are 0 where the learning rate is; they must not give 0/0 in the test for 0.
    Node positive = g.max(thresholds, g.literal(doublePrecision ? 1e-300 : 1e-30));
    SecularEquation.Sums atZero = sums(g, v, positive, grouping);
    Node squares = grouping.sum(g.square(v));
    Node norm = g.sqrt(squares);
    Node shift = g.div(grouping.sum(g.mul(g.square(v), thresholds)), squares);
    Node root =
        equation.root(
            r -> sums(g, v, g.add(grouping.spread(r), thresholds), grouping),
            equation.boundFromZero(atZero),
            g.sub(norm, shift),
            norm);
    Node r = grouping.spread(root);
    Node shrunk = g.mul(v, g.div(r, g.add(r, thresholds)));
    Node survives = grouping.spread(g.greater(atZero.phi(), g.literal(1)));
    return g.where(survives, shrunk, g.literal(0));
  }

  /** Σ vᵢ²/dᵢ² and Σ vᵢ²/dᵢ³. */
  private static SecularEquation.Sums sums(Graph g, Node v, Node divisor, Grouping grouping) {
    Node inverse = g.div(g.literal(1), divisor);
    Node square = g.square(g.mul(v, inverse));
    return new SecularEquation.Sums(grouping.sum(square), grouping.sum(g.mul(square, inverse)));
  }
}
