package io.tikhonov.processor.vocabulary;

import io.tikhonov.processor.analysis.Patterns;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.diagnostic.Severity;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Reduce;
import java.util.List;
import java.util.Optional;

/**
 * Forms that lose digits or overflow, and what is computed in their place: equal for every
 * argument, with the same derivative, but exact where the written form is not. TKV601 says so, and
 * warns where something stands in between that keeps the better form away.
 */
final class StableForms {

  private StableForms() {}

  /** A better form of a call of an elementwise operation, which is reported. */
  static Optional<Node> of(Call call, Elementwise op) {
    return switch (op) {
      case LOG -> logarithm(call);
      case SUB -> difference(call);
      case MUL -> product(call);
      case SQRT -> root(call);
      default -> Optional.empty();
    };
  }

  private static Optional<Node> replaced(Call call, Node better, String loss, String as) {
    String message = "%s %s and is compiled as %s.".formatted(call.source(), loss, as);
    call.session().report(Rule.UNSTABLE_FORM, null, message);
    return Optional.of(better);
  }

  private static Optional<Node> logarithm(Call call) {
    Graph g = call.graph();
    Node x = call.node(0);
    Optional<Node> probability = logarithmOfProbability(call, x);
    if (probability.isPresent()) {
      return probability;
    }
    if (isUnshiftedSum(x)) {
      Node better = Reductions.logSumExp(g, x.input(0).input(0), ((Reduce) x.op()).axes());
      return replaced(
          call, better, "overflows where an element is above 88.7", "logSumExp, which does not");
    }
    Optional<Node> other = addedToOne(x);
    if (other.isPresent() && other.get().op() == Elementwise.EXP) {
      Node better = g.apply(Elementwise.SOFTPLUS, other.get().input(0));
      return replaced(
          call, better, "overflows where its argument is above 88.7", "softplus, which does not");
    } else if (other.isPresent()) {
      Node better = g.apply(Elementwise.LOG1P, other.get());
      return replaced(
          call, better, "loses the digits of a small argument", "log1p, which keeps them");
    }
    warnOfCut(call, x);
    return Optional.empty();
  }

  /** log softmax, log sigmoid and log(1 − sigmoid). */
  private static Optional<Node> logarithmOfProbability(Call call, Node x) {
    Graph g = call.graph();
    Optional<Node> sum = Patterns.softmaxSum(x);
    if (sum.isPresent()) {
      Node exponent = x.input(0).input(0);
      Node z = Patterns.shifted(exponent).orElse(exponent);
      List<Integer> axes = ((Reduce) sum.get().op()).axes();
      return replaced(
          call,
          Reductions.logSoftmax(g, z, axes),
          "loses everything below 1e-38",
          better(x, "softmax", "logSoftmax"));
    }
    if (x.op() == Elementwise.SIGMOID) {
      Node better = g.neg(g.apply(Elementwise.SOFTPLUS, g.neg(x.input(0))));
      return replaced(
          call, better, "loses everything below 1e-38", "softplus(z.negate()).negate()");
    }
    if (isComplement(x)) {
      Node better = g.neg(g.apply(Elementwise.SOFTPLUS, x.input(1).input(0)));
      return replaced(call, better, "loses everything below 6e-8", "softplus(z).negate()");
    }
    return Optional.empty();
  }

  /** The call that made a node with another function in its place. */
  private static String better(Node made, String function, String by) {
    String text = made.origin().text();
    return text.startsWith(function + "(") ? by + text.substring(function.length()) : by + "(z)";
  }

  private static boolean isComplement(Node x) {
    return x.op() == Elementwise.SUB
        && x.input(0).isLiteral(1)
        && x.input(1).op() == Elementwise.SIGMOID;
  }

  private static boolean isUnshiftedSum(Node x) {
    return x.op() instanceof Reduce reduce
        && reduce.operator() == Reduce.Operator.SUM
        && x.input(0).op() == Elementwise.EXP
        && Patterns.shifted(x.input(0).input(0)).isEmpty();
  }

  private static Optional<Node> addedToOne(Node x) {
    if (x.op() != Elementwise.ADD) {
      return Optional.empty();
    }
    if (x.input(0).isLiteral(1)) {
      return Optional.of(x.input(1));
    }
    return x.input(1).isLiteral(1) ? Optional.of(x.input(0)) : Optional.empty();
  }

