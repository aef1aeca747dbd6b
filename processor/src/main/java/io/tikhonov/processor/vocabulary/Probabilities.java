package io.tikhonov.processor.vocabulary;

import io.tikhonov.processor.analysis.Range;
import io.tikhonov.processor.analysis.Ranges;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.MatMul;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Reduce;
import io.tikhonov.processor.ir.Views;

/**
 * Warns of values that are no probabilities where probabilities belong. Silent unless the values
 * provably leave the interval: a product with a matrix takes every value, and what is computed from
 * it element by element takes every value of its interval.
 */
final class Probabilities {
  /** Intervals are exact up to rounding. */
  private static final double TOLERANCE = 1e-6;

  private Probabilities() {}

  /** For a function that takes probabilities. */
  static void require(Call call, int i, String remedy) {
    Range range = new Ranges().of(call.node(i));
    boolean inside = range.low() >= -TOLERANCE && range.high() <= 1 + TOLERANCE;
    if (!inside && takesAll(call.node(i))) {
      report(call, i, "probabilities", "are not inside [0, 1]", remedy);
    }
  }

  /** For a function that takes logarithms of probabilities. */
  static void requireLogarithms(Call call, int i, String remedy) {
    Node value = call.node(i);
    boolean probabilities =
        value.op() == Elementwise.SIGMOID
            || call.session().maker(value).filter("softmax"::equals).isPresent();
    Range range = new Ranges().of(value);
    if (probabilities || (range.high() > TOLERANCE && takesAll(value))) {
      report(call, i, "logarithms of probabilities", "are not at most 0", remedy);
    }
  }

  private static void report(Call call, int i, String expected, String found, String remedy) {
    call.session()
        .report(
            Rule.TWICE_NORMALIZED,
            call.at(i),
            "%s expects %s but gets %s, whose values %s. %s"
                .formatted(call.name(), expected, call.source(i), found, remedy));
  }

  /** True if every value of its interval is taken for some values of the leaves. */
  private static boolean takesAll(Node node) {
    if (node.op() instanceof MatMul) {
      return true;
    } else if (node.op() instanceof Views.Broadcast
        || node.op() instanceof Views.Reshape
        || node.op() instanceof Views.Transpose
        || node.op() instanceof Views.Slice) {
      return takesAll(node.input(0));
    } else if (node.op() instanceof Reduce reduce) {
      return reduce.operator() == Reduce.Operator.SUM && node.input(0).op() == Elementwise.MUL;
    }
    return node.op() instanceof Elementwise op && elementwise(node, op);
  }

  private static boolean elementwise(Node node, Elementwise op) {
    return switch (op) {
      case RELU, TANH, EXP, EXPM1, SOFTPLUS, ABS, SQUARE, NEG, SIN, COS -> takesAll(node.input(0));
      case ADD, SUB ->
          (takesAll(node.input(0)) && isLeaf(node.input(1)))
              || (takesAll(node.input(1)) && isLeaf(node.input(0)));
      case MUL, MAXIMUM, MINIMUM ->
          (takesAll(node.input(0)) && isLiteral(node.input(1)))
              || (takesAll(node.input(1)) && isLiteral(node.input(0)));
      case DIV -> takesAll(node.input(0)) && isLiteral(node.input(1));
      default -> false;
    };
  }

  private static boolean isLiteral(Node node) {
    return node.op() instanceof Leaf.Literal;
  }

  private static boolean isLeaf(Node node) {
    boolean view = node.op() instanceof Views.Broadcast || node.op() instanceof Views.Reshape;
    return view ? isLeaf(node.input(0)) : node.op() instanceof Leaf;
  }
}
