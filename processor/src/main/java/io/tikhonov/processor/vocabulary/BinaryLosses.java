package io.tikhonov.processor.vocabulary;

import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;

/** Losses of a yes or no: targets in [0, 1], or signs −1 and 1. Means over all elements. */
final class BinaryLosses {
  /** exp(−100): PyTorch cuts logarithms of probabilities off at −100. */
  private static final double SMALLEST_PROBABILITY = Math.exp(-100);

  private BinaryLosses() {}

  static void register(Registry losses) {
    losses.tensor("sigmoidCrossEntropy", BinaryLosses::sigmoidCrossEntropy);
    losses.tensor("sigmoidFocal", BinaryLosses::sigmoidFocal);
    losses.tensor(
        "binaryCrossEntropy",
        call -> {
          Probabilities.require(
              call, 0, "Pass their sigmoid, or use sigmoidCrossEntropy, which takes logits.");
          return LossFunctions.mean(call, BinaryLosses::binaryCrossEntropy);
        });
    losses.tensor("hinge", call -> hinge(call, false));
    losses.tensor("squaredHinge", call -> hinge(call, true));
    LossFunctions.elementary(
        losses, "softMargin", (g, z, y) -> g.apply(Elementwise.SOFTPLUS, g.neg(g.mul(y, z))));
    losses.tensor("hingeEmbedding", BinaryLosses::hingeEmbedding);
    losses.tensor("marginRanking", BinaryLosses::marginRanking);
  }

  private static Node sigmoidCrossEntropy(Call call) {
    Logits.requireForSigmoid(call);
    if (call.count() == 2) {
      return LossFunctions.mean(call, BinaryLosses::crossEntropy);
    }
    call.require(2, Domain.NON_NEGATIVE, "positiveWeight");
    Shapes.meet(call, 0, 3);
    Graph g = call.graph();
    Node z = call.node(0);
    Node t = call.node(1);
    Node one = g.literal(1);
    Node weight = g.add(one, g.mul(g.sub(call.node(2), one), t));
    Node tail = g.mul(weight, g.apply(Elementwise.SOFTPLUS, g.neg(z)));
    return g.mean(g.add(g.mul(g.sub(one, t), z), tail));
  }

  /** (1 − t)·z + log(1 + exp(−z)), which loses no digits for confident predictions. */
  static Node crossEntropy(Graph g, Node z, Node t) {
    Node wrong = g.mul(g.sub(g.literal(1), t), z);
    return g.add(wrong, g.apply(Elementwise.SOFTPLUS, g.neg(z)));
  }

  /** a·(1 − p)^γ times the cross entropy, p the probability of the truth. */
  private static Node sigmoidFocal(Call call) {
    call.require(2, Domain.NON_NEGATIVE, "gamma");
    call.require(3, Domain.UNIT, "alpha");
    Logits.requireForSigmoid(call);
    return LossFunctions.mean(
        call,
        (g, z, t) -> {
          Node one = g.literal(1);
          Node p = g.apply(Elementwise.SIGMOID, z);
          Node others = g.sub(one, t);
          // 1 − (p·t + (1 − p)(1 − t)), written as a sum of positive numbers.
          Node missing = g.add(g.mul(g.apply(Elementwise.SIGMOID, g.neg(z)), t), g.mul(p, others));
          Node alpha = call.node(3);
          Node balance = g.add(g.mul(alpha, t), g.mul(g.sub(one, alpha), others));
          Node focus = ClassLosses.power(g, missing, call.node(2));
          return g.mul(g.mul(balance, focus), crossEntropy(g, z, t));
        });
  }

  private static Node binaryCrossEntropy(Graph g, Node p, Node t) {
    Node one = g.literal(1);
    Node yes = g.mul(t, log(g, p));
    Node no = g.mul(g.sub(one, t), log(g, g.sub(one, p)));
    return g.neg(g.add(yes, no));
  }

  /** log p, at least −100. */
  private static Node log(Graph g, Node p) {
    Node smallest = g.literal(SMALLEST_PROBABILITY);
    return g.log(g.where(g.greater(p, smallest), p, smallest));
  }

  private static Node hinge(Call call, boolean squared) {
    Graph graph = call.graph();
    boolean given = call.count() > 2;
    if (given) {
      call.require(2, Domain.NON_NEGATIVE, "margin");
    }
    Node margin = given ? call.node(2) : graph.literal(1);
    return LossFunctions.mean(
        call,
        (g, z, y) -> {
          Node missing = g.apply(Elementwise.RELU, g.sub(margin, g.mul(y, z)));
          return squared ? g.square(missing) : missing;
        });
  }

  /** d for the sign 1, max(0, m − d) for −1. */
  private static Node hingeEmbedding(Call call) {
    call.require(2, Domain.NON_NEGATIVE, "margin");
    return LossFunctions.mean(
        call,
        (g, d, y) ->
            g.where(
                g.greater(y, g.literal(0)), d, g.apply(Elementwise.RELU, g.sub(call.node(2), d))));
  }

  /** max(0, m − y·(a − b)). */
  private static Node marginRanking(Call call) {
    call.require(3, Domain.NON_NEGATIVE, "margin");
    Shapes.meet(call, 0, 3);
    Graph g = call.graph();
    Node ahead = g.mul(call.node(2), g.sub(call.node(0), call.node(1)));
    return g.mean(g.apply(Elementwise.RELU, g.sub(call.node(3), ahead)));
  }
}
