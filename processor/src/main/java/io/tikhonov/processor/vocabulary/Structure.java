package io.tikhonov.processor.vocabulary;

import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.IrException;
import io.tikhonov.processor.ir.LibraryOp;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.ir.Views;
import java.util.ArrayList;
import java.util.List;

/** Functions that move elements: shapes, parts, joins and look-ups. */
final class Structure {

  private Structure() {}

  static void register(Registry ops) {
    ops.tensor("reshape", Structure::reshape);
    ops.tensor("transpose", LinearAlgebra::transpose);
    ops.tensor("broadcast", Structure::broadcast);
    ops.tensor("concat", call -> join(call, false));
    ops.tensor("stack", call -> join(call, true));
    ops.tensor("slice", Structure::slice);
    ops.tensor("pad", Structure::pad);
    ops.tensor("shift", Structure::shift);
    ops.tensor(
        "diff",
        call -> {
          if (call.session().isPenalty()) {
            Axes.pullNeighbours(call, 1, "A penalty of differences");
          }
          return diff(call.graph(), call.node(0), Axes.axis(call, 1, call.node(0).shape()));
        });
    ops.tensor(
        "cumsum",
        call -> {
          int axis = Axes.axis(call, 1, call.node(0).shape());
          return call.graph().node(new LibraryOp.CumulativeSum(axis, false), call.node(0));
        });
    ops.tensor("sort", Structure::sort);
    ops.tensor("gather", Structure::gather);
    ops.tensor("oneHot", Structure::oneHot);
  }

  private static Node reshape(Call call) {
    Node x = call.node(0);
    Shape shape = call.shape(1);
    Poly from = x.shape().volume();
    Poly to = shape.volume();
    if (!from.equals(to)) {
      throw call.problem(
          Rule.BAD_RESHAPE,
          "reshape from %s to %s changes %s values to %s.%s"
              .formatted(x.shape(), shape, from, to, missing(x.shape(), shape)));
    }
    return call.graph().reshape(x, shape);
  }

  /** Which dimension would make the volumes equal, if one replaced the last of the new shape. */
  private static String missing(Shape from, Shape to) {
    if (to.isScalar()) {
      return "";
    }
    Poly others = to.remove(to.rank() - 1).volume();
    return from.volume()
        .divideExactly(others)
        .map(last -> " Write \"" + last + "\" in place of \"" + to.dim(to.rank() - 1) + "\".")
        .orElse("");
  }

  private static Node broadcast(Call call) {
    Node x = call.node(0);
    Shape shape = call.shape(1);
    try {
      return call.graph().broadcast(x, shape);
    } catch (IrException e) {
      throw call.problem(
          Rule.DIMENSION_MISMATCH,
          "broadcast: %s is %s, which does not broadcast to %s: trailing axes must be equal or 1."
              .formatted(call.source(0), Shapes.describe(x.shape()), shape));
    }
  }

  /** The tensors between an axis in front or behind: both orders exist. */
  private static Node join(Call call, boolean stack) {
    boolean axisFirst = call.isInteger(0);
    int at = axisFirst ? 0 : call.count() - 1;
    int first = axisFirst ? 1 : 0;
    int end = axisFirst ? call.count() : call.count() - 1;
    if (first >= end) {
      throw call.problem(Rule.WRONG_RANK, call.name() + " needs at least one tensor.");
    }
    Graph g = call.graph();
    Shape shape = call.node(first).shape();
    int axis = stack ? Axes.newAxis(call, at, shape) : Axes.axis(call, at, shape);
    List<Node> parts = new ArrayList<>();
    for (int i = first; i < end; i++) {
      Node part = call.node(i);
      requireAlike(call, first, i, stack ? -1 : axis);
      parts.add(stack ? g.reshape(part, part.shape().insert(axis, Poly.ONE)) : part);
    }
    return concat(g, parts, axis);
  }

  private static void requireAlike(Call call, int first, int i, int exceptAxis) {
    Shape a = call.node(first).shape();
    Shape b = call.node(i).shape();
    if (a.rank() != b.rank()) {
      throw call.problem(
          Rule.DIMENSION_MISMATCH,
          i,
          "%s: %s is %s and %s is %s; all must have the same number of axes."
              .formatted(
                  call.name(),
                  call.source(first),
                  Shapes.describe(a),
                  call.source(i),
                  Shapes.describe(b)));
    }
    for (int axis = 0; axis < a.rank(); axis++) {
      if (axis != exceptAxis) {
        Shapes.same(call, first, a.dim(axis), i, b.dim(axis));
      }
    }
  }

