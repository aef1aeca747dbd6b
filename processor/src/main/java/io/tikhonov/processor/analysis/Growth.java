package io.tikhonov.processor.analysis;

import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.LibraryOp;
import io.tikhonov.processor.ir.MatMul;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Op;
import io.tikhonov.processor.ir.Pointwise;
import io.tikhonov.processor.ir.Reduce;
import io.tikhonov.processor.ir.View;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How values grow when a parameter is multiplied by t → ∞ and everything else stays: at most like
 * t^order, and, where {@link Lead} says so, exactly like it for almost every value of the rest.
 */
public final class Growth {

  /** What is known of the coefficient of t^order. */
  public enum Lead {
    POSITIVE,
    NEGATIVE,
    /** Not 0, of any sign. */
    NONZERO,
    /** Nothing: the order is only a bound. */
    UNKNOWN;

    Lead negated() {
      return this == POSITIVE ? NEGATIVE : this == NEGATIVE ? POSITIVE : this;
    }

    Lead times(Lead other) {
      if (this == UNKNOWN || other == UNKNOWN) {
        return UNKNOWN;
      }
      if (this == NONZERO || other == NONZERO) {
        return NONZERO;
      }
      return this == other ? POSITIVE : NEGATIVE;
    }
  }

  /**
   * A bound.
   *
   * @param power of t; NaN if there is no known bound
   */
  public record Order(double power, Lead lead) {
    static final Order UNBOUNDED = new Order(Double.NaN, Lead.UNKNOWN);

    public boolean isKnown() {
      return !Double.isNaN(power);
    }

    private Order bound() {
      return new Order(power, Lead.UNKNOWN);
    }

    private Order scaled(double factor, Lead newLead) {
      return new Order(power * factor, newLead);
    }
  }

  private final Node parameter;
  private final Ranges ranges;
  private final Map<Node, Order> orders = new HashMap<>();

  public Growth(Node parameter, Ranges ranges) {
    this.parameter = parameter;
    this.ranges = ranges;
  }

  /** The order of a value. */
  public Order of(Node root) {
    for (Node node : Reach.inOrder(root)) {
      if (!orders.containsKey(node)) {
        orders.put(node, compute(node));
      }
    }
    return orders.get(root);
  }

  private Order in(Node node, int i) {
    return orders.get(node.input(i));
  }

  private Order compute(Node node) {
    if (node.equals(parameter)) {
      return new Order(1, Lead.NONZERO);
    }
    boolean still = node.inputs().stream().allMatch(input -> isStill(orders.get(input)));
    if (still) {
      return constant(node);
    }
    Order order = operation(node, node.op());
    Range range = ranges.of(node);
    return range.isBounded() ? new Order(0, Lead.UNKNOWN) : order;
  }

  /** Values that do not depend on the parameter keep this mark; so do bounded ones in effect. */
  private static boolean isStill(Order order) {
    return order.isKnown() && order.power() == 0 && order.lead() != Lead.UNKNOWN;
  }

  private Order constant(Node node) {
    Range range = ranges.of(node);
    if (range.low() >= 0) {
      return new Order(0, Lead.POSITIVE);
    }
    return new Order(0, range.high() <= 0 ? Lead.NEGATIVE : Lead.NONZERO);
  }

  private Order operation(Node node, Op op) {
    if (node.inputs().stream().anyMatch(input -> !orders.get(input).isKnown())) {
      return Order.UNBOUNDED;
    }
    Order x = in(node, 0);
    if (op instanceof Elementwise elementwise) {
      return elementwise(node, elementwise);
    } else if (op instanceof MatMul) {
      return product(x, in(node, 1));
    } else if (op instanceof Reduce reduce) {
      return reduce.operator() == Reduce.Operator.ARGMAX ? new Order(0, Lead.UNKNOWN) : x;
    } else if (op instanceof View || op instanceof Pointwise.Copy) {
      return x;
    }
    boolean linear = op instanceof LibraryOp library && library.isLinear();
    if (op instanceof LibraryOp.SingularValues) {
      return new Order(x.power(), x.lead() == Lead.UNKNOWN ? Lead.UNKNOWN : Lead.POSITIVE);
    }
    return linear ? x : Order.UNBOUNDED;
  }

