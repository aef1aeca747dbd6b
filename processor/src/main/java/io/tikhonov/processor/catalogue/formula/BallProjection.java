package io.tikhonov.processor.catalogue.formula;

import io.tikhonov.processor.catalogue.Expressions;
import io.tikhonov.processor.catalogue.SecularEquation;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Shape;
import java.util.List;

/** The projection of groups on Euclidean balls around 0. */
public final class BallProjection {

  private BallProjection() {}

  /**
   * The nearest point in the metric Σ(x − v)²/s.
   *
   * @param s a scalar, which does not matter, or one for each coordinate
   * @param inside the axes inside a group
   */
  public static Node apply(
      Graph g, boolean doublePrecision, Node v, Node s, Node radius, List<Integer> inside) {
    if (inside.isEmpty()) {
      return Expressions.clamp(g, v, g.neg(radius), radius);
    }
    return s.isScalar()
        ? uniformly(g, v, radius, inside)
        : inMetric(g, doublePrecision, v, s, radius, inside);
  }

  private static Node uniformly(Graph g, Node v, Node radius, List<Integer> inside) {
    Node norm = g.norm(v, inside);
    Node factor = g.where(g.greater(norm, radius), g.div(radius, norm), g.literal(1));
    return g.mul(v, g.expand(factor, v.shape(), inside));
  }

  /**
   * Outside the ball the nearest point is vᵢ/(1 + μsᵢ), where the multiplier μ &gt; 0 makes its
   * norm the radius: Σ (vᵢ/(radius·sᵢ))²/(μ + 1/sᵢ)² = 1.
   */
  private static Node inMetric(
      Graph g, boolean doublePrecision, Node v, Node s, Node radius, List<Integer> inside) {
    Shape full = v.shape();
    Node one = g.literal(1);
    Node w = g.div(v, radius);
    SecularEquation equation = new SecularEquation(g, doublePrecision);
    Node squares = g.sum(g.square(w), inside);
    SecularEquation.Sums atZero =
        new SecularEquation.Sums(squares, g.sum(g.mul(g.square(w), s), inside));
    Node root =
        equation.root(
            mu -> {
              Node inverse = g.div(one, g.add(one, g.mul(g.expand(mu, full, inside), s)));
              Node square = g.square(g.mul(w, inverse));
              return new SecularEquation.Sums(
                  g.sum(square, inside), g.sum(g.mul(square, g.mul(s, inverse)), inside));
            },
            equation.boundFromZero(atZero),
            g.literal(0),
            g.norm(g.div(w, s), inside));
    Node nearest = g.div(v, g.add(one, g.mul(g.expand(root, full, inside), s)));
    return g.where(g.expand(g.greater(squares, one), full, inside), nearest, v);
  }
}
