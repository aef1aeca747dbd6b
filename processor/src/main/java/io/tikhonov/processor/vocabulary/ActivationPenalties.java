package io.tikhonov.processor.vocabulary;

import io.tikhonov.processor.catalogue.formula.Penalty;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Generated.Random.Distribution;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** Penalties on what a model computes for a batch: means over its rows, along axis 0. */
final class ActivationPenalties {
  /** Added to variances under the root by VICReg. */
  private static final double VARIANCE_EPSILON = 1e-4;

  /** More backward passes than anybody wants in one step. */
  private static final int MOST_PASSES = 64;

  private ActivationPenalties() {}

  static void register(Registry penalties) {
    penalties.tensor("activity", ActivationPenalties::activity);
    penalties.tensor("entropy", ActivationPenalties::entropy);
    penalties.tensor("softmaxEntropy", ActivationPenalties::softmaxEntropy);
    penalties.tensor("gaussianKl", ActivationPenalties::gaussianKl);
    penalties.tensor("klToReference", ActivationPenalties::klToReference);
    penalties.tensor("spectralDecoupling", ActivationPenalties::spectralDecoupling);
    penalties.tensor("vicregVariance", call -> vicregVariance(call.graph(), embeddings(call, 0)));
    penalties.tensor(
        "vicregCovariance", call -> vicregCovariance(call.graph(), embeddings(call, 0)));
    penalties.tensor("vicreg", ActivationPenalties::vicreg);
    penalties.tensor("inputGradient", ActivationPenalties::inputGradient);
    penalties.tensor("jacobianFrobenius", ActivationPenalties::jacobianFrobenius);
  }

  private static Node batch(Call call, int i) {
    Node x = call.node(i);
    if (x.isScalar()) {
      throw call.problem(
          Rule.WRONG_RANK,
          i,
          "%s needs rows along axis 0, but %s is a scalar.".formatted(call.name(), call.source(i)));
    }
    return x;
  }

  private static int lastAxis(Node x) {
    return x.shape().rank() - 1;
  }

  /** The mean over axis 0 of sums over everything else. */
  private static Node meanOfRows(Graph g, Node x) {
    return g.div(g.sum(x), g.size(x.shape().dim(0)));
  }

  private static Node activity(Call call) {
    call.require(1, Domain.NON_NEGATIVE, "l1");
    call.require(2, Domain.NON_NEGATIVE, "l2");
    Graph g = call.graph();
    Node h = batch(call, 0);
    Node sum = g.add(g.mul(call.node(1), Penalty.l1(g, h)), g.mul(call.node(2), Penalty.l2(g, h)));
    return g.div(sum, g.size(h.shape().dim(0)));
  }

  private static Node entropy(Call call) {
    Graph g = call.graph();
    Node p = batch(call, 0);
    Probabilities.require(
        call, 0, "Pass their softmax, or use softmaxEntropy, which takes logits.");
    Node each = g.sum(ClassLosses.entropyTerm(g, p), List.of(lastAxis(p)));
    return g.neg(g.mean(each));
  }

  private static Node softmaxEntropy(Call call) {
    Logits.requireForSoftmax(call);
    Graph g = call.graph();
    Node z = batch(call, 0);
    List<Integer> classes = List.of(lastAxis(z));
    Node expected = g.sum(g.mul(softmax(g, z, classes), z), classes);
    return g.mean(g.sub(Reductions.logSumExp(g, z, classes), expected));
  }

  private static Node softmax(Graph g, Node z, List<Integer> classes) {
    return g.exp(logSoftmax(g, z, classes));
  }

  private static Node logSoftmax(Graph g, Node z, List<Integer> classes) {
    return g.sub(z, g.expand(Reductions.logSumExp(g, z, classes), z.shape(), classes));
  }

  private static Node gaussianKl(Call call) {
    Graph g = call.graph();
    Shapes.meet(call, 0, call.count());
    Node mean = batch(call, 0);
    if (call.count() == 2) {
      return meanOfRows(g, gaussianKl(g, mean, call.node(1)));
    }
    Node logVariance = call.node(1);
    Node otherLog = call.node(3);
    Node distance = g.square(g.sub(mean, call.node(2)));
    Node ratio = g.mul(g.add(g.exp(logVariance), distance), g.exp(g.neg(otherLog)));
    Node logRatio = g.sub(g.sub(otherLog, logVariance), g.literal(1));
    return meanOfRows(g, g.mul(g.literal(0.5), g.add(ratio, logRatio)));
  }

  /** (μ² + exp(s) − s − 1)/2 for each element. */
  static Node gaussianKl(Graph g, Node mean, Node logVariance) {
    Node spread = g.sub(g.apply(Elementwise.EXPM1, logVariance), logVariance);
    return g.mul(g.literal(0.5), g.add(g.square(mean), spread));
  }

