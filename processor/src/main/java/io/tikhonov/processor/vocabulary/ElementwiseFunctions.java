package io.tikhonov.processor.vocabulary;

import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import java.util.Optional;

/**
 * Elementwise functions. Those of {@link Elementwise} come by their names; the others are composed
 * here, with PyTorch's derivatives at kinks.
 */
final class ElementwiseFunctions {

  private ElementwiseFunctions() {}

  static void register(Registry ops) {
    for (Elementwise op : Elementwise.values()) {
      ops.tensor(op.opName(), call -> apply(call, op));
    }
    ops.tensor("leakyRelu", call -> leakyRelu(call.graph(), call.node(0), number(call, 1, 0.01)));
    ops.tensor("elu", call -> elu(call.graph(), call.node(0), number(call, 1, 1)));
    ops.tensor("gelu", call -> gelu(call.graph(), call.node(0)));
    ops.tensor("silu", call -> silu(call.graph(), call.node(0)));
    ops.tensor("clamp", ElementwiseFunctions::clamp);
  }

  static Node apply(Call call, Elementwise op) {
    Shapes.meet(call, 0, op.arity());
    Optional<Node> stable = StableForms.of(call, op);
    if (stable.isPresent()) {
      return stable.get();
    }
    return call.graph().apply(op, call.nodes(0, op.arity()).toArray(Node[]::new));
  }

  private static Node number(Call call, int i, double otherwise) {
    return i < call.count() ? call.node(i) : call.graph().literal(otherwise);
  }

  /** x where x is positive, slope·x elsewhere. */
  private static Node leakyRelu(Graph g, Node x, Node slope) {
    return g.where(g.greater(x, g.literal(0)), x, g.mul(slope, x));
  }

  /** x where x is positive, alpha·(exp(x) − 1) elsewhere. */
  private static Node elu(Graph g, Node x, Node alpha) {
    Node positive = g.greater(x, g.literal(0));
    // Where x is positive the exponential is not taken, because it could overflow there.
    Node below = g.where(positive, g.literal(0), x);
    return g.where(positive, x, g.mul(alpha, g.apply(Elementwise.EXPM1, below)));
  }

  /** x·Φ(x) with the normal distribution function Φ. */
  private static Node gelu(Graph g, Node x) {
    Node erf = g.apply(Elementwise.ERF, g.mul(g.literal(Math.sqrt(0.5)), x));
    return g.mul(g.mul(g.literal(0.5), x), g.add(erf, g.literal(1)));
  }

  /** x·sigmoid(x). */
  private static Node silu(Graph g, Node x) {
    return g.mul(x, g.apply(Elementwise.SIGMOID, x));
  }

  /** Selects instead of taking extrema, so that the derivative at the bounds is 1. */
  private static Node clamp(Call call) {
    Graph g = call.graph();
    Node x = call.node(0);
    Node low = call.node(1);
    Node high = call.node(2);
    Node bounded = g.where(g.greater(x, high), high, x);
    return g.where(g.apply(Elementwise.LESS, x, low), low, bounded);
  }
}
