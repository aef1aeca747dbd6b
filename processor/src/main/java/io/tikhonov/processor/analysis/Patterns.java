package io.tikhonov.processor.analysis;

import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.MatMul;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Reduce;
import io.tikhonov.processor.ir.Views;
import java.util.List;
import java.util.Optional;

/** Compositions that mean more than their parts: softmax, means, unit vectors, cosines. */
public final class Patterns {
  /** An epsilon up to here only guards a division and plays no role for the meaning. */
  private static final double LARGEST_GUARD = 1e-2;

  private Patterns() {}

  /** The tensor behind views that repeat it or add axes of length 1. */
  public static Node strip(Node node) {
    Node inside = node;
    while (inside.op() instanceof Views.Broadcast || inside.op() instanceof Views.Reshape) {
      inside = inside.input(0);
    }
    return inside;
  }

  static boolean is(Node node, Elementwise op) {
    return node.op() == op;
  }

  static boolean isReduce(Node node, Reduce.Operator operator) {
    return node.op() instanceof Reduce reduce && reduce.operator() == operator;
  }

  static List<Integer> axes(Node reduction) {
    return ((Reduce) reduction.op()).axes();
  }

  /** The value of a literal. */
  public static Optional<Double> literal(Node node) {
    return node.op() instanceof Leaf.Literal literal
        ? Optional.of(literal.value())
        : Optional.empty();
  }

  /** For exp(z)/Σexp(z), also with a shift: the sum, whose axes are those of the classes. */
  public static Optional<Node> softmaxSum(Node node) {
    if (!is(node, Elementwise.DIV) || !is(node.input(0), Elementwise.EXP)) {
      return Optional.empty();
    }
    Node sum = strip(node.input(1));
    boolean own = isReduce(sum, Reduce.Operator.SUM) && sum.input(0).equals(node.input(0));
    return own ? Optional.of(sum) : Optional.empty();
  }

  /** The z in z − max z, where the maximum is repeated along the axes that it was taken over. */
  public static Optional<Node> shifted(Node node) {
    if (!is(node, Elementwise.SUB)) {
      return Optional.empty();
    }
    Node shift = strip(node.input(1));
    Node largest = is(shift, Elementwise.STOP_GRADIENT) ? shift.input(0) : shift;
    boolean own = isReduce(largest, Reduce.Operator.MAX) && largest.input(0).equals(node.input(0));
    return own ? Optional.of(node.input(0)) : Optional.empty();
  }

  /** For Σexp(z − max z) over the axes of the maximum: z. */
  static Optional<Node> shiftedSum(Node node) {
    if (!isReduce(node, Reduce.Operator.SUM) || !is(node.input(0), Elementwise.EXP)) {
      return Optional.empty();
    }
    Node exponent = node.input(0).input(0);
    Optional<Node> z = shifted(exponent);
    if (z.isEmpty()) {
      return Optional.empty();
    }
    Node shift = strip(exponent.input(1));
    Node largest = is(shift, Elementwise.STOP_GRADIENT) ? shift.input(0) : shift;
    return axes(largest).equals(axes(node)) ? z : Optional.empty();
  }

  /** A factor times the mean of a tensor. */
  public record Mean(double factor, Node of, List<Integer> axes) {}

  /** The sum over axes divided by their size, times literals. */
  public static Optional<Mean> mean(Node node) {
    if (is(node, Elementwise.MUL)) {
      Optional<Double> factor = literal(node.input(0));
      return factor.isPresent()
          ? mean(node.input(1)).map(m -> new Mean(factor.get() * m.factor(), m.of(), m.axes()))
          : ofScaledSum(node);
    }
    if (!is(node, Elementwise.DIV) || !(node.input(1).op() instanceof Leaf)) {
      return Optional.empty();
    }
    Node numerator = node.input(0);
    double factor = 1;
    if (is(numerator, Elementwise.MUL) && literal(numerator.input(0)).isPresent()) {
      factor = literal(numerator.input(0)).get();
      numerator = numerator.input(1);
    }
    return mean(factor, numerator, node.input(1));
  }

  /** (factor / size) · sum. */
  private static Optional<Mean> ofScaledSum(Node node) {
    Node scale = node.input(0);
    boolean quotient =
        is(scale, Elementwise.DIV)
            && literal(scale.input(0)).isPresent()
            && scale.input(1).op() instanceof Leaf;
    return quotient
        ? mean(literal(scale.input(0)).get(), node.input(1), scale.input(1))
        : Optional.empty();
  }

