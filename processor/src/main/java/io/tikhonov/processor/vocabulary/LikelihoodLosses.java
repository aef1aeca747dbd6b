package io.tikhonov.processor.vocabulary;

import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** Negative log likelihoods, without their constants. */
final class LikelihoodLosses {
  /** The smallest variance of the Gaussian likelihood, as PyTorch's. */
  private static final double SMALLEST_VARIANCE = 1e-6;

  /** Added to the rate of the Poisson likelihood under the logarithm, as PyTorch's. */
  private static final double SMALLEST_RATE = 1e-8;

  private LikelihoodLosses() {}

  static void register(Registry losses) {
    LossFunctions.elementary(
        losses, "poissonNegativeLogLikelihood", (g, s, k) -> g.sub(g.exp(s), g.mul(k, s)));
    LossFunctions.elementary(
        losses,
        "poissonRateNegativeLogLikelihood",
        (g, rate, k) -> g.sub(rate, g.mul(k, g.log(g.add(rate, g.literal(SMALLEST_RATE))))));
    losses.tensor("gaussianNegativeLogLikelihood", call -> gaussian(call, null));
    losses.tensor("betaGaussianNegativeLogLikelihood", LikelihoodLosses::betaGaussian);
    losses.tensor("logVarianceNegativeLogLikelihood", LikelihoodLosses::logVariance);
    losses.tensor("bernoulliEvidenceBound", call -> evidence(call, BinaryLosses::crossEntropy));
    losses.tensor(
        "gaussianEvidenceBound",
        call -> evidence(call, (g, x, t) -> g.mul(g.literal(0.5), g.square(g.sub(x, t)))));
  }

  private static Node betaGaussian(Call call) {
    call.require(3, Domain.UNIT, "beta");
    return gaussian(call, call.node(3));
  }

  /** (log v + (t − m)²/v)/2 with v at least 1e-6; the bound does not stop the derivative. */
  private static Node gaussian(Call call, Node beta) {
    Shapes.meet(call, 0, 3);
    Graph g = call.graph();
    Node error = g.square(g.sub(call.node(1), call.node(0)));
    Node raw = call.node(2);
    Node missing = g.apply(Elementwise.RELU, g.sub(g.literal(SMALLEST_VARIANCE), raw));
    Node variance = g.add(raw, g.stopGradient(missing));
    Node each = g.add(g.log(variance), g.div(error, variance));
    if (beta != null) {
      each = g.mul(g.stopGradient(g.pow(variance, beta)), each);
    }
    return g.mul(g.literal(0.5), g.mean(each));
  }

  /** (s + (t − m)²·exp(−s))/2 for s = log v. */
  private static Node logVariance(Call call) {
    Shapes.meet(call, 0, 3);
    Graph g = call.graph();
    Node error = g.square(g.sub(call.node(1), call.node(0)));
    Node s = call.node(2);
    return g.mul(g.literal(0.5), g.mean(g.add(s, g.mul(error, g.exp(g.neg(s))))));
  }

  /** Σ reconstruction + β·KL for each row along axis 0, then the mean. */
  private static Node evidence(Call call, LossFunctions.Elementary reconstruction) {
    call.require(4, Domain.NON_NEGATIVE, "beta");
    Shapes.meet(call, 0, 2);
    Shapes.meet(call, 2, 4);
    Graph g = call.graph();
    Node each = reconstruction.apply(g, call.node(0), call.node(1));
    Node mean = call.node(2);
    Shape rows = each.shape();
    if (rows.isScalar() || mean.isScalar()) {
      throw call.problem(
          Rule.WRONG_RANK,
          "%s needs one row for each example along axis 0.".formatted(call.name()));
    }
    Shapes.same(call, 0, rows.dim(0), 2, mean.shape().dim(0));
    Node divergence = ActivationPenalties.gaussianKl(g, mean, call.node(3));
    Node bound = g.add(sumOfRows(g, each), g.mul(call.node(4), sumOfRows(g, divergence)));
    return g.mean(bound);
  }

  /** The sum over all axes but the first. */
  static Node sumOfRows(Graph g, Node x) {
    List<Integer> inside = IntStream.range(1, x.shape().rank()).boxed().toList();
    return g.sum(x, inside);
  }
}
