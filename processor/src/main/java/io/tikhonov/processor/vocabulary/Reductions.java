package io.tikhonov.processor.vocabulary;

import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Reduce;
import java.util.List;

/** Reductions and what is built on them. */
final class Reductions {

  private Reductions() {}

  /** A reduction over axes. */
  private interface Reduction {
    Node apply(Graph graph, Node x, List<Integer> axes);
  }

  static void register(Registry ops) {
    reduction(ops, "sum", Graph::sum);
    reduction(ops, "mean", Graph::mean);
    reduction(ops, "max", (g, x, axes) -> g.reduce(Reduce.Operator.MAX, x, axes));
    reduction(ops, "min", (g, x, axes) -> g.reduce(Reduce.Operator.MIN, x, axes));
    reduction(ops, "norm", Graph::norm);
    ops.value(
        "variance",
        call -> {
          List<Integer> axes = Axes.axes(call, 1, call.node(0));
          warnOfOne(call, call.node(0), axes);
          return reduced(call, axes, Reductions::variance);
        });
    reduction(ops, "logSumExp", Reductions::logSumExp);
    reduction(
        ops,
        "argmax",
        (g, x, axes) -> g.apply(Elementwise.TO_REAL, g.reduce(Reduce.Operator.ARGMAX, x, axes)));
    ops.tensor("keepDims", Reductions::keepDims);
    ops.tensor("softmax", call -> noted(call, softmax(call.graph(), call.node(0), oneAxis(call))));
    ops.tensor(
        "logSoftmax", call -> noted(call, logSoftmax(call.graph(), call.node(0), oneAxis(call))));
  }

  private static void reduction(Registry ops, String name, Reduction reduction) {
    ops.value(
        name,
        call -> {
          return reduced(call, Axes.axes(call, 1, call.node(0)), reduction);
        });
  }

  private static Value reduced(Call call, List<Integer> axes, Reduction reduction) {
    Node x = call.node(0);
    return new Value.OfTensor(
        reduction.apply(call.graph(), x, axes), new Value.Reduced(x.shape(), axes));
  }

  /** A variance over one element is 0. */
  static void warnOfOne(Call call, Node x, List<Integer> axes) {
    Poly count = axes.stream().map(x.shape()::dim).reduce(Poly.ONE, Poly::times);
    if (count.isConstant(1)) {
      call.session()
          .report(
              Rule.VARIANCE_OF_ONE,
              null,
              "%s takes the variance over axes of size 1 of %s, which is 0 for every input: %s. Choose"
                      .formatted(
                          call.name(),
                          Shapes.describe(x.shape()),
                          call.name().equals("variance")
                              ? "the result is 0"
                              : "the result is the shift alone")
                  + " axes with more elements.");
    }
  }

  /** Losses of logits warn when they get such a value. */
  private static Node noted(Call call, Node value) {
    call.session().madeBy(value, call.name());
    return value;
  }

  private static List<Integer> oneAxis(Call call) {
    return List.of(Axes.axis(call, 1, call.node(0).shape()));
  }

  /** The mean squared distance from the mean, divided by n. */
  static Node variance(Graph g, Node x, List<Integer> axes) {
    Node centred = g.sub(x, g.expand(g.mean(x, axes), x.shape(), axes));
    return g.mean(g.square(centred), axes);
  }

  /** The largest element, as a constant: shifting by it changes no value and no derivative. */
  private static Node shift(Graph g, Node x, List<Integer> axes) {
    return g.stopGradient(g.reduce(Reduce.Operator.MAX, x, axes));
  }

  static Node logSumExp(Graph g, Node x, List<Integer> axes) {
    Node shift = shift(g, x, axes);
    Node exp = g.exp(g.sub(x, g.expand(shift, x.shape(), axes)));
    return g.add(shift, g.log(g.sum(exp, axes)));
  }

  private static Node softmax(Graph g, Node x, List<Integer> axes) {
    Node exp = g.exp(g.sub(x, g.expand(shift(g, x, axes), x.shape(), axes)));
    return g.div(exp, g.expand(g.sum(exp, axes), x.shape(), axes));
  }

  static Node logSoftmax(Graph g, Node x, List<Integer> axes) {
    return g.sub(x, g.expand(logSumExp(g, x, axes), x.shape(), axes));
  }

  private static Node keepDims(Call call) {
    if (call.value(0) instanceof Value.OfTensor tensor && tensor.reduction() != null) {
      return call.graph()
          .keepAxes(tensor.node(), tensor.reduction().full(), tensor.reduction().axes());
    }
    throw call.problem(
        Rule.KEEP_DIMS_WITHOUT_REDUCTION,
        0,
        "keepDims stands around a reduction call such as sum(x, 1), but %s is none. Put keepDims"
                .formatted(call.source(0))
            + " directly around the reduction whose axes it shall keep.");
  }
}
