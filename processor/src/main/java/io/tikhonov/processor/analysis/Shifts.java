package io.tikhonov.processor.analysis;

import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Op;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Reduce;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.ir.Views;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * Parameters whose addition cancels: a change of b changes a value by a multiple of b itself, laid
 * out along some axes, until a mean over the other axes is subtracted and takes it away again. Then
 * neither values nor gradients depend on b.
 */
public final class Shifts {

  /**
   * How a value changes with the parameter: by factor · count · b.
   *
   * @param axes for each axis of the parameter the axis of the value along which it lies, −1 for an
   *     axis of length 1
   * @param factor a number
   * @param numerator a product of sizes from sums
   * @param denominator a product of sizes from means
   */
  private record Change(List<Integer> axes, double factor, Poly numerator, Poly denominator) {
    boolean isNone() {
      return factor == 0;
    }

    boolean isUnknown() {
      return Double.isNaN(factor);
    }

    Change times(double by) {
      return new Change(axes, factor * by, numerator, denominator);
    }

    boolean isLike(Change other) {
      return axes.equals(other.axes)
          && numerator.times(other.denominator).equals(other.numerator.times(denominator));
    }

    Change at(List<Integer> moved) {
      return new Change(moved, factor, numerator, denominator);
    }
  }

  /** No change. */
  private static final Change NONE = new Change(List.of(), 0, Poly.ONE, Poly.ONE);

  /** Another change than these. */
  private static final Change UNKNOWN = new Change(List.of(), Double.NaN, Poly.ONE, Poly.ONE);

  private final Node parameter;
  private final Map<Node, Change> changes = new HashMap<>();

  private Shifts(Node parameter) {
    this.parameter = parameter;
  }

  /** True if the values depend on the parameter in writing only. */
  public static boolean cancels(Node parameter, Collection<Node> values) {
    Shifts shifts = new Shifts(parameter);
    boolean occurs = false;
    for (Node node : Reach.inOrder(values)) {
      occurs |= node.equals(parameter);
      Change change = shifts.compute(node);
      if (change.isUnknown()) {
        return false;
      }
      shifts.changes.put(node, change);
    }
    return occurs && values.stream().allMatch(value -> shifts.changes.get(value).isNone());
  }

  private Change in(Node node, int i) {
    return changes.get(node.input(i));
  }

  private Change compute(Node node) {
    if (node.equals(parameter)) {
      List<Integer> axes = new ArrayList<>();
      for (int axis = 0; axis < node.shape().rank(); axis++) {
        axes.add(node.shape().dim(axis).isConstant(1) ? -1 : axis);
      }
      return new Change(axes, 1, Poly.ONE, Poly.ONE);
    }
    boolean untouched = node.inputs().stream().allMatch(input -> changes.get(input).isNone());
    return untouched ? NONE : operation(node, node.op());
  }

  private Change operation(Node node, Op op) {
    if (op instanceof Elementwise elementwise) {
      return elementwise(node, elementwise);
    } else if (op instanceof Reduce reduce) {
      return reduce(node, reduce);
    } else if (op instanceof Views.Broadcast) {
      int missing = node.shape().rank() - node.input(0).shape().rank();
      return moved(node, axis -> axis + missing);
    } else if (op instanceof Views.Transpose transpose) {
      return moved(node, axis -> transpose.order().indexOf(axis));
    } else if (op instanceof Views.Reshape reshape && reshape.isSqueeze(node)) {
      return squeezed(node);
    } else if (op instanceof Views.Slice slice) {
      return without(node, List.of(slice.axis()));
    } else if (op instanceof Views.Pick pick && in(node, 1).isNone()) {
      int rank = node.input(0).shape().rank();
      List<Integer> last = new ArrayList<>();
      for (int axis = rank - pick.axes(); axis < rank; axis++) {
        last.add(axis);
      }
      return without(node, last);
    }
    return UNKNOWN;
  }

  private Change elementwise(Node node, Elementwise op) {
    return switch (op) {
      case ADD -> combined(in(node, 0), in(node, 1), 1);
      case SUB -> combined(in(node, 0), in(node, 1), -1);
      case NEG -> in(node, 0).times(-1);
      case MUL -> {
        Optional<Double> factor = Patterns.literal(node.input(0));
        yield factor.isPresent() ? in(node, 1).times(factor.get()) : UNKNOWN;
      }
      case DIV -> divided(node);
      // The largest element as a constant shifts values, and no derivative flows through it.
      case STOP_GRADIENT -> node.origin().function().equals("stopGradient") ? UNKNOWN : in(node, 0);
      default -> UNKNOWN;
    };
  }

  private Change divided(Node node) {
    Change x = in(node, 0);
    if (node.input(1).op() instanceof Leaf.Literal literal) {
      return x.times(1 / literal.value());
    } else if (node.input(1).op() instanceof Leaf.Size size) {
      return new Change(x.axes(), x.factor(), x.numerator(), x.denominator().times(size.size()));
    }
    return UNKNOWN;
  }

  private static Change combined(Change a, Change b, int sign) {
    if (a.isNone()) {
      return b.times(sign);
    }
    if (b.isNone()) {
      return a;
    }
    if (!a.isLike(b)) {
      return UNKNOWN;
    }
    double factor = a.factor() + sign * b.factor();
    return Math.abs(factor) < 1e-12 * Math.abs(a.factor())
        ? NONE
        : new Change(a.axes(), factor, a.numerator(), a.denominator());
  }

  private Change reduce(Node node, Reduce reduce) {
    Change kept = without(node, reduce.axes());
    if (kept.isUnknown() || reduce.operator() == Reduce.Operator.ARGMAX) {
      return kept.isUnknown() ? UNKNOWN : NONE;
    } else if (reduce.operator() != Reduce.Operator.SUM) {
      return kept;
    }
    Poly count = Patterns.count(node);
    return count.isConstant()
        ? kept.times((double) count.constant())
        : new Change(kept.axes(), kept.factor(), kept.numerator().times(count), kept.denominator());
  }

  /** The change where axes disappear or are cut along which it is constant. */
  private Change without(Node node, List<Integer> removed) {
    if (in(node, 0).axes().stream().anyMatch(removed::contains)) {
      return UNKNOWN;
    }
    boolean keepsRank = node.shape().rank() == node.input(0).shape().rank();
    return moved(
        node,
        axis -> keepsRank ? axis : axis - (int) removed.stream().filter(r -> r < axis).count());
  }

  private Change squeezed(Node node) {
    List<Integer> from = longAxes(node.input(0).shape());
    List<Integer> to = longAxes(node.shape());
    return moved(node, axis -> to.get(from.indexOf(axis)));
  }

  private static List<Integer> longAxes(Shape shape) {
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (!shape.dim(axis).isConstant(1)) {
        axes.add(axis);
      }
    }
    return axes;
  }

  private Change moved(Node node, IntUnaryOperator to) {
    Change x = in(node, 0);
    return x.at(x.axes().stream().map(axis -> axis < 0 ? -1 : to.applyAsInt(axis)).toList());
  }
}