  private static Node klToReference(Call call) {
    Graph g = call.graph();
    Shapes.meet(call, 0, 2);
    Node z = batch(call, 0);
    List<Integer> classes = List.of(lastAxis(z));
    Node reference = g.stopGradient(g.broadcast(call.node(1), z.shape()));
    Node logs = logSoftmax(g, z, classes);
    Node relative = g.sub(logs, logSoftmax(g, reference, classes));
    return g.mean(g.sum(g.mul(g.exp(logs), relative), classes));
  }

  private static Node spectralDecoupling(Call call) {
    Graph g = call.graph();
    Node z = batch(call, 0);
    Node squares = g.square(g.sub(z, call.node(1)));
    return g.mul(g.literal(0.5), g.mean(g.sum(squares, List.of(lastAxis(z)))));
  }

  private static Node embeddings(Call call, int i) {
    return Shapes.rank(call, i, 2, "a matrix with one embedding in each row");
  }

  private static Node centred(Graph g, Node z) {
    return g.sub(z, g.expand(g.mean(z, List.of(0)), z.shape(), List.of(0)));
  }

  private static Node freedom(Graph g, Node z) {
    return g.size(z.shape().dim(0).minus(1));
  }

  private static Node vicregVariance(Graph g, Node z) {
    Node variance = g.div(g.sum(g.square(centred(g, z)), List.of(0)), freedom(g, z));
    Node deviation = g.sqrt(g.add(variance, g.literal(VARIANCE_EPSILON)));
    return g.mean(g.apply(Elementwise.RELU, g.sub(g.literal(1), deviation)));
  }

  private static Node vicregCovariance(Graph g, Node z) {
    Node centred = centred(g, z);
    Node covariance = g.div(g.matmul(g.swapLastAxes(centred), centred), freedom(g, z));
    Node others = g.where(g.eye(covariance.shape()), g.literal(0), covariance);
    return g.div(g.sum(g.square(others)), g.size(z.shape().dim(1)));
  }

  private static Node vicreg(Call call) {
    Graph g = call.graph();
    Node a = embeddings(call, 0);
    Node b = embeddings(call, 1);
    Shapes.same(call, 0, a.shape().dim(0), 1, b.shape().dim(0));
    Shapes.same(call, 0, a.shape().dim(1), 1, b.shape().dim(1));
    Node invariance = meanOfRows(g, g.square(g.sub(a, b)));
    Node variance = g.add(vicregVariance(g, a), vicregVariance(g, b));
    Node covariance = g.add(vicregCovariance(g, a), vicregCovariance(g, b));
    Node first = g.mul(call.node(2), invariance);
    return g.add(first, g.add(g.mul(call.node(3), variance), g.mul(call.node(4), covariance)));
  }

  /** ½‖∇ₓΣy‖² for each row: the rows do not depend on each other. */
  private static Node inputGradient(Call call) {
    Graph g = call.graph();
    batch(call, 1);
    Node slope = call.session().gradient(g.sum(call.node(0)), call.node(1));
    return g.mul(g.literal(0.5), meanOfRows(g, g.square(slope)));
  }

  private static Node jacobianFrobenius(Call call) {
    Graph g = call.graph();
    Node y = batch(call, 0);
    batch(call, 1);
    Node sum = g.literal(0);
    if (call.count() > 2) {
      int probes = call.integer(2);
      Structure.requirePositive(call, 2, probes);
      requireFew(call, 2, Poly.of(probes));
      for (int i = 0; i < probes; i++) {
        Node direction = call.session().draw(Distribution.NORMAL, y.shape(), y);
        sum = g.add(sum, squaredSlope(call, g.sum(g.mul(y, direction))));
      }
      return g.div(sum, g.literal(probes));
    }
    List<Integer> inside = IntStream.range(1, y.shape().rank()).boxed().toList();
    Poly columns = inside.stream().map(y.shape()::dim).reduce(Poly.ONE, Poly::times);
    requireFew(call, 0, columns);
    Node flat = g.reshape(y, Shape.of(y.shape().dim(0), columns));
    for (int k = 0; k < columns.constant(); k++) {
      sum = g.add(sum, squaredSlope(call, g.sum(g.slice(flat, 1, Poly.of(k), Poly.ONE))));
    }
    return sum;
  }

  private static Node squaredSlope(Call call, Node scalar) {
    Node slope = call.session().gradient(scalar, call.node(1));
    return meanOfRows(call.graph(), call.graph().square(slope));
  }

  private static void requireFew(Call call, int i, Poly passes) {
    if (!passes.isConstant() || passes.constant() > MOST_PASSES) {
      throw call.problem(
          Rule.VALUE_OUT_OF_RANGE,
          i,
          "jacobianFrobenius takes one backward pass for each of %s columns; it can take up to %d, and"
                  .formatted(passes, MOST_PASSES)
              + " their number must be constant. Write jacobianFrobenius(y, x, 1), which estimates it.");
    }
  }
}
