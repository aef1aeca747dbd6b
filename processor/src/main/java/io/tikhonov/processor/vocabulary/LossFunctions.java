package io.tikhonov.processor.vocabulary;

import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;

/** Losses: the mean over all elements, over rows for class labels; formulas as PyTorch's. */
final class LossFunctions {
  private LossFunctions() {}

  /** A loss of one element from prediction and target. */
  interface Elementary {
    Node apply(Graph g, Node prediction, Node target);
  }

  static void register(Registry losses) {
    ClassLosses.register(losses);
    BinaryLosses.register(losses);
    PairLosses.register(losses);
    OverlapLosses.register(losses);
    LikelihoodLosses.register(losses);
    elementary(losses, "meanSquaredError", (g, p, t) -> g.square(g.sub(p, t)));
    elementary(losses, "meanAbsoluteError", (g, p, t) -> g.abs(g.sub(p, t)));
    elementary(losses, "logCosh", (g, p, t) -> logCosh(g, g.sub(p, t)));
    losses.tensor("huber", call -> rooted(call, "delta", LossFunctions::huberOf));
    losses.tensor("smoothL1", call -> rooted(call, "beta", LossFunctions::smoothL1Of));
    losses.tensor("pinball", LossFunctions::pinball);
    losses.tensor("charbonnier", call -> rooted(call, "epsilon", LossFunctions::charbonnierOf));
    losses.tensor("pseudoHuber", call -> rooted(call, "delta", LossFunctions::pseudoHuberOf));
    losses.tensor("dataFidelity", LossFunctions::dataFidelity);
    losses.tensor("flooded", LossFunctions::flooded);
    losses.tensor("weightedMean", LossFunctions::weightedMean);
    losses.tensor("inverseFrequencyWeights", LossFunctions::inverseFrequencyWeights);
    losses.tensor("effectiveNumberWeights", LossFunctions::effectiveNumberWeights);
  }

  static void elementary(Registry losses, String name, Elementary loss) {
    losses.tensor(name, call -> mean(call, loss));
  }

  static Node mean(Call call, Elementary loss) {
    Shapes.meet(call, 0, 2);
    return call.graph().mean(loss.apply(call.graph(), call.node(0), call.node(1)));
  }

  /** log(cosh(d)) = d + log(1 + exp(−2d)) − log 2, which does not overflow. */
  private static Node logCosh(Graph g, Node d) {
    Node tail = g.apply(Elementwise.SOFTPLUS, g.mul(g.literal(-2), d));
    return g.sub(g.add(d, tail), g.literal(Math.log(2)));
  }

  /** The mean of a function of the residual and a positive number. */
  private static Node rooted(Call call, String what, Elementary loss) {
    call.require(2, Domain.POSITIVE, what);
    Shapes.meet(call, 0, 2);
    Graph g = call.graph();
    return g.mean(loss.apply(g, g.sub(call.node(0), call.node(1)), call.node(2)));
  }

  /** d²/2 up to delta, delta·(|d| − delta/2) from there on. */
  private static Node huberOf(Graph g, Node d, Node delta) {
    Node half = g.literal(0.5);
    Node size = g.abs(d);
    Node line = g.mul(delta, g.sub(size, g.mul(half, delta)));
    return g.where(g.greater(size, delta), line, g.mul(half, g.square(d)));
  }

  /** d²/(2·beta) below beta, |d| − beta/2 from there on. */
  private static Node smoothL1Of(Graph g, Node d, Node beta) {
    Node half = g.literal(0.5);
    Node size = g.abs(d);
    Node line = g.sub(size, g.mul(half, beta));
    Node parabola = g.mul(g.div(half, beta), g.square(d));
    return g.where(g.apply(Elementwise.LESS, size, beta), parabola, line);
  }

  /** max(q·d, (q − 1)·d) with d = target − prediction. */
  private static Node pinball(Call call) {
    call.require(2, Domain.OPEN_UNIT, "quantile");
    Shapes.meet(call, 0, 2);
    Graph g = call.graph();
    Node d = g.sub(call.node(1), call.node(0));
    Node q = call.node(2);
    return g.mean(g.max(g.mul(q, d), g.mul(g.sub(q, g.literal(1)), d)));
  }

  /** √(d² + ε²). */
  private static Node charbonnierOf(Graph g, Node d, Node epsilon) {
    return g.sqrt(g.add(g.square(d), g.square(epsilon)));
  }

  /** δ²(√(1 + (d/δ)²) − 1) = d²/(√(1 + (d/δ)²) + 1), which keeps its digits for small d. */
  private static Node pseudoHuberOf(Graph g, Node d, Node delta) {
    Node one = g.literal(1);
    Node root = g.sqrt(g.add(one, g.square(g.div(d, delta))));
    return g.div(g.square(d), g.add(root, one));
  }

  /** Σ(a − y)²/(2σ²). */
  private static Node dataFidelity(Call call) {
    call.require(2, Domain.POSITIVE, "noise");
    Shapes.meet(call, 0, 2);
    Graph g = call.graph();
    Node squares = g.sum(g.square(g.sub(call.node(0), call.node(1))));
    return g.div(squares, g.mul(g.literal(2), g.square(call.node(2))));
  }

  /** |L − b| + b. */
  private static Node flooded(Call call) {
    Node loss = Shapes.rank(call, 0, 0, "a scalar loss");
    Graph g = call.graph();
    Node level = call.node(1);
    return g.add(g.abs(g.sub(loss, level)), level);
  }

  /** Σwl/Σw. */
  private static Node weightedMean(Call call) {
    Shapes.meet(call, 0, 2);
    return weightedMean(call.graph(), call.node(0), call.node(1));
  }

  /** Σwl/Σw over the common shape. */
  static Node weightedMean(Graph g, Node losses, Node weights) {
    Node weighted = g.mul(losses, weights);
    Node all = g.broadcast(weights, weighted.shape());
    return g.div(g.sum(weighted), g.sum(all));
  }

  /** n/(K·nₖ). */
  private static Node inverseFrequencyWeights(Call call) {
    Graph g = call.graph();
    Node counts = Shapes.rank(call, 0, 1, "a vector with the number of examples of each class");
    Node total = g.div(g.sum(counts), g.size(counts.shape().dim(0)));
    return g.div(total, counts);
  }

  /** (1 − β)/(1 − βⁿ), scaled to the mean 1. */
  private static Node effectiveNumberWeights(Call call) {
    Graph g = call.graph();
    Node counts = Shapes.rank(call, 0, 1, "a vector with the number of examples of each class");
    call.require(1, Domain.OPEN_UNIT, "beta");
    Node exponent = g.mul(counts, g.log(call.node(1)));
    Node raw = g.div(g.literal(-1), g.apply(Elementwise.EXPM1, exponent));
    return g.div(raw, g.mean(raw));
  }
}
