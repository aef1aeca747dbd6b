package io.tikhonov.processor.vocabulary;

import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.LibraryOp;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.ir.Views;
import java.util.ArrayList;
import java.util.List;

/** Products and decompositions of matrices. */
final class LinearAlgebra {

  private LinearAlgebra() {}

  static void register(Registry ops) {
    ops.tensor("matmul", LinearAlgebra::matmul);
    ops.tensor("einsum", call -> new Einsum(call).evaluate());
    ops.tensor("outer", LinearAlgebra::outer);
    ops.tensor("dot", LinearAlgebra::dot);
    ops.tensor(
        "trace",
        call -> call.graph().sum(call.graph().node(new Views.Diagonal(), Shapes.square(call, 0))));
    ops.tensor("diag", LinearAlgebra::diag);
    ops.tensor("eye", LinearAlgebra::eye);
    ops.tensor(
        "singularValues",
        call ->
            call.graph().node(new LibraryOp.SingularValues(), Shapes.rank(call, 0, 2, "a matrix")));
    ops.tensor("logDet", call -> call.graph().node(new LibraryOp.LogDet(), Shapes.square(call, 0)));
    ops.tensor(
        "inverse", call -> call.graph().node(new LibraryOp.Inverse(), Shapes.square(call, 0)));
    ops.tensor(
        "cholesky", call -> call.graph().node(new LibraryOp.Cholesky(), Shapes.square(call, 0)));
  }

  /**
   * The matrix product over the last axis of the left and the last but one of the right factor. A
   * vector counts as a row on the left and as a column on the right; leading axes are a stack and
   * broadcast.
   */
  static Node matmul(Call call) {
    Graph g = call.graph();
    Node a = factor(call, 0);
    Node b = factor(call, 1);
    boolean row = a.shape().rank() == 1;
    boolean column = b.shape().rank() == 1;
    Poly inner = a.shape().dim(a.shape().rank() - 1);
    Shapes.same(call, 0, inner, 1, b.shape().dim(column ? 0 : b.shape().rank() - 2));
    Node left = row ? g.reshape(a, a.shape().insert(0, Poly.ONE)) : a;
    Node right = column ? g.reshape(b, b.shape().insert(1, Poly.ONE)) : b;
    Node product = stacked(call, left, right);
    Shape shape = product.shape();
    if (column) {
      shape = shape.remove(shape.rank() - 1);
    }
    if (row) {
      shape = shape.remove(shape.rank() - (column ? 1 : 2));
    }
    return g.reshape(product, shape);
  }

  private static Node factor(Call call, int i) {
    Node x = call.node(i);
    if (x.isScalar()) {
      throw call.problem(
          Rule.WRONG_RANK,
          i,
          "matmul needs a vector, a matrix or a stack of matrices, but %s is a scalar. Write times."
              .formatted(call.source(i)));
    }
    return x;
  }

  private static Node stacked(Call call, Node a, Node b) {
    Graph g = call.graph();
    int aStack = a.shape().rank() - 2;
    int bStack = b.shape().rank() - 2;
    if (bStack == 0) {
      // The rows of all left matrices meet the same right one: one flat product.
      Node flat = aStack == 0 ? a : g.reshape(a, flattened(a.shape(), aStack + 1));
      List<Poly> dims = new ArrayList<>(Shapes.leading(a.shape(), aStack + 1));
      dims.add(b.shape().dim(1));
      return g.reshape(g.matmul(flat, b), new Shape(dims));
    }
    Shape stack = stack(call, a, b);
    Node left = aStack == 0 ? a : stackOf(g, a, stack);
    Node product = g.matmul(left, stackOf(g, b, stack));
    List<Poly> dims = new ArrayList<>(stack.dims());
    dims.add(product.shape().dim(1));
    dims.add(product.shape().dim(2));
    return g.reshape(product, new Shape(dims));
  }

