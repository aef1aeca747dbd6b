package io.tikhonov.processor.analysis;

import io.tikhonov.processor.ir.Atom;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Generated;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.LibraryOp;
import io.tikhonov.processor.ir.MatMul;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Op;
import io.tikhonov.processor.ir.Pointwise;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Reduce;
import io.tikhonov.processor.ir.View;
import io.tikhonov.processor.ir.Views;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Intervals that contain every element of every value, whatever the leaves are: interval arithmetic
 * with the compositions of {@link Patterns}. Exact up to rounding of the last digits.
 */
public final class Ranges {
  private static final int DEEPEST_SELECTION = 4;

  private final Map<Node, Range> ranges = new HashMap<>();

  /** The interval of a node. */
  public Range of(Node root) {
    Range known = ranges.get(root);
    if (known == null) {
      for (Node node : Reach.inOrder(root)) {
        if (!ranges.containsKey(node)) {
          ranges.put(node, compute(node));
        }
      }
      known = ranges.get(root);
    }
    return known;
  }

  private Range in(Node node, int i) {
    return ranges.get(node.input(i));
  }

  private Range compute(Node node) {
    Op op = node.op();
    if (op instanceof Leaf leaf) {
      return leaf(leaf);
    } else if (op instanceof Elementwise elementwise) {
      return elementwise(node, elementwise);
    } else if (op instanceof Generated generated) {
      return generated(generated);
    } else if (op instanceof Pointwise.Copy) {
      return in(node, 0);
    } else if (op instanceof Reduce reduce) {
      return reduce(node, reduce);
    } else if (op instanceof MatMul) {
      return product(node);
    } else if (op instanceof View view) {
      return view(node, view);
    }
    return library(node, op);
  }

  private static Range leaf(Leaf leaf) {
    if (leaf instanceof Leaf.Literal literal) {
      return Range.of(literal.value());
    }
    return leaf instanceof Leaf.Size size ? sizes(size.size()) : Range.ALL;
  }

  /** Dimensions have at least one element; differences of sizes can be 0. */
  private static Range sizes(Poly size) {
    boolean grows =
        size.summands().stream()
            .allMatch(
                part ->
                    part.coefficient() > 0
                        && part.factors().stream().allMatch(Atom.Name.class::isInstance));
    return grows ? new Range(1, Double.POSITIVE_INFINITY) : Range.NON_NEGATIVE;
  }

  private static Range generated(Generated generated) {
    boolean normal =
        generated instanceof Generated.Random random
            && random.distribution() == Generated.Random.Distribution.NORMAL;
    return normal ? Range.ALL : Range.UNIT;
  }

  private Range elementwise(Node node, Elementwise op) {
    Range x = in(node, 0);
    return switch (op) {
      case ADD -> x.plus(in(node, 1));
      case SUB -> difference(node);
      case MUL -> scaled(node).orElseGet(() -> x.times(in(node, 1)));
      case DIV -> quotient(node);
      case NEG -> x.negate();
      case SQUARE -> x.square();
      case ABS -> x.abs();
      case SIGN -> x.map(Math::signum);
      case FLOOR -> x.map(Math::floor);
      case RELU -> x.map(v -> Math.max(v, 0));
      case MAXIMUM ->
          new Range(Math.max(x.low(), in(node, 1).low()), Math.max(x.high(), in(node, 1).high()));
      case MINIMUM ->
          new Range(Math.min(x.low(), in(node, 1).low()), Math.min(x.high(), in(node, 1).high()));
      case GREATER, LESS, EQUAL -> Range.UNIT;
      case WHERE -> selection(node, Map.of(), 0);
      case SQRT, NORM_ROOT -> x.map(v -> Math.sqrt(Math.max(v, 0)));
      case EXP -> x.map(Math::exp);
      case EXPM1 -> x.map(Math::expm1);
      case LOG -> x.map(v -> Math.log(Math.max(v, 0)));
      case LOG1P -> x.map(v -> Math.log1p(Math.max(v, -1)));
      case SIN, COS, ERF -> Range.SIGNED_UNIT;
      case TANH -> x.map(Math::tanh);
      case SIGMOID -> x.map(v -> 1 / (1 + Math.exp(-v)));
      case SOFTPLUS -> x.map(v -> Math.max(v, 0) + Math.log1p(Math.exp(-Math.abs(v))));
      case POW -> power(node);
      case STOP_GRADIENT -> x;
      case TO_REAL -> Range.NON_NEGATIVE;
      case ROUND_BFLOAT16 -> Range.ALL;
    };
  }

