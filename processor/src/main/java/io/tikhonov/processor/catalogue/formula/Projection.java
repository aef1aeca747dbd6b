package io.tikhonov.processor.catalogue.formula;

import io.tikhonov.processor.catalogue.Expressions;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.LibraryOp;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Reduce;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.ir.Views;
import java.util.List;

/**
 * Projections of a tensor v: the nearest point in the metric Σ(x − v)²/s, where s is a scalar (and
 * does not matter) or has the shape of v.
 */
public final class Projection {

  private Projection() {}

  /**
   * The nearest x ≥ 0 with Σx = sum: max(v − sτ, 0). With the coordinates in descending order of
   * v/s, τ is the largest of (Σ_{i≤j} vᵢ − sum)/Σ_{i≤j} sᵢ over j.
   *
   * <p>Held, Wolfe and Crowder, Validation of Subgradient Optimization, 1974.
   */
  public static Node simplex(Graph g, Node v, Node s, Node sum) {
    Node scale = s.isScalar() ? g.literal(1) : s;
    return g.max(g.sub(v, g.mul(scale, multiplier(g, v, scale, sum))), g.literal(0));
  }

  /** The nearest x with ‖x‖₁ ≤ radius: soft thresholding by sτ. */
  public static Node l1Ball(Graph g, Node v, Node s, Node radius) {
    Node scale = s.isScalar() ? g.literal(1) : s;
    Node tau = g.max(multiplier(g, g.abs(v), scale, radius), g.literal(0));
    return Expressions.softThreshold(g, v, g.mul(scale, tau));
  }

  private static Node multiplier(Graph g, Node v, Node scale, Node total) {
    Shape flat = Shape.of(v.shape().volume());
    Node values = g.reshape(v, flat);
    Node steps = scale.isScalar() ? g.broadcast(scale, flat) : g.reshape(scale, flat);
    Node keys = scale.isScalar() ? values : g.div(values, steps);
    Node order = g.node(new LibraryOp.ArgSort(0), keys);
    Node sums = fromTheLargest(g, values, order);
    Node divisors =
        fromTheLargest(g, scale.isScalar() ? g.broadcast(g.literal(1), flat) : steps, order);
    Node candidates = g.div(g.sub(sums, total), divisors);
    return g.reduce(Reduce.Operator.MAX, candidates, List.of(0));
  }

  /** Sums of the values from each place of the ascending order to its end. */
  private static Node fromTheLargest(Graph g, Node values, Node order) {
    Node sorted = g.node(new Views.TakeAlong(0), values, order);
    return g.node(new LibraryOp.CumulativeSum(0, true), sorted);
  }

  /** The nearest x with ⟨a, x⟩ ≤ bound: v − s·a·max(0, ⟨a, v⟩ − bound)/Σsa². */
  public static Node halfSpace(Graph g, Node v, Node s, Node normal, Node bound) {
    Node excess = g.sub(g.sum(g.mul(normal, v)), bound);
    return along(g, v, s, normal, g.max(excess, g.literal(0)));
  }

  /** The nearest x with ⟨a, x⟩ = value. */
  public static Node hyperplane(Graph g, Node v, Node s, Node normal, Node value) {
    return along(g, v, s, normal, g.sub(g.sum(g.mul(normal, v)), value));
  }

  private static Node along(Graph g, Node v, Node s, Node normal, Node excess) {
    Node direction = s.isScalar() ? normal : g.mul(s, normal);
    Node multiplier = g.div(excess, g.sum(g.mul(direction, normal)));
    return g.sub(v, g.mul(multiplier, direction));
  }

  /**
   * The nearest x with at most k elements other than 0: it keeps those of largest v²/s, of equal
   * ones those further behind.
   */
  public static Node l0Ball(Graph g, Node v, Node s, Node k) {
    Node importance = s.isScalar() ? g.abs(v) : g.div(g.square(v), s);
    Poly count = v.shape().volume();
    Node kept = g.reshape(largest(g, g.reshape(importance, Shape.of(count)), k), v.shape());
    return g.where(kept, v, g.literal(0));
  }

  /** The nearest x with at most k slices along an axis other than 0. */
  public static Node l0Groups(Graph g, Node v, Node s, Node k, int axis) {
    List<Integer> inside = Expressions.axesInside(v.shape(), axis);
    Node squares = g.square(v);
    Node importance = g.sum(s.isScalar() ? squares : g.div(squares, s), inside);
    Node kept = g.expand(largest(g, importance, k), v.shape(), inside);
    return g.where(kept, v, g.literal(0));
  }

  /** 1 for the k largest elements of a vector, 0 for the others. */
  private static Node largest(Graph g, Node importance, Node k) {
    Node order = g.node(new LibraryOp.ArgSort(0), importance);
    Node ranks = g.apply(Elementwise.TO_REAL, g.node(new LibraryOp.InversePermutation(0), order));
    Node first = g.sub(g.sub(g.size(importance.shape().dim(0)), k), g.literal(0.5));
    return g.greater(ranks, first);
  }

  /**
   * The nearest slices with norms from min to max, in the Euclidean metric. Of a slice that is 0
   * all points of the sphere are equally near; it takes the one with equal coordinates.
   *
   * @param rate 1 for the projection, less for a part of the way
   */
  public static Node normRange(
      Graph g, Node v, Node min, Node max, double rate, List<Integer> inside) {
    Node norm = g.norm(v, inside);
    Node target = Expressions.clamp(g, norm, min, max);
    if (rate != 1) {
      Node way = g.mul(g.literal(rate), target);
      target = g.add(way, g.mul(g.literal(1 - rate), norm));
    }
    Node positive = g.greater(norm, g.literal(0));
    Node scaled = g.mul(v, g.expand(g.div(target, norm), v.shape(), inside));
    Node equal = g.div(target, g.sqrt(g.size(size(v.shape(), inside))));
    return g.where(
        g.expand(positive, v.shape(), inside), scaled, g.expand(equal, v.shape(), inside));
  }

  private static Poly size(Shape shape, List<Integer> axes) {
    return axes.stream().map(shape::dim).reduce(Poly.ONE, Poly::times);
  }
}
