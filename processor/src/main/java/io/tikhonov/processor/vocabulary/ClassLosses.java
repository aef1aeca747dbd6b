package io.tikhonov.processor.vocabulary;

import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Reduce;
import io.tikhonov.processor.ir.Views;
import java.util.List;

/** Losses of scores for classes: the mean over the rows, formulas as PyTorch's. */
final class ClassLosses {
  /** A base of a power that is never 0, where a power below 1 has no derivative. */
  private static final double SMALLEST_BASE = 1e-30;

  private ClassLosses() {}

  static void register(Registry losses) {
    losses.tensor("softmaxCrossEntropy", ClassLosses::softmaxCrossEntropy);
    losses.tensor("softmaxCrossEntropies", ClassLosses::softmaxCrossEntropies);
    losses.tensor("maskedSoftmaxCrossEntropy", ClassLosses::maskedSoftmaxCrossEntropy);
    losses.tensor("softmaxFocal", ClassLosses::softmaxFocal);
    losses.tensor("multiclassHinge", ClassLosses::multiclassHinge);
    losses.tensor("perceptron", ClassLosses::perceptron);
    losses.tensor("multiMargin", call -> multiMargin(call, false));
    losses.tensor("squaredMultiMargin", call -> multiMargin(call, true));
    losses.tensor("klDivergence", ClassLosses::klDivergence);
    losses.tensor("generalizedKlDivergence", ClassLosses::generalizedKlDivergence);
  }

  /** Scores z with their label: the axis of the classes and z[label] for each row. */
  private record Labelled(Node scores, Node labels, int axis, Node picked) {
    List<Integer> classes() {
      return List.of(axis);
    }

    Poly count() {
      return scores.shape().dim(axis);
    }
  }

  /** The scores (rows, classes) of the first and the labels (rows) of the second argument. */
  private static Labelled labelled(Call call) {
    Node z = call.node(0);
    Node labels = call.labels(1);
    int rows = rows(call, z, labels);
    call.session().boundLabels(labels, z.shape().dim(rows));
    return new Labelled(z, labels, rows, call.graph().node(new Views.Pick(1), z, labels));
  }