  private Range difference(Node node) {
    Range plain = in(node, 0).plus(in(node, 1).negate());
    return Patterns.shifted(node).isPresent()
        ? plain.intersect(new Range(Double.NEGATIVE_INFINITY, 0))
        : plain;
  }

  /** A mean lies where its elements do. */
  private Optional<Range> scaled(Node node) {
    return Patterns.mean(node)
        .map(m -> of(m.of()).times(Range.of(m.factor())))
        .or(() -> meanOfProducts(node));
  }

  /** The mean over rows of inner products of unit vectors: the sums over both are one. */
  private static Optional<Range> meanOfProducts(Node node) {
    if (node.op() != Elementwise.DIV || !Patterns.isReduce(node.input(0), Reduce.Operator.SUM)) {
      return Optional.empty();
    }
    Node sum = node.input(0);
    Node product = sum.input(0);
    Node count = node.input(1);
    if (product.op() != Elementwise.MUL) {
      return Optional.empty();
    }
    Optional<List<Integer>> inside = Patterns.unitAxes(product.input(0));
    boolean units =
        inside.isPresent()
            && Patterns.unitAxes(product.input(1)).equals(inside)
            && Patterns.axes(sum).containsAll(inside.get());
    if (!units) {
      return Optional.empty();
    }
    Poly rows =
        Patterns.axes(sum).stream()
            .filter(axis -> !inside.get().contains(axis))
            .map(product.shape()::dim)
            .reduce(Poly.ONE, Poly::times);
    boolean mean =
        count.op() instanceof Leaf.Size size
            ? size.size().equals(rows)
            : rows.isConstant() && count.isLiteral((double) rows.constant());
    return mean ? Optional.of(Range.SIGNED_UNIT) : Optional.empty();
  }

  private Range quotient(Node node) {
    if (Patterns.softmaxSum(node).isPresent()) {
      return Range.UNIT;
    }
    if (Patterns.unitAxes(node).isPresent() || Patterns.isCosine(node)) {
      return Range.SIGNED_UNIT;
    }
    return scaled(node).orElseGet(() -> in(node, 0).times(in(node, 1).reciprocal()));
  }

  private Range power(Node node) {
    Range base = in(node, 0);
    Optional<Double> exponent = Patterns.literal(node.input(1));
    if (exponent.isEmpty()) {
      return base.low() >= 0 ? Range.NON_NEGATIVE : Range.ALL;
    }
    double q = exponent.get();
    if (base.low() < 0) {
      boolean even = q % 2 == 0;
      return even ? Range.NON_NEGATIVE : Range.ALL;
    }
    Range positive = base.map(v -> Math.pow(v, Math.abs(q)));
    return q >= 0 ? positive : positive.reciprocal();
  }

  /** A selection, where the condition says more about what is selected. */
  private Range selection(Node node, Map<Node, Range> known, int depth) {
    Map<Node, Range> ifTrue = new HashMap<>(known);
    Map<Node, Range> ifFalse = new HashMap<>(known);
    Node condition = node.input(0);
    boolean greater = condition.op() == Elementwise.GREATER;
    if (greater || condition.op() == Elementwise.LESS) {
      Node larger = condition.input(greater ? 0 : 1);
      Node smaller = condition.input(greater ? 1 : 0);
      narrow(ifTrue, larger, smaller);
      narrow(ifFalse, smaller, larger);
    }
    return under(node.input(1), ifTrue, depth).hull(under(node.input(2), ifFalse, depth));
  }

