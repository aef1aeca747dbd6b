package io.tikhonov.processor.analysis;

import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Reduce;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Points at which values are known to be attained: all elements of the parameters equal, and all of
 * the inputs. Constants, states and hyperparameters are not chosen by anybody and stay unknown.
 */
public final class Witnesses {
  private static final long SIZE = 3;

  /** Values of parameters and inputs; large ones saturate activations. */
  private static final double[][] POINTS = {
    {0, 0}, {1, 1}, {-1, 1}, {1, -1}, {-1, -1}, {1e4, 1e4}, {-1e4, 1e4}
  };

  private final List<Uniform> points = new ArrayList<>();
  private final Ranges ranges;

  /**
   * @param roots the values whose leaves are set
   */
  public Witnesses(Collection<Node> roots, Ranges ranges) {
    this.ranges = ranges;
    List<Node> nodes = Reach.inOrder(roots);
    for (double[] point : POINTS) {
      Map<Node, Double> given = new HashMap<>();
      for (Node node : nodes) {
        if (Reach.isStored(node, Leaf.Role.PARAMETER) || Reach.isStored(node, Leaf.Role.AVERAGE)) {
          given.put(node, point[0]);
        } else if (Reach.isStored(node, Leaf.Role.INPUT)) {
          given.put(node, point[1]);
        }
      }
      points.add(new Uniform(given, SIZE));
    }
  }

  /** True if an element of the value is 0 somewhere, if need be by rounding of a saturated one. */
  public boolean attainsZero(Node node) {
    for (Uniform point : points) {
      if (point.is(node, 0)) {
        return true;
      }
    }
    return saturates(node);
  }

  /** The value at some point, if one is known. */
  public OptionalDouble any(Node node) {
    return points.stream()
        .map(point -> point.of(node))
        .filter(OptionalDouble::isPresent)
        .findFirst()
        .orElse(OptionalDouble.empty());
  }

  /** True for a softmax whose logits have no bound, and for its sums over other axes. */
  private boolean saturates(Node node) {
    Node x = Patterns.strip(node);
    if (x.op() == Elementwise.SIGMOID) {
      return ranges.of(x.input(0)).low() == Double.NEGATIVE_INFINITY;
    }
    if (x.op() == Elementwise.STOP_GRADIENT) {
      return attainsZero(x.input(0));
    }
    if (x.op() instanceof Reduce reduce && reduce.operator() == Reduce.Operator.SUM) {
      Node inside = x.input(0);
      return Patterns.softmaxSum(inside)
          .filter(sum -> !Patterns.axes(sum).equals(reduce.axes()))
          .filter(sum -> isUnbounded(inside))
          .isPresent();
    }
    if (Patterns.softmaxSum(x).isPresent()) {
      return isUnbounded(x);
    }
    return Patterns.mean(x)
        .flatMap(
            m ->
                Patterns.softmaxSum(m.of())
                    .map(sum -> !Patterns.axes(sum).equals(m.axes()) && isUnbounded(m.of())))
        .orElse(false);
  }

  private boolean isUnbounded(Node softmax) {
    Node exponent = softmax.input(0).input(0);
    Node logits = Patterns.shifted(exponent).orElse(exponent);
    return !ranges.of(logits).isBounded();
  }
}
