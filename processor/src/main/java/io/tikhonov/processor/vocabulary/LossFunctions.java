package io.tikhonov.processor.vocabulary;

import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.ir.Views;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Losses: the mean over all elements, over rows for class labels; formulas as PyTorch's. */
final class LossFunctions {
  /** The smallest variance of the Gaussian likelihood, as PyTorch's. */
  private static final double SMALLEST_VARIANCE = 1e-6;

  private LossFunctions() {}

  /** A loss of one element from prediction and target. */
  private interface Elementary {
    Node apply(Graph g, Node prediction, Node target);
  }

  static void register(Registry losses) {
    losses.tensor("softmaxCrossEntropy", LossFunctions::softmaxCrossEntropy);
    losses.tensor(
        "sigmoidCrossEntropy",
        call -> {
          requireLogits(call);
          return mean(call, LossFunctions::sigmoidCrossEntropy);
        });
    elementary(losses, "meanSquaredError", (g, p, t) -> g.square(g.sub(p, t)));
    elementary(losses, "meanAbsoluteError", (g, p, t) -> g.abs(g.sub(p, t)));
    elementary(losses, "logCosh", (g, p, t) -> logCosh(g, g.sub(p, t)));
    elementary(losses, "poissonNegativeLogLikelihood", (g, p, t) -> g.sub(g.exp(p), g.mul(t, p)));
    losses.tensor("huber", call -> huber(call, "delta", LossFunctions::huberOf));
    losses.tensor("smoothL1", call -> huber(call, "beta", LossFunctions::smoothL1Of));
    losses.tensor("pinball", LossFunctions::pinball);
    losses.tensor("gaussianNegativeLogLikelihood", LossFunctions::gaussian);
  }

  private static void elementary(Registry losses, String name, Elementary loss) {
    losses.tensor(name, call -> mean(call, loss));
  }

  private static Node mean(Call call, Elementary loss) {
    Shapes.meet(call, 0, 2);
    return call.graph().mean(loss.apply(call.graph(), call.node(0), call.node(1)));
  }

  /** Warns of probabilities where logits belong. */
  private static void requireLogits(Call call) {
    Node z = call.node(0);
    Optional<String> maker =
        z.op() == Elementwise.SIGMOID ? Optional.of("sigmoid") : call.session().maker(z);
    boolean softmax = call.name().equals("softmaxCrossEntropy");
    maker.ifPresent(
        function ->
            call.session()
                .report(
                    Rule.TWICE_NORMALIZED,
                    call.at(0),
                    "%s expects logits but gets %s(...): %s. Pass the logits themselves."
                        .formatted(
                            call.name(), function, consequence(function, softmax, z.shape()))));
  }

  private static String consequence(String function, boolean softmax, Shape shape) {
    if (function.equals("logSoftmax")) {
      return softmax
          ? "normalizing a second time changes nothing and costs a pass"
          : "logarithms of probabilities are not logits";
    } else if (!softmax) {
      return (function.equals("sigmoid") ? "sigmoid is applied twice" : "sigmoid is applied to it")
          + ", and the loss cannot fall below 0.31 for a positive example";
    }
    Poly classes = shape.dim(shape.rank() - 1);
    String floor =
        classes.isConstant()
            ? String.format(
                Locale.ROOT,
                "%.2f for %d classes",
                Math.log(1 + (classes.constant() - 1) / Math.E),
                classes.constant())
            : "log(1 + (K - 1)/e) for K = %s".formatted(classes);
    return (function.equals("softmax") ? "softmax is applied twice" : "softmax is applied to it")
        + ", and the loss cannot fall below "
        + floor;
  }

  /** Mean over rows of lse(z) − (1 − s)·z[label] − s·mean(z), with label smoothing s. */
  private static Node softmaxCrossEntropy(Call call) {
    Graph g = call.graph();
    Node z = call.node(0);
    Node labels = call.labels(1);
    int rows = z.shape().rank() - 1;
    if (rows != labels.shape().rank()) {
      throw call.problem(
          Rule.DIMENSION_MISMATCH,
          "softmaxCrossEntropy: the logits %s are %s and the labels %s are %s; the logits need one"
                  .formatted(
                      call.source(0),
                      Shapes.describe(z.shape()),
                      call.source(1),
                      Shapes.describe(labels.shape()))
              + " axis more than the labels, the last one for the classes.");
    }
    for (int axis = 0; axis < rows; axis++) {
      Poly left = z.shape().dim(axis);
      Poly right = labels.shape().dim(axis);
      if (!left.equals(right)) {
        throw Shapes.different(call, z, call.source(0), left, labels, call.source(1), right);
      }
    }
    call.session().boundLabels(labels, z.shape().dim(rows));
    requireLogits(call);
    List<Integer> classes = List.of(rows);
    Node picked = g.node(new Views.Pick(1), z, labels);
    if (call.count() > 2) {
      call.require(2, Domain.UNIT, "labelSmoothing");
      Node smoothing = call.node(2);
      Node target = g.mul(g.sub(g.literal(1), smoothing), picked);
      picked = g.add(target, g.mul(smoothing, g.mean(z, classes)));
    }
    return g.mean(g.sub(Reductions.logSumExp(g, z, classes), picked));
  }

  /** (1 − t)·z + log(1 + exp(−z)), which loses no digits for confident predictions. */
  private static Node sigmoidCrossEntropy(Graph g, Node z, Node t) {
    Node wrong = g.mul(g.sub(g.literal(1), t), z);
    return g.add(wrong, g.apply(Elementwise.SOFTPLUS, g.neg(z)));
  }

  /** log(cosh(d)) = d + log(1 + exp(−2d)) − log 2, which does not overflow. */
  private static Node logCosh(Graph g, Node d) {
    Node tail = g.apply(Elementwise.SOFTPLUS, g.mul(g.literal(-2), d));
    return g.sub(g.add(d, tail), g.literal(Math.log(2)));
  }

  private static Node huber(Call call, String what, Elementary loss) {
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

  /** (log v + (t − m)²/v)/2 with v at least 1e-6; the bound does not stop the derivative. */
  private static Node gaussian(Call call) {
    Shapes.meet(call, 0, 3);
    Graph g = call.graph();
    Node error = g.square(g.sub(call.node(1), call.node(0)));
    Node raw = call.node(2);
    Node missing = g.apply(Elementwise.RELU, g.sub(g.literal(SMALLEST_VARIANCE), raw));
    Node variance = g.add(raw, g.stopGradient(missing));
    return g.mul(g.literal(0.5), g.mean(g.add(g.log(variance), g.div(error, variance))));
  }
}