  /** Notes that one node is at least as large as another. */
  private void narrow(Map<Node, Range> known, Node larger, Node smaller) {
    Range above = new Range(ranges.get(smaller).low(), Double.POSITIVE_INFINITY);
    Range below = new Range(Double.NEGATIVE_INFINITY, ranges.get(larger).high());
    known.merge(larger, above, Range::intersect);
    known.merge(smaller, below, Range::intersect);
  }

  private Range under(Node node, Map<Node, Range> known, int depth) {
    Range range =
        node.op() == Elementwise.WHERE && depth < DEEPEST_SELECTION
            ? selection(node, known, depth + 1)
            : ranges.get(node);
    return known.containsKey(node) ? range.intersect(known.get(node)) : range;
  }

  private Range reduce(Node node, Reduce reduce) {
    Range x = in(node, 0);
    if (reduce.operator() == Reduce.Operator.ARGMAX) {
      return Range.NON_NEGATIVE;
    } else if (reduce.operator() != Reduce.Operator.SUM) {
      return x;
    }
    if (isInnerProductOfUnits(node)) {
      return Range.SIGNED_UNIT;
    }
    Range sum = repeated(x, Patterns.count(node));
    return Patterns.shiftedSum(node).isPresent()
        ? sum.intersect(new Range(1, Double.POSITIVE_INFINITY))
        : sum;
  }

  /** The sum of so many numbers from an interval. */
  private static Range repeated(Range x, Poly count) {
    if (count.isConstant()) {
      return x.times(Range.of((double) count.constant()));
    }
    return x.times(new Range(1, Double.POSITIVE_INFINITY));
  }

  private static boolean isInnerProductOfUnits(Node sum) {
    Node product = sum.input(0);
    List<Integer> axes = Patterns.axes(sum);
    return product.op() == Elementwise.MUL
        && Patterns.unitAxes(product.input(0)).filter(axes::equals).isPresent()
        && Patterns.unitAxes(product.input(1)).filter(axes::equals).isPresent();
  }

  private Range product(Node node) {
    Node a = node.input(0);
    Node b = node.input(1);
    int last = a.shape().rank() - 1;
    boolean units = isUnitAlong(a, last) && isUnitAlong(b, b.shape().rank() - 2);
    if (units && node.shape().rank() == 2 && a.shape().rank() == 2 && b.shape().rank() == 2) {
      return Range.SIGNED_UNIT;
    }
    return in(node, 0).times(in(node, 1)).times(new Range(1, Double.POSITIVE_INFINITY));
  }

  private static boolean isUnitAlong(Node node, int axis) {
    if (node.op() instanceof Views.Transpose transpose) {
      return isUnitAlong(node.input(0), transpose.order().get(axis));
    }
    return Patterns.unitAxes(node).filter(List.of(axis)::equals).isPresent();
  }

  private Range view(Node node, View view) {
    Range x = in(node, 0);
    if (view instanceof Views.Pad pad) {
      return x.hull(Range.of(pad.value()));
    } else if (view instanceof Views.Rewindow windows) {
      return windows.padding() == 0 ? x : x.hull(Range.of(0));
    } else if (view instanceof Views.Unwindow
        || view instanceof Views.DiagonalMatrix
        || view instanceof Views.Place) {
      return x.hull(Range.of(0));
    }
    return x;
  }

  private Range library(Node node, Op op) {
    if (op instanceof LibraryOp.SingularValues) {
      return Range.NON_NEGATIVE;
    } else if (op instanceof LibraryOp.CumulativeSum || op instanceof LibraryOp.GroupSums) {
      return in(node, 0).times(new Range(1, Double.POSITIVE_INFINITY));
    } else if (op instanceof LibraryOp.ScatterAdd) {
      return in(node, 0).times(new Range(0, Double.POSITIVE_INFINITY));
    }
    return op instanceof LibraryOp.ArgSort || op instanceof LibraryOp.InversePermutation
        ? Range.NON_NEGATIVE
        : Range.ALL;
  }
}
