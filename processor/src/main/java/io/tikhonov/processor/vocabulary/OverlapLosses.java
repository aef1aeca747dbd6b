package io.tikhonov.processor.vocabulary;

import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import java.util.ArrayList;
import java.util.List;

/** Losses of regions: how far a mask of probabilities p covers a mask g of zeros and ones. */
final class OverlapLosses {
  private static final double SMALLEST_WEIGHT_COUNT = 1e-6;

  private OverlapLosses() {}

  static void register(Registry losses) {
    losses.tensor("dice", call -> complement(call, coefficient(call, false)));
    losses.tensor("squaredDice", call -> complement(call, coefficient(call, true)));
    losses.tensor("logDice", call -> call.graph().neg(call.graph().log(coefficient(call, false))));
    losses.tensor("generalizedDice", OverlapLosses::generalized);
    losses.tensor("tversky", call -> complement(call, tversky(call, call.node(2), call.node(3))));
    losses.tensor("focalTversky", OverlapLosses::focalTversky);
    losses.tensor(
        "jaccard",
        call -> {
          Node one = call.graph().literal(1);
          return complement(call, tversky(call, one, one));
        });
  }

  private static Node complement(Call call, Node coefficient) {
    return call.graph().sub(call.graph().literal(1), coefficient);
  }

  /** (2Σpg + s)/(Σp + Σg + s), or with squares in the denominator. */
  private static Node coefficient(Call call, boolean squared) {
    call.require(2, Domain.NON_NEGATIVE, "smoothing");
    requireAlike(call);
    Graph g = call.graph();
    Node p = call.node(0);
    Node t = call.node(1);
    Node smoothing = call.node(2);
    Node common = g.mul(g.literal(2), g.sum(g.mul(p, t)));
    Node sizes =
        squared ? g.add(g.sum(g.square(p)), g.sum(g.square(t))) : g.add(g.sum(p), g.sum(t));
    return g.div(g.add(common, smoothing), g.add(sizes, smoothing));
  }

  private static void requireAlike(Call call) {
    Node p = call.node(0);
    Node t = call.node(1);
    Probabilities.require(call, 0, "Pass their sigmoid or softmax.");
    if (!p.shape().equals(t.shape())) {
      throw call.problem(
          Rule.DIMENSION_MISMATCH,
          "%s: the probabilities %s are %s and the targets %s are %s; both need the same shape."
              .formatted(
                  call.name(),
                  call.source(0),
                  Shapes.describe(p.shape()),
                  call.source(1),
                  Shapes.describe(t.shape())));
    }
  }

  /** 1 − 2Σw·Σpg/Σw(Σp + Σg) over classes along the last axis with w = 1/(Σg)². */
  private static Node generalized(Call call) {
    requireAlike(call);
    Graph g = call.graph();
    Node p = call.node(0);
    Node t = call.node(1);
    if (p.shape().rank() < 2) {
      throw call.problem(
          Rule.WRONG_RANK,
          0,
          "generalizedDice needs (..., classes), but %s is %s."
              .formatted(call.source(0), Shapes.describe(p.shape())));
    }
    List<Integer> others = new ArrayList<>(Graph.allAxes(p));
    others.remove(Integer.valueOf(p.shape().rank() - 1));
    Node sizes = g.sum(t, others);
    Node smallest = g.literal(SMALLEST_WEIGHT_COUNT);
    // A class that does not occur has no weight, instead of an infinite one.
    Node occurs = g.greater(sizes, smallest);
    Node inverse = g.div(g.literal(1), g.square(g.where(occurs, sizes, g.literal(1))));
    Node weights = g.where(occurs, inverse, g.literal(0));
    Node common = g.sum(g.mul(weights, g.sum(g.mul(p, t), others)));
    Node all = g.sum(g.mul(weights, g.add(g.sum(p, others), sizes)));
    return complement(call, g.div(g.mul(g.literal(2), common), g.max(all, smallest)));
  }

  /** (TP + s)/(TP + a·FP + b·FN + s) with s = 1e-6. */
  private static Node tversky(Call call, Node a, Node b) {
    requireAlike(call);
    Graph g = call.graph();
    Node p = call.node(0);
    Node t = call.node(1);
    Node one = g.literal(1);
    Node hit = g.add(g.sum(g.mul(p, t)), g.literal(SMALLEST_WEIGHT_COUNT));
    Node surplus = g.mul(a, g.sum(g.mul(p, g.sub(one, t))));
    Node missed = g.mul(b, g.sum(g.mul(g.sub(one, p), t)));
    return g.div(hit, g.add(hit, g.add(surplus, missed)));
  }

  private static Node focalTversky(Call call) {
    call.require(4, Domain.POSITIVE, "gamma");
    Node missing = complement(call, tversky(call, call.node(2), call.node(3)));
    return ClassLosses.power(call.graph(), missing, call.node(4));
  }
}