  private static Optional<Mean> mean(double factor, Node sum, Node size) {
    if (!isReduce(sum, Reduce.Operator.SUM)) {
      return Optional.empty();
    }
    Poly count = count(sum);
    boolean matches =
        size.op() instanceof Leaf.Size known
            ? known.size().equals(count)
            : literal(size).isPresent()
                && count.isConstant()
                && literal(size).get() == count.constant();
    return matches ? Optional.of(new Mean(factor, sum.input(0), axes(sum))) : Optional.empty();
  }

  /** How many elements a reduction combines. */
  static Poly count(Node reduction) {
    return axes(reduction).stream()
        .map(reduction.input(0).shape()::dim)
        .reduce(Poly.ONE, Poly::times);
  }

  /** The u in √u, √(u + ε) or √(max(u, ε)) with a small ε; for a norm the sum of squares. */
  static Optional<Node> guardedRoot(Node node) {
    if (!is(node, Elementwise.SQRT) && !is(node, Elementwise.NORM_ROOT)) {
      return Optional.empty();
    }
    return Optional.of(withoutGuard(node.input(0)));
  }

  /** The u in u + ε, max(u, ε) and where(u > ε, u, ε). */
  static Node withoutGuard(Node node) {
    if (is(node, Elementwise.ADD) || is(node, Elementwise.MAXIMUM)) {
      for (int i = 0; i < 2; i++) {
        if (isGuard(node.input(i))) {
          return node.input(1 - i);
        }
      }
    } else if (is(node, Elementwise.WHERE) && isGuard(node.input(2))) {
      Node condition = node.input(0);
      boolean larger =
          is(condition, Elementwise.GREATER)
              && condition.input(0).equals(node.input(1))
              && condition.input(1).equals(node.input(2));
      return larger ? node.input(1) : node;
    }
    return node;
  }

  private static boolean isGuard(Node node) {
    return literal(node).filter(value -> value > 0 && value <= LARGEST_GUARD).isPresent();
  }

  /** For x/‖x‖, also with an ε that keeps the norm from 0: the axes of the norm. */
  public static Optional<List<Integer>> unitAxes(Node node) {
    Node x = node;
    while (is(x, Elementwise.NEG)) {
      x = x.input(0);
    }
    if (!is(x, Elementwise.DIV)) {
      return Optional.empty();
    }
    Node divisor = withoutGuard(strip(x.input(1)));
    Node numerator = x.input(0);
    return guardedRoot(strip(divisor))
        .map(Patterns::strip)
        .filter(u -> isReduce(u, Reduce.Operator.SUM))
        .filter(u -> is(u.input(0), Elementwise.SQUARE) && u.input(0).input(0).equals(numerator))
        .map(Patterns::axes);
  }

  /** True for A·Aᵀ and Aᵀ·A. */
  public static boolean isGram(Node node) {
    return node.op() instanceof MatMul
        && node.shape().rank() == 2
        && (isTransposed(node.input(0), node.input(1))
            || isTransposed(node.input(1), node.input(0)));
  }

  private static boolean isTransposed(Node a, Node b) {
    return a.op() instanceof Views.Transpose && a.input(0).equals(b);
  }

  /** True for Σab/√(Σa²·Σb²). */
  static boolean isCosine(Node node) {
    if (!is(node, Elementwise.DIV) || !isReduce(node.input(0), Reduce.Operator.SUM)) {
      return false;
    }
    Node product = node.input(0).input(0);
    Node root = strip(node.input(1));
    if (!is(product, Elementwise.MUL)
        || !is(root, Elementwise.SQRT)
        || !is(root.input(0), Elementwise.MUL)) {
      return false;
    }
    Node first = withoutGuard(root.input(0).input(0));
    Node second = withoutGuard(root.input(0).input(1));
    Node a = product.input(0);
    Node b = product.input(1);
    List<Integer> axes = axes(node.input(0));
    return (isSquares(first, a, axes) && isSquares(second, b, axes))
        || (isSquares(first, b, axes) && isSquares(second, a, axes));
  }

  private static boolean isSquares(Node sum, Node of, List<Integer> axes) {
    return isReduce(sum, Reduce.Operator.SUM)
        && axes(sum).equals(axes)
        && is(sum.input(0), Elementwise.SQUARE)
        && sum.input(0).input(0).equals(of);
  }
}