  /** Fails unless the scores have one axis more than the labels; the number of axes of the rows. */
  private static int rows(Call call, Node z, Node labels) {
    int rows = z.shape().rank() - 1;
    if (rows != labels.shape().rank()) {
      throw call.problem(
          Rule.DIMENSION_MISMATCH,
          "%s: the logits %s are %s and the labels %s are %s; the logits need one"
                  .formatted(
                      call.name(),
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
    return rows;
  }

  /** lse(z) − z[label] for each row. */
  private static Node crossEntropies(Graph g, Labelled z) {
    return g.sub(Reductions.logSumExp(g, z.scores(), z.classes()), z.picked());
  }

  private static Node softmaxCrossEntropies(Call call) {
    Labelled z = labelled(call);
    Logits.requireForSoftmax(call);
    return crossEntropies(call.graph(), z);
  }

  private static Node softmaxCrossEntropy(Call call) {
    if (call.isTensor(1)) {
      return softCrossEntropy(call);
    }
    Labelled z = labelled(call);
    Logits.requireForSoftmax(call);
    Graph g = call.graph();
    if (call.count() == 2) {
      return g.mean(crossEntropies(g, z));
    } else if (call.isTensor(2)) {
      Node weights = Shapes.rank(call, 2, 1, "a vector with one weight for each class");
      Shapes.same(call, 0, z.count(), 2, weights.shape().dim(0));
      Node ofRows = g.node(new Views.Gather(), weights, z.labels());
      return LossFunctions.weightedMean(g, crossEntropies(g, z), ofRows);
    }
    call.require(2, Domain.UNIT, "labelSmoothing");
    Node smoothing = call.node(2);
    Node target = g.mul(g.sub(g.literal(1), smoothing), z.picked());
    Node picked = g.add(target, g.mul(smoothing, g.mean(z.scores(), z.classes())));
    return g.mean(g.sub(Reductions.logSumExp(g, z.scores(), z.classes()), picked));
  }

  /** Mean over rows of Σq·lse(z) − Σq·z for target probabilities q. */
  private static Node softCrossEntropy(Call call) {
    Graph g = call.graph();
    List<Integer> classes = List.of(lastAxis(call, 0));
    Shapes.meet(call, 0, 2);
    Logits.requireForSoftmax(call);
    Node z = call.node(0);
    Node q = g.broadcast(call.node(1), z.shape());
    Node all = g.mul(g.sum(q, classes), Reductions.logSumExp(g, z, classes));
    return g.mean(g.sub(all, g.sum(g.mul(q, z), classes)));
  }

  private static int lastAxis(Call call, int i) {
    Node x = call.node(i);
    if (x.isScalar()) {
      throw call.problem(
          Rule.WRONG_RANK,
          i,
          "%s needs an axis of classes, but %s is a scalar."
              .formatted(call.name(), call.source(i)));
    }
    return x.shape().rank() - 1;
  }

  /** The mean over those rows whose label is a class; 0 if there is none. */
  private static Node maskedSoftmaxCrossEntropy(Call call) {
    Graph g = call.graph();
    Node z = call.node(0);
    Node labels = call.labels(1);
    List<Integer> classes = List.of(rows(call, z, labels));
    Logits.requireForSoftmax(call);
    // A comparison with every class instead of a look-up, which a missing class would lead astray.
    Node hot = g.oneHot(labels, z.shape().dim(classes.get(0)));
    Node counts = g.sum(hot, classes);
    Node picked = g.sum(g.where(hot, z, g.literal(0)), classes);
    Node losses = g.sub(g.mul(counts, Reductions.logSumExp(g, z, classes)), picked);
    return g.div(g.sum(losses), g.max(g.sum(counts), g.literal(1)));
  }

  /** (1 − p)^γ·(−log p) with p the probability of the label. */
  private static Node softmaxFocal(Call call) {
    call.require(2, Domain.NON_NEGATIVE, "gamma");
    Labelled z = labelled(call);
    Logits.requireForSoftmax(call);
    Graph g = call.graph();
    Node losses = crossEntropies(g, z);
    Node missing = g.neg(g.apply(Elementwise.EXPM1, g.neg(losses)));
    return g.mean(g.mul(power(g, missing, call.node(2)), losses));
  }

  /** base^exponent for a base from 0 to 1. */
  static Node power(Graph g, Node base, Node exponent) {
    Node smallest = g.literal(SMALLEST_BASE);
    return g.pow(g.where(g.greater(base, smallest), base, smallest), exponent);
  }

  private static Node margin(Call call, int i) {
    if (i >= call.count()) {
      return call.graph().literal(1);
    }
    call.require(i, Domain.NON_NEGATIVE, "margin");
    return call.node(i);
  }

  /** max over k of (zₖ + m·[k ≠ y]) − z_y. */
  private static Node multiclassHinge(Call call) {
    Labelled z = labelled(call);
    Graph g = call.graph();
    Node others = g.sub(g.literal(1), g.oneHot(z.labels(), z.count()));
    Node raised = g.add(z.scores(), g.mul(margin(call, 2), others));
    return largestLess(g, raised, z);
  }

  private static Node perceptron(Call call) {
    Labelled z = labelled(call);
    return largestLess(call.graph(), z.scores(), z);
  }

  private static Node largestLess(Graph g, Node raised, Labelled z) {
    Node largest = g.reduce(Reduce.Operator.MAX, raised, z.classes());
    return g.mean(g.sub(largest, z.picked()));
  }

  /** Σ over k ≠ y of max(0, m − z_y + zₖ), squared if asked for, divided by the classes. */
  private static Node multiMargin(Call call, boolean squared) {
    Labelled z = labelled(call);
    Graph g = call.graph();
    Node own = g.expand(z.picked(), z.scores().shape(), z.classes());
    Node missed = g.apply(Elementwise.RELU, g.add(margin(call, 2), g.sub(z.scores(), own)));
    Node each = squared ? g.square(missed) : missed;
    Node hot = g.oneHot(z.labels(), z.count());
    return g.mean(g.mean(g.where(hot, g.literal(0), each), z.classes()));
  }

  /** t·log t with 0 at 0. */
  static Node entropyTerm(Graph g, Node t) {
    Node positive = g.greater(t, g.literal(0));
    Node safe = g.where(positive, t, g.literal(1));
    return g.where(positive, g.mul(t, g.log(safe)), g.literal(0));
  }

  /** The sum over the last axis, then the mean over the rows. */
  private static Node overRows(Call call, Node each) {
    int last = Math.max(lastAxis(call, 0), lastAxis(call, 1));
    return call.graph().mean(call.graph().sum(each, List.of(last)));
  }

  /** Σ t(log t − s) for log-probabilities s. */
  private static Node klDivergence(Call call) {
    Shapes.meet(call, 0, 2);
    Probabilities.requireLogarithms(call, 0, "Pass the logSoftmax of the logits.");
    Graph g = call.graph();
    Node t = call.node(1);
    return overRows(call, g.sub(entropyTerm(g, t), g.mul(t, call.node(0))));
  }

  /** Σ p·log(p/q) − p + q. */
  private static Node generalizedKlDivergence(Call call) {
    Shapes.meet(call, 0, 2);
    Graph g = call.graph();
    Node p = call.node(0);
    Node q = call.node(1);
    Node both = g.greater(p, g.literal(0));
    Node logQ = g.log(g.where(both, q, g.literal(1)));
    Node relative = g.sub(entropyTerm(g, p), g.mul(p, logQ));
    return overRows(call, g.add(relative, g.sub(q, p)));
  }
}
