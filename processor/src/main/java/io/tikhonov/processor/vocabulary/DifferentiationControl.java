package io.tikhonov.processor.vocabulary;

import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.ir.Node;

/** Functions that control differentiation, and the fixed-point loop. */
final class DifferentiationControl {

  private DifferentiationControl() {}

  static void register(Registry ops) {
    // stopGradient is an entry of Elementwise.
    ops.tensor("gradient", DifferentiationControl::gradient);
    ops.tensor(
        "averaged", call -> call.graph().stopGradient(call.session().averaged(call.node(0))));
    ops.value("iterate", DifferentiationControl::iterate);
  }

  private static Node gradient(Call call) {
    Node y = call.node(0);
    if (!y.isScalar()) {
      throw call.problem(
          Rule.BAD_GRADIENT,
          0,
          "gradient(y, x) needs a scalar y, but %s is %s. Use sum(%s) if its rows do not depend on"
                  .formatted(call.source(0), y.shape(), call.source(0))
              + " each other.");
    }
    return call.session().gradient(y, call.node(1));
  }

  private static Value iterate(Call call) {
    int steps = call.integer(0);
    if (steps < 0) {
      throw call.problem(
          Rule.VALUE_OUT_OF_RANGE, 0, "steps = " + steps + " in iterate must be at least 0.");
    }
    if (!(call.value(2) instanceof Value.OfFunction function)) {
      throw call.problem(
          Rule.UNSUPPORTED_CONSTRUCT, 2, "iterate needs a lambda or a method reference here.");
    }
    Value value = Value.of(call.node(1));
    for (int step = 0; step < steps; step++) {
      value = function.body().apply(value);
      if (value instanceof Value.Unknown) {
        return value;
      }
      if (value instanceof Value.OfTensor next
          && !next.node().shape().equals(call.node(1).shape())) {
        throw call.problem(
            Rule.DIMENSION_MISMATCH,
            2,
            "iterate: the start is %s and one step turns it into %s; both must have the same shape."
                .formatted(
                    Shapes.describe(call.node(1).shape()), Shapes.describe(next.node().shape())));
      }
    }
    return value instanceof Value.OfTensor tensor ? Value.of(tensor.node()) : value;
  }
}