  /** The broadcast shape of the leading axes. */
  private static Shape stack(Call call, Node a, Node b) {
    Shape left = new Shape(Shapes.leading(a.shape(), a.shape().rank() - 2));
    Shape right = new Shape(Shapes.leading(b.shape(), b.shape().rank() - 2));
    int rank = Math.max(left.rank(), right.rank());
    List<Poly> dims = new ArrayList<>();
    for (int back = rank; back >= 1; back--) {
      Poly l = back > left.rank() ? Poly.ONE : left.dim(left.rank() - back);
      Poly r = back > right.rank() ? Poly.ONE : right.dim(right.rank() - back);
      if (!l.isConstant(1) && !r.isConstant(1)) {
        Shapes.same(call, 0, l, 1, r);
      }
      dims.add(l.isConstant(1) ? r : l);
    }
    return new Shape(dims);
  }

  /** Broadcasts the leading axes and joins them into one. */
  private static Node stackOf(Graph g, Node x, Shape stack) {
    int rank = x.shape().rank();
    List<Poly> full = new ArrayList<>(stack.dims());
    full.addAll(x.shape().dims().subList(rank - 2, rank));
    Node broadcast = g.broadcast(x, new Shape(full));
    return g.reshape(broadcast, flattened(broadcast.shape(), stack.rank()));
  }

  /** The shape with its first {@code count} axes joined. */
  private static Shape flattened(Shape shape, int count) {
    List<Poly> dims = new ArrayList<>();
    dims.add(new Shape(Shapes.leading(shape, count)).volume());
    dims.addAll(shape.dims().subList(count, shape.rank()));
    return new Shape(dims);
  }

  /** Swaps the last two axes, or reorders all axes as the further arguments say. */
  static Node transpose(Call call) {
    Node x = call.node(0);
    int rank = x.shape().rank();
    if (call.count() == 1) {
      if (rank < 2) {
        throw call.problem(
            Rule.WRONG_RANK,
            0,
            "transpose needs a matrix, but %s is %s."
                .formatted(call.source(0), Shapes.describe(x.shape())));
      }
      return call.graph().swapLastAxes(x);
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 1; i < call.count(); i++) {
      int axis = Axes.axis(call, i, x.shape());
      if (order.contains(axis)) {
        throw call.problem(
            Rule.BAD_AXIS, i, "transpose: axis %s is named twice.".formatted(call.source(i)));
      }
      order.add(axis);
    }
    if (order.size() != rank) {
      throw call.problem(
          Rule.BAD_AXIS,
          "transpose of %s must name all %d axes, not %d."
              .formatted(x.shape(), rank, order.size()));
    }
    return call.graph().transpose(x, order);
  }

  private static Node outer(Call call) {
    Graph g = call.graph();
    Node a = Shapes.rank(call, 0, 1, "two vectors");
    Node b = Shapes.rank(call, 1, 1, "two vectors");
    Node column = g.reshape(a, a.shape().insert(1, Poly.ONE));
    Node row = g.reshape(b, b.shape().insert(0, Poly.ONE));
    Shape shape = Shape.of(a.shape().dim(0), b.shape().dim(0));
    return g.mul(g.broadcast(column, shape), g.broadcast(row, shape));
  }

  private static Node dot(Call call) {
    Node a = Shapes.rank(call, 0, 1, "two vectors");
    Node b = Shapes.rank(call, 1, 1, "two vectors");
    Shapes.same(call, 0, a.shape().dim(0), 1, b.shape().dim(0));
    return call.graph().sum(call.graph().mul(a, b));
  }

  private static Node diag(Call call) {
    Node x = call.node(0);
    if (x.shape().rank() == 1) {
      return call.graph().node(new Views.DiagonalMatrix(), x);
    }
    return call.graph().node(new Views.Diagonal(), Shapes.square(call, 0));
  }

  private static Node eye(Call call) {
    if (call.isInteger(0)) {
      Structure.requirePositive(call, 0, call.integer(0));
    }
    Poly size = call.dimension(0);
    return call.graph().eye(Shape.of(size, size));
  }
}