  /**
   * The tensors one after the other: each is padded with zeros to the whole, and they are added.
   */
  static Node concat(Graph g, List<Node> parts, int axis) {
    Poly total = parts.stream().map(p -> p.shape().dim(axis)).reduce(Poly.ZERO, Poly::plus);
    Node result = null;
    Poly before = Poly.ZERO;
    for (Node part : parts) {
      Poly length = part.shape().dim(axis);
      Node padded = g.pad(part, axis, before, total.minus(before).minus(length), 0);
      result = result == null ? padded : g.add(result, padded);
      before = before.plus(length);
    }
    return result;
  }

  private static Node slice(Call call) {
    Node x = call.node(0);
    int axis = Axes.axis(call, 1, x.shape());
    Poly size = x.shape().dim(axis);
    Poly from = bound(call, 2, size);
    Poly to = call.count() > 3 ? bound(call, 3, size) : size;
    Poly length = to.minus(from);
    boolean outside =
        isNegative(from) || isNegative(size.minus(to)) || isNegative(length.minus(Poly.ONE));
    if (outside) {
      throw call.problem(
          Rule.BAD_AXIS,
          2,
          "slice: the elements from %s to %s of an axis of length %s are none, or lie outside."
              .formatted(from, to, size));
    }
    return call.graph().slice(x, axis, from, length);
  }

  private static Poly bound(Call call, int i, Poly size) {
    if (call.isString(i)) {
      return call.dimension(i);
    }
    int bound = call.integer(i);
    return bound < 0 ? size.plus(bound) : Poly.of(bound);
  }

  private static boolean isNegative(Poly value) {
    return value.isConstant() && value.constant() < 0;
  }

  private static Node pad(Call call) {
    Node x = call.node(0);
    int axis = Axes.axis(call, 1, x.shape());
    requireNotNegative(call, 2);
    requireNotNegative(call, 3);
    double value = call.count() > 4 ? call.number(4) : 0;
    return call.graph().pad(x, axis, Poly.of(call.integer(2)), Poly.of(call.integer(3)), value);
  }

  static void requireNotNegative(Call call, int i) {
    if (call.integer(i) < 0) {
      throw call.problem(
          Rule.VALUE_OUT_OF_RANGE,
          i,
          "%s: %s must be at least 0.".formatted(call.name(), call.source(i)));
    }
  }

  static void requirePositive(Call call, int i, int value) {
    if (value < 1) {
      throw call.problem(
          Rule.VALUE_OUT_OF_RANGE,
          i,
          "%s: %s must be at least 1.".formatted(call.name(), call.source(i)));
    }
  }

  /** y[i] = x[i − offset]; zeros move in. */
  private static Node shift(Call call) {
    Graph g = call.graph();
    Node x = call.node(0);
    int axis = Axes.axis(call, 1, x.shape());
    int offset = call.integer(2);
    Poly size = x.shape().dim(axis);
    Poly distance = Poly.of(Math.abs((long) offset));
    if (size.isConstant() && size.constant() <= distance.constant()) {
      return g.broadcast(g.literal(0), x.shape());
    }
    Poly kept = size.minus(distance);
    return offset >= 0
        ? g.pad(g.slice(x, axis, Poly.ZERO, kept), axis, distance, Poly.ZERO, 0)
        : g.pad(g.slice(x, axis, distance, kept), axis, Poly.ZERO, distance, 0);
  }

  /** x[i + 1] − x[i]. */
  static Node diff(Graph g, Node x, int axis) {
    Poly length = x.shape().dim(axis).minus(1);
    return g.sub(g.slice(x, axis, Poly.ONE, length), g.slice(x, axis, Poly.ZERO, length));
  }

  private static Node sort(Call call) {
    Node x = call.node(0);
    if (call.count() == 1) {
      Shapes.rank(call, 0, 1, "a vector or an axis");
    }
    int axis = call.count() == 1 ? 0 : Axes.axis(call, 1, x.shape());
    Graph g = call.graph();
    return g.node(new Views.TakeAlong(axis), x, g.node(new LibraryOp.ArgSort(axis), x));
  }

  private static Node gather(Call call) {
    Node table = call.node(0);
    if (table.isScalar()) {
      throw call.problem(
          Rule.WRONG_RANK,
          0,
          "gather needs a table with rows, but %s is a scalar.".formatted(call.source(0)));
    }
    Node rows = call.labels(1);
    call.session().boundLabels(rows, table.shape().dim(0));
    return call.graph().node(new Views.Gather(), table, rows);
  }

  private static Node oneHot(Call call) {
    Node labels = call.labels(0);
    if (call.isInteger(1)) {
      requirePositive(call, 1, call.integer(1));
    }
    Poly classes = call.dimension(1);
    call.session().boundLabels(labels, classes);
    return call.graph().oneHot(labels, classes);
  }
}
