package io.tikhonov.processor.analysis;

import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Kind;
import io.tikhonov.processor.ir.MatMul;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Reduce;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Parameters that stay 0 together: with all of them 0 the gradient of every term with respect to
 * each of them is 0, whatever everything else is. The value 0 is propagated through the values and
 * back through the derivatives.
 */
public final class ZeroSet {

  private ZeroSet() {}

  /**
   * The largest such set.
   *
   * @param candidates the parameters that start at 0
   * @param terms scalars
   * @param trains whether a parameter receives the gradient of a term
   */
  public static Set<Node> of(
      Collection<Node> candidates, Collection<Node> terms, BiPredicate<Node, Node> trains) {
    Set<Node> members = new LinkedHashSet<>(candidates);
    boolean changed = true;
    while (changed && !members.isEmpty()) {
      changed = false;
      for (Node term : terms) {
        Set<Node> moved = receivers(term, members);
        changed |= members.removeIf(m -> trains.test(term, m) && moved.contains(m));
      }
    }
    return members;
  }

  /** True if a term has gradient 0 with respect to a parameter when it is 0. */
  public static boolean staysAtZero(Node parameter, Node term) {
    return !receivers(term, Set.of(parameter)).contains(parameter);
  }

  /** The nodes that may receive a derivative that is not 0. */
  private static Set<Node> receivers(Node term, Set<Node> zeros) {
    Map<Node, Double> given = new HashMap<>();
    zeros.forEach(zero -> given.put(zero, 0.0));
    Uniform values = new Uniform(given, 3);
    values.of(term);
    Set<Node> receivers = new HashSet<>(Set.of(term));
    List<Node> nodes = Reach.inOrder(term);
    for (int k = nodes.size() - 1; k >= 0; k--) {
      Node node = nodes.get(k);
      if (receivers.contains(node)) {
        for (int i = 0; i < node.inputs().size(); i++) {
          if (node.input(i).kind() != Kind.INDEX && passes(node, i, values)) {
            receivers.add(node.input(i));
          }
        }
      }
    }
    return receivers;
  }

  /** False if the derivative of a node with respect to an input is known to be 0. */
  private static boolean passes(Node node, int i, Uniform values) {
    if (node.op() instanceof MatMul) {
      return !values.is(node.input(1 - i), 0);
    } else if (node.op() instanceof Reduce reduce) {
      return reduce.operator() != Reduce.Operator.ARGMAX;
    }
    return !(node.op() instanceof Elementwise op) || passes(node, op, i, values);
  }

  private static boolean passes(Node node, Elementwise op, int i, Uniform values) {
    OptionalDouble first = values.of(node.input(0));
    boolean zero = values.is(node.input(0), 0);
    return switch (op) {
      case SIGN, FLOOR, GREATER, LESS, EQUAL, STOP_GRADIENT, TO_REAL, ROUND_BFLOAT16 -> false;
      case MUL -> !values.is(node.input(1 - i), 0);
      case DIV -> i == 0 || !values.is(node, 0);
      case SQUARE, ABS, NORM_ROOT, COS -> !zero;
      case RELU -> first.isEmpty() || first.getAsDouble() > 0;
      case POW -> {
        boolean flat = Patterns.literal(node.input(1)).filter(q -> q > 1).isPresent();
        yield i == 0 ? !(flat && zero) : Patterns.literal(node.input(1)).isEmpty();
      }
      case MAXIMUM, MINIMUM -> {
        OptionalDouble own = values.of(node.input(i));
        OptionalDouble other = values.of(node.input(1 - i));
        boolean loses =
            own.isPresent()
                && other.isPresent()
                && (op == Elementwise.MAXIMUM
                    ? own.getAsDouble() < other.getAsDouble()
                    : own.getAsDouble() > other.getAsDouble());
        yield !loses;
      }
      case WHERE -> {
        boolean taken = first.isEmpty() || (first.getAsDouble() != 0 ? i == 1 : i == 2);
        yield i > 0 && taken;
      }
      default -> true;
    };
  }
}
