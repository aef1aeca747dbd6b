package io.tikhonov.processor.catalogue.formula;

import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Shape;
import java.util.List;

/** Difference operators and distances. */
public final class Differences {

  private Differences() {}

  /** x[i + 1] − x[i], one element less. */
  public static Node next(Graph g, Node x, int axis) {
    Poly length = x.shape().dim(axis).minus(1);
    return g.sub(g.slice(x, axis, Poly.ONE, length), g.slice(x, axis, Poly.ZERO, length));
  }

  /** x[i + 1] − x[i] of the same shape, 0 at the end (Neumann's boundary). */
  public static Node forward(Graph g, Node x, int axis) {
    return g.pad(next(g, x, axis), axis, Poly.ZERO, Poly.ONE, 0);
  }

  /** The same with x[0] after the end. */
  public static Node periodic(Graph g, Node x, int axis) {
    return g.sub(rotate(g, x, axis, true), x);
  }

  /** x[i + 1], or x[i − 1], where the ends meet. */
  private static Node rotate(Graph g, Node x, int axis, boolean forward) {
    Poly length = x.shape().dim(axis);
    Poly rest = length.minus(1);
    Node most = g.slice(x, axis, forward ? Poly.ONE : Poly.ZERO, rest);
    Node one = g.slice(x, axis, forward ? Poly.ZERO : rest, Poly.ONE);
    Node shifted =
        g.pad(most, axis, forward ? Poly.ZERO : Poly.ONE, forward ? Poly.ONE : Poly.ZERO, 0);
    Node end = g.pad(one, axis, forward ? rest : Poly.ZERO, forward ? Poly.ZERO : rest, 0);
    return g.add(shifted, end);
  }

  /**
   * −Dᵀp for the forward difference D: p[i] − p[i − 1], p[0] at the start, −p[n − 2] at the end.
   */
  public static Node divergence(Graph g, Node p, int axis) {
    Poly rest = p.shape().dim(axis).minus(1);
    Node inner = g.slice(p, axis, Poly.ZERO, rest);
    return g.sub(
        g.pad(inner, axis, Poly.ZERO, Poly.ONE, 0), g.pad(inner, axis, Poly.ONE, Poly.ZERO, 0));
  }

  /** −Dᵀp for the periodic difference D: p[i] − p[i − 1]. */
  public static Node periodicDivergence(Graph g, Node p, int axis) {
    return g.sub(p, rotate(g, p, axis, false));
  }

  /** ‖xᵢ − yⱼ‖² for the rows of two matrices, without cancellation. */
  public static Node squaredDistances(Graph g, Node x, Node y) {
    Poly rows = x.shape().dim(0);
    Poly others = y.shape().dim(0);
    Poly columns = x.shape().dim(1);
    Shape all = Shape.of(rows, others, columns);
    Node left = g.broadcast(g.reshape(x, Shape.of(rows, Poly.ONE, columns)), all);
    Node right = g.broadcast(g.reshape(y, Shape.of(Poly.ONE, others, columns)), all);
    return g.sum(g.square(g.sub(left, right)), List.of(2));
  }
}
