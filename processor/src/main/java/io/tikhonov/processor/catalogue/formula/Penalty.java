package io.tikhonov.processor.catalogue.formula;

import io.tikhonov.processor.catalogue.Expressions;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.LibraryOp;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Shape;
import java.util.List;

/** Values of penalties without their factor. */
public final class Penalty {

  private Penalty() {}

  public static Node l1(Graph g, Node x) {
    return g.sum(g.abs(x));
  }

  public static Node l2(Graph g, Node x) {
    return g.mul(g.literal(0.5), g.sum(g.square(x)));
  }

  /** The Euclidean norm of all elements together. */
  public static Node l2Norm(Graph g, Node x) {
    return g.norm(x, Graph.allAxes(x));
  }

  /** The sum of the norms of the slices along an axis. */
  public static Node groupLasso(Graph g, Node x, int axis) {
    return g.sum(g.norm(x, Expressions.axesInside(x.shape(), axis)));
  }

  /**
   * The sum of the norms of groups that a constant numbers. Each element counts with its part of
   * its group.
   *
   * @param factor of the norms, a scalar or for each element that of its group
   */
  public static Node groupLasso(Graph g, Node x, Node groups, Node factor) {
    Node norms = g.apply(Elementwise.NORM_ROOT, GroupShrinkage.squares(g, x, groups));
    return g.sum(g.mul(g.div(factor, GroupShrinkage.sizes(g, groups)), norms));
  }

  /** ratio·Σ|x| + (1 − ratio)·√(group size)·Σ‖xᵢ‖₂. */
  public static Node sparseGroupLasso(Graph g, Node x, Node ratio, int axis) {
    Node groups =
        g.mul(g.sqrt(g.size(Expressions.groupSize(x.shape(), axis))), groupLasso(g, x, axis));
    return g.add(g.mul(ratio, l1(g, x)), g.mul(g.sub(g.literal(1), ratio), groups));
  }

  public static Node nuclearNorm(Graph g, Node x) {
    return g.sum(g.node(new LibraryOp.SingularValues(), x));
  }

  /** The largest singular value. */
  public static Node spectralNorm(Graph g, Node x) {
    Node values = g.node(new LibraryOp.SingularValues(), x);
    return g.reshape(g.slice(values, 0, Poly.ZERO, Poly.ONE), Shape.SCALAR);
  }

  /** Σ log(1 + |x|/ε). */
  public static Node logSum(Graph g, Node x, Node epsilon) {
    return g.sum(g.apply(Elementwise.LOG1P, g.div(g.abs(x), epsilon)));
  }

  /** Σ|differences| along axes. */
  public static Node totalVariation(Graph g, Node x, List<Integer> axes) {
    Node total = g.literal(0);
    for (int axis : axes) {
      total = g.add(total, l1(g, Differences.next(g, x, axis)));
    }
    return total;
  }

  /** Σ√(Σ differences² + ε) with a difference of 0 beyond the end. */
  public static Node isotropicTotalVariation(Graph g, Node x, Node epsilon, List<Integer> axes) {
    Node squares = g.literal(0);
    for (int axis : axes) {
      squares = g.add(squares, g.square(Differences.forward(g, x, axis)));
    }
    // The root of a norm has derivative 0 at 0, which matters for ε = 0.
    return g.sum(g.apply(Elementwise.NORM_ROOT, g.add(squares, epsilon)));
  }

  /** ½Σ of squared differences of an order along an axis. */
  public static Node smoothness(Graph g, Node x, int order, int axis) {
    Node differences = x;
    for (int i = 0; i < order; i++) {
      differences = Differences.next(g, differences, axis);
    }
    return l2(g, differences);
  }

  /** ½‖L·x‖². */
  public static Node tikhonov(Graph g, Node operator, Node x) {
    Node columns = x.shape().rank() == 1 ? g.reshape(x, x.shape().insert(1, Poly.ONE)) : x;
    return l2(g, g.matmul(operator, columns));
  }

  /** ½Σ wᵢⱼ‖fᵢ − fⱼ‖² over the rows of f. */
  public static Node dirichlet(Graph g, Node f, Node weights) {
    Node rows = f.shape().rank() == 1 ? g.reshape(f, f.shape().insert(1, Poly.ONE)) : f;
    Node degrees = g.add(g.sum(weights, List.of(0)), g.sum(weights, List.of(1)));
    Node own = g.mul(g.expand(degrees, rows.shape(), List.of(1)), g.square(rows));
    Node across = g.mul(rows, g.matmul(weights, rows));
    return g.sub(g.mul(g.literal(0.5), g.sum(own)), g.sum(across));
  }

  /** ½Σ(x − x₀)². */
  public static Node anchor(Graph g, Node x, Node reference) {
    return l2(g, g.sub(x, reference));
  }

  /** Σ(1 − ‖xᵢ‖₂)² over the slices along an axis. */
  public static Node normLoss(Graph g, Node x, Node target, int axis) {
    Node norms = g.norm(x, Expressions.axesInside(x.shape(), axis));
    return g.sum(g.square(g.sub(target, norms)));
  }

  /**
   * Σ over i ≠ j of ‖ŵᵢ − ŵⱼ‖^(−s) for the directions ŵᵢ of the rows, of log(1/‖ŵᵢ − ŵⱼ‖) for s =
   * 0.
   */
  public static Node hypersphericalEnergy(Graph g, Node x, double power) {
    Poly rows = x.shape().dim(0);
    Shape flat = Shape.of(rows, new Shape(x.shape().dims().subList(1, x.shape().rank())).volume());
    Node w = g.reshape(x, flat);
    Node norms = g.norm(w, List.of(1));
    Node directions = g.div(w, g.expand(norms, flat, List.of(1)));
    Node squares = Differences.squaredDistances(g, directions, directions);
    Node diagonal = g.eye(squares.shape());
    Node safe = g.where(diagonal, g.literal(1), squares);
    Node energy =
        power == 0 ? g.mul(g.literal(-0.5), g.log(safe)) : g.pow(safe, g.literal(-power / 2));
    return g.sum(g.where(diagonal, g.literal(0), energy));
  }

  /** The discrete sets of {@link #cauchySchwarz}. */
  public enum Levels {
    /** −a and a. */
    BINARY,
    /** 0 and a. */
    ONE_SIDED,
    /** −a, 0 and a. */
    TERNARY
  }

  /** 0 exactly where all elements lie in the set for some a; Sₖ = Σxᵏ, N the number of elements. */
  public static Node cauchySchwarz(Graph g, Node x, Levels levels) {
    Node squared = g.square(x);
    Node s2 = g.sum(squared);
    Node s4 = g.sum(g.square(squared));
    return switch (levels) {
      case BINARY -> g.sub(g.mul(g.size(x.shape().volume()), s4), g.square(s2));
      case ONE_SIDED -> g.sub(g.mul(s2, s4), g.square(g.sum(g.mul(squared, x))));
      case TERNARY -> g.sub(g.mul(s2, g.sum(g.mul(g.square(squared), squared))), g.square(s4));
    };
  }
}