  private static void warnOfCut(Call call, Node x) {
    Node inside = x;
    String cut = null;
    for (Node next = peeled(x); next != null; next = peeled(inside)) {
      cut = inside.op() == Elementwise.STOP_GRADIENT ? "stopGradient" : "clamp";
      inside = next;
    }
    boolean softmax = Patterns.softmaxSum(inside).isPresent();
    boolean sigmoid = inside.op() == Elementwise.SIGMOID || isComplement(inside);
    if (cut == null || !(softmax || sigmoid)) {
      return;
    }
    String function = softmax ? "softmax" : "sigmoid";
    String better =
        softmax
            ? better(inside, "softmax", "logSoftmax")
            : isComplement(inside) ? "softplus(z).negate()" : "softplus(z.negate()).negate()";
    String consequence =
        cut.equals("clamp")
            ? "%s between %s and log also cuts the gradient to 0 where it acts; write %s without it."
                .formatted(cut, function, better)
            : "stopGradient between %s and log keeps the exact form away; write stopGradient(%s)."
                .formatted(function, better);
    call.session()
        .report(
            Rule.UNSTABLE_FORM,
            Severity.WARNING,
            null,
            "%s loses small probabilities: %s".formatted(call.source(), consequence));
  }

  /** What stands inside of a clamp, a bound or stopGradient; null if it is none of these. */
  private static Node peeled(Node x) {
    if (x.op() == Elementwise.STOP_GRADIENT) {
      return x.input(0);
    } else if (x.op() == Elementwise.MAXIMUM || x.op() == Elementwise.MINIMUM) {
      return Patterns.literal(x.input(1)).isPresent() ? x.input(0) : null;
    } else if (x.op() == Elementwise.WHERE && Patterns.literal(x.input(1)).isPresent()) {
      Node bounded = x.input(2);
      boolean compared = x.input(0).inputs().contains(bounded);
      boolean clamped =
          bounded.op() == Elementwise.WHERE && x.input(0).inputs().contains(bounded.input(2));
      return compared ? bounded : clamped ? bounded.input(2) : null;
    }
    return null;
  }

  private static Optional<Node> difference(Call call) {
    Graph g = call.graph();
    Node a = call.node(0);
    Node b = call.node(1);
    if (a.op() == Elementwise.EXP && b.isLiteral(1)) {
      Node better = g.apply(Elementwise.EXPM1, a.input(0));
      return replaced(
          call, better, "loses the digits of a small argument", "expm1, which keeps them");
    }
    Optional<Patterns.Mean> squares = Patterns.mean(a).filter(m -> m.factor() == 1);
    Optional<Patterns.Mean> mean =
        b.op() == Elementwise.SQUARE
            ? Patterns.mean(b.input(0)).filter(m -> m.factor() == 1)
            : Optional.empty();
    boolean variance =
        squares.isPresent()
            && mean.isPresent()
            && squares.get().of().op() == Elementwise.SQUARE
            && squares.get().of().input(0).equals(mean.get().of())
            && squares.get().axes().equals(mean.get().axes());
    return variance
        ? replaced(
            call,
            Reductions.variance(g, mean.get().of(), mean.get().axes()),
            "loses all digits where the mean is large, and can be negative",
            "variance, which is not")
        : Optional.empty();
  }

  /** p·log p with 0 at 0. */
  private static Optional<Node> product(Call call) {
    Graph g = call.graph();
    Node p = call.node(0);
    Node log = call.node(1);
    if (p.op() == Elementwise.LOG && p.input(0).equals(log)) {
      p = call.node(1);
      log = call.node(0);
    }
    if (log.op() != Elementwise.LOG || !log.input(0).equals(p)) {
      return Optional.empty();
    }
    // Negative arguments stay undefined: only 0 is replaced.
    Node zero = g.apply(Elementwise.EQUAL, p, g.literal(0));
    Node safe = g.where(zero, g.literal(1), p);
    Node better = g.where(zero, g.literal(0), g.mul(p, g.log(safe)));
    return replaced(call, better, "is NaN at 0", "0 there, its limit");
  }

  private static Optional<Node> root(Call call) {
    Node x = call.node(0);
    return x.op() == Elementwise.SQUARE
        ? replaced(
            call,
            call.graph().abs(x.input(0)),
            "overflows early and has no derivative at 0",
            "abs, which has")
        : Optional.empty();
  }
}