  private static Order product(Order a, Order b) {
    return new Order(a.power() + b.power(), a.lead().times(b.lead()));
  }

  private Order elementwise(Node node, Elementwise op) {
    Order x = in(node, 0);
    return switch (op) {
      case ADD -> sum(x, in(node, 1));
      case SUB ->
          isCentred(node) || isOfDifferentInputs(node)
              ? new Order(x.power(), x.lead() == Lead.UNKNOWN ? Lead.UNKNOWN : Lead.NONZERO)
              : sum(x, new Order(in(node, 1).power(), in(node, 1).lead().negated()));
      case MUL -> product(x, in(node, 1));
      case DIV -> quotient(node);
      case NEG -> new Order(x.power(), x.lead().negated());
      case SQUARE -> x.scaled(2, certain(x));
      case ABS -> x.scaled(1, certain(x));
      case SQRT, NORM_ROOT -> x.scaled(0.5, x.lead());
      case RELU, SOFTPLUS, STOP_GRADIENT, ROUND_BFLOAT16 -> atLeastConstant(x).bound();
      case MAXIMUM, MINIMUM -> larger(x, in(node, 1)).bound();
      case WHERE -> larger(in(node, 1), in(node, 2)).bound();
      case POW -> power(node);
      case LOG -> slow(ranges.of(node.input(0)).low() > 0);
      case LOG1P -> slow(ranges.of(node.input(0)).low() > -1);
      case GREATER, LESS, EQUAL, SIGN, SIN, COS, TANH, SIGMOID, ERF, TO_REAL ->
          new Order(0, Lead.UNKNOWN);
      case FLOOR, EXP, EXPM1 -> Order.UNBOUNDED;
    };
  }

  /** x − mean(x), which is 0 for equal elements only. */
  private static boolean isCentred(Node node) {
    return Patterns.mean(Patterns.strip(node.input(1)))
        .filter(mean -> mean.factor() == 1 && mean.of().equals(node.input(0)))
        .isPresent();
  }

  /** f(x) − g(y), which is 0 by chance only. */
  private boolean isOfDifferentInputs(Node node) {
    Set<Node> first = Reach.leaves(node.input(0), Leaf.Role.INPUT);
    Set<Node> second = Reach.leaves(node.input(1), Leaf.Role.INPUT);
    return in(node, 0).power() == in(node, 1).power()
        && in(node, 1).lead() != Lead.UNKNOWN
        && !first.isEmpty()
        && !second.isEmpty()
        && Collections.disjoint(first, second);
  }

  /** A square or an absolute value is positive if it is not 0. */
  private static Lead certain(Order x) {
    return x.lead() == Lead.UNKNOWN ? Lead.UNKNOWN : Lead.POSITIVE;
  }

  private static Order atLeastConstant(Order x) {
    return new Order(Math.max(x.power(), 0), x.lead());
  }

  private static Order larger(Order a, Order b) {
    return a.power() >= b.power() ? a : b;
  }

  private static Order sum(Order a, Order b) {
    if (a.power() != b.power()) {
      return larger(a, b);
    }
    boolean certain =
        a.lead() == b.lead() && (a.lead() == Lead.POSITIVE || a.lead() == Lead.NEGATIVE);
    return certain ? a : a.bound();
  }

  private Order quotient(Node node) {
    Order x = in(node, 0);
    Order divisor = in(node, 1);
    return divisor.lead() == Lead.UNKNOWN
        ? Order.UNBOUNDED
        : new Order(x.power() - divisor.power(), x.lead().times(divisor.lead()));
  }

  private Order power(Node node) {
    Order x = in(node, 0);
    Optional<Double> exponent = Patterns.literal(node.input(1));
    if (exponent.isEmpty() || (exponent.get() < 0 && x.lead() == Lead.UNKNOWN)) {
      return Order.UNBOUNDED;
    }
    double q = exponent.get();
    boolean positive = x.lead() == Lead.POSITIVE || (q % 2 == 0 && x.lead() != Lead.UNKNOWN);
    return x.scaled(q, positive ? Lead.POSITIVE : x.lead());
  }

  /** Logarithms grow more slowly than every power. */
  private static Order slow(boolean defined) {
    return defined ? new Order(0, Lead.UNKNOWN) : Order.UNBOUNDED;
  }
}
