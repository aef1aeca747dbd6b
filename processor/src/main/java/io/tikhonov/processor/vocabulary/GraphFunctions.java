package io.tikhonov.processor.vocabulary;

import io.tikhonov.processor.catalogue.formula.Differences;
import io.tikhonov.processor.catalogue.formula.Penalty;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.LibraryOp;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.ir.Views;
import java.util.List;

/** Graphs on rows: their weights, their Laplacians and their energies. */
final class GraphFunctions {
  /** Farther than any neighbour. */
  private static final double FAR = 1e30;

  private GraphFunctions() {}

  static void register(Registry ops) {
    ops.tensor("squaredDistances", GraphFunctions::squaredDistances);
    ops.tensor("heatKernel", GraphFunctions::heatKernel);
    ops.tensor("knnGraph", GraphFunctions::knnGraph);
    ops.tensor("gridGraph", GraphFunctions::gridGraph);
    ops.tensor("graphLaplacian", GraphFunctions::graphLaplacian);
    ops.tensor("normalizedLaplacian", GraphFunctions::normalizedLaplacian);
    ops.tensor("normalizedAdjacency", GraphFunctions::normalizedAdjacency);
  }

  private static Node rows(Call call, int i) {
    return Shapes.rank(call, i, 2, "a matrix with one point in each row");
  }

  private static Node squaredDistances(Call call) {
    Node x = rows(call, 0);
    Node y = rows(call, 1);
    Shapes.same(call, 0, x.shape().dim(1), 1, y.shape().dim(1));
    return Differences.squaredDistances(call.graph(), x, y);
  }

  private static Node heatKernel(Call call) {
    call.require(1, Domain.POSITIVE, "scale");
    Graph g = call.graph();
    Node x = rows(call, 0);
    Node distances = Differences.squaredDistances(g, x, x);
    return g.exp(g.neg(g.div(distances, g.square(call.node(1)))));
  }

  /** Neighbours are those that are no farther than the k-th of the sorted distances. */
  private static Node knnGraph(Call call) {
    Graph g = call.graph();
    Node x = g.stopGradient(rows(call, 0));
    int count = call.integer(1);
    Structure.requirePositive(call, 1, count);
    Node all = Differences.squaredDistances(g, x, x);
    Shape shape = all.shape();
    if (shape.dim(0).isConstant() && shape.dim(0).constant() <= count) {
      throw call.problem(
          Rule.VALUE_OUT_OF_RANGE,
          1,
          "knnGraph: %s rows have no %d neighbours each.".formatted(shape.dim(0), count));
    }
    Node distances = g.where(g.eye(shape), g.literal(FAR), all);
    Node order = g.node(new LibraryOp.ArgSort(1), distances);
    Node sorted = g.node(new Views.TakeAlong(1), distances, order);
    Node farthest = g.slice(sorted, 1, Poly.of(count - 1L), Poly.ONE);
    Node beyond = g.greater(distances, g.broadcast(farthest, shape));
    Node near = g.where(beyond, g.literal(0), g.literal(1));
    return g.stopGradient(g.max(near, g.swapLastAxes(near)));
  }

  /** The Kronecker sum of the graphs of two lines. */
  private static Node gridGraph(Call call) {
    Graph g = call.graph();
    Poly rows = call.dimension(0);
    Poly columns = call.dimension(1);
    Node down = kronecker(g, line(g, rows), g.eye(Shape.of(columns, columns)));
    Node across = kronecker(g, g.eye(Shape.of(rows, rows)), line(g, columns));
    return g.add(down, across);
  }

  /** 1 beside the diagonal. */
  private static Node line(Graph g, Poly length) {
    Node identity = g.eye(Shape.of(length, length));
    Node most = g.slice(identity, 0, Poly.ZERO, length.minus(1));
    Node below = g.pad(most, 0, Poly.ONE, Poly.ZERO, 0);
    return g.add(below, g.swapLastAxes(below));
  }

  private static Node kronecker(Graph g, Node a, Node b) {
    Poly m = a.shape().dim(0);
    Poly n = b.shape().dim(0);
    Shape all = Shape.of(m, n, m, n);
    Node left = g.broadcast(g.reshape(a, Shape.of(m, Poly.ONE, m, Poly.ONE)), all);
    Node right = g.broadcast(g.reshape(b, Shape.of(Poly.ONE, n, Poly.ONE, n)), all);
    return g.reshape(g.mul(left, right), Shape.of(m.times(n), m.times(n)));
  }

  private static Node graphLaplacian(Call call) {
    Graph g = call.graph();
    Node weights = Shapes.square(call, 0);
    Node degrees = g.expand(g.sum(weights, List.of(1)), weights.shape(), List.of(1));
    Node diagonal = g.where(g.eye(weights.shape()), degrees, g.literal(0));
    return g.sub(diagonal, weights);
  }

  private static Node normalizedLaplacian(Call call) {
    Graph g = call.graph();
    Node weights = Shapes.square(call, 0);
    Node degrees = g.sum(weights, List.of(1));
    Node connected = g.expand(g.greater(degrees, g.literal(0)), weights.shape(), List.of(1));
    Node diagonal = g.where(connected, g.eye(weights.shape()), g.literal(0));
    return g.sub(diagonal, normalized(g, weights, degrees));
  }

  private static Node normalizedAdjacency(Call call) {
    Graph g = call.graph();
    Node weights = Shapes.square(call, 0);
    Node looped = g.add(weights, g.eye(weights.shape()));
    return normalized(g, looped, g.sum(looped, List.of(1)));
  }

  /** D^(−½)·W·D^(−½), 0 where a degree is 0. */
  private static Node normalized(Graph g, Node weights, Node degrees) {
    Node positive = g.greater(degrees, g.literal(0));
    Node root = g.sqrt(g.where(positive, degrees, g.literal(1)));
    Node inverse = g.where(positive, g.div(g.literal(1), root), g.literal(0));
    Node left = g.expand(inverse, weights.shape(), List.of(1));
    Node right = g.expand(inverse, weights.shape(), List.of(0));
    return g.mul(left, g.mul(weights, right));
  }

  /** The energy of the values at the nodes, with squares or another power. */
  static Node dirichlet(Call call) {
    Graph g = call.graph();
    Node f = call.node(0);
    Node weights = Shapes.square(call, 1);
    if (f.shape().rank() != 2 && (f.shape().rank() != 1 || call.count() > 2)) {
      throw call.problem(
          Rule.WRONG_RANK,
          0,
          "dirichlet needs (nodes, values), but %s is %s."
              .formatted(call.source(0), Shapes.describe(f.shape())));
    }
    Shapes.same(call, 0, f.shape().dim(0), 1, weights.shape().dim(0));
    if (call.count() == 2) {
      return Penalty.dirichlet(g, f, weights);
    }
    call.require(2, Domain.AT_LEAST_ONE, "power");
    Node distances = g.apply(Elementwise.NORM_ROOT, Differences.squaredDistances(g, f, f));
    // A power of 0 has no derivative for exponents below 2; equal values count as 0.
    Node apart = g.greater(distances, g.literal(0));
    Node powers = g.pow(g.where(apart, distances, g.literal(1)), call.node(2));
    Node energy = g.mul(weights, g.where(apart, powers, g.literal(0)));
    return g.mul(g.literal(0.5), g.sum(energy));
  }
}
