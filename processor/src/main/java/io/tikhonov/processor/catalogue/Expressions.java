package io.tikhonov.processor.catalogue;

import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** Expressions that several definitions share. */
public final class Expressions {

  private Expressions() {}

  /** factor · x, where scalar factors of x are multiplied first: one product for each element. */
  public static Node scale(Graph g, Node factor, Node x) {
    boolean scaled = x.op() == Elementwise.MUL && x.input(0).isScalar() && !x.input(1).isScalar();
    return scaled ? g.mul(g.mul(factor, x.input(0)), x.input(1)) : g.mul(factor, x);
  }

  /** from + weight · (to − from). */
  public static Node interpolate(Graph g, Node from, Node to, double weight) {
    return g.add(from, g.mul(g.literal(weight), g.sub(to, from)));
  }

  /** sign(x) · max(|x| − threshold, 0), computed as x − min(max(x, −threshold), threshold). */
  public static Node softThreshold(Graph g, Node x, Node threshold) {
    Node upper = g.named("threshold", threshold);
    return g.sub(x, clamp(g, x, g.named("minusThreshold", g.neg(threshold)), upper));
  }

  public static Node clamp(Graph g, Node x, Node from, Node to) {
    return g.min(g.max(x, from), to);
  }

  /** x / divisor, with one division for all elements if the divisor is a scalar. */
  public static Node divide(Graph g, Node x, Node divisor) {
    return divisor.isScalar() ? g.mul(g.div(g.literal(1), divisor), x) : g.div(x, divisor);
  }

  /** The axes inside a group, where groups are indexed by the given axis. */
  public static List<Integer> axesInside(Shape shape, int axis) {
    return IntStream.range(0, shape.rank()).filter(a -> a != axis).boxed().toList();
  }

  /** The number of elements of a group. */
  public static Poly groupSize(Shape shape, int axis) {
    return axesInside(shape, axis).stream().map(shape::dim).reduce(Poly.ONE, Poly::times);
  }
}
