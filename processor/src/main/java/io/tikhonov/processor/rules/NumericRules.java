package io.tikhonov.processor.rules;

import io.tikhonov.processor.analysis.Patterns;
import io.tikhonov.processor.analysis.Range;
import io.tikhonov.processor.analysis.Reach;
import io.tikhonov.processor.analysis.Witnesses;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Generated;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.MatMul;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Reduce;
import io.tikhonov.processor.ir.Views;
import io.tikhonov.processor.model.TermDeclaration;
import io.tikhonov.processor.spi.Formulas;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Rules on single operations at the ends of their domains: TKV603 (infinite values), TKV604 and
 * TKV605 (infinite slopes), TKV611 (division by the size of an empty selection).
 *
 * <p>They look at the operations that the user wrote, not at those inside the vocabulary, and not
 * at those that are only selected where they are safe.
 */
final class NumericRules {
  /** An argument whose text is too long to repeat. */
  private static final String UNNAMED = "its argument";

  private final Context context;
  private final Witnesses witnesses;

  NumericRules(Context context) {
    this.context = context;
    this.witnesses =
        new Witnesses(
            context.model().terms().stream().map(TermDeclaration::training).toList(),
            context.ranges());
  }

  /**
   * Checks every term.
   *
   * @param underflowing terms whose divisions by 0 are explained by another rule
   */
  void run(Set<TermDeclaration> underflowing) {
    for (TermDeclaration term : context.model().terms()) {
      if (underflowing.contains(term)) {
        continue;
      }
      Set<Node> differentiated = new HashSet<>();
      for (Node node : Reach.differentiated(term.training())) {
        if (!Reach.leaves(node, Leaf.Role.PARAMETER).isEmpty()) {
          differentiated.add(node);
        }
      }
      for (Node node : Reach.inOrder(term.training())) {
        if (node.op() instanceof Elementwise op) {
          check(term, node, op, differentiated.contains(node));
        }
      }
    }
  }

  private void check(TermDeclaration term, Node node, Elementwise op, boolean differentiated) {
    String function = node.origin().function();
    if (op == Elementwise.LOG && function.equals("log")) {
      checkLogarithm(term, node);
    } else if (op == Elementwise.DIV && (function.equals("div") || function.equals("pow"))) {
      checkDivision(term, node);
    } else if (op == Elementwise.SQRT && function.equals("sqrt")) {
      checkRoot(term, node, differentiated);
    } else if (function.equals("pow") && (op == Elementwise.POW || op == Elementwise.SQRT)) {
      checkPower(term, node, differentiated);
    }
  }

  // TKV603, TKV611

  private void checkLogarithm(TermDeclaration term, Node node) {
    Node x = node.input(0);
    if (!endsAtZero(x) || isGuarded(term, node, x)) {
      return;
    }
    String inside = argument(node);
    context.report(
        Rule.INFINITE_VALUE,
        node,
        term,
        "log(%s) is minus infinity %s. %s"
            .formatted(inside, where(x, inside), logarithmRemedy(inside)));
  }

  private static String logarithmRemedy(String inside) {
    return "Use log1p, or add an offset: log(%s.plus(1e-6)).".formatted(operand(inside));
  }

  private void checkDivision(TermDeclaration term, Node node) {
    Node divisor = Patterns.strip(node.input(1));
    if (isGuarded(term, node, divisor) || Patterns.unitAxes(node).isPresent()) {
      return;
    }
    if (isCountOfSelected(divisor)) {
      context.report(
          Rule.EMPTY_SELECTION,
          node,
          term,
          "%s divides by the number of selected elements, which is 0 in a batch without any: %s"
                  .formatted(node.origin().text(), term.name())
              + " becomes NaN. Divide by maximum(%s, 1).".formatted(operand(argument(node))));
    } else if (endsAtZero(divisor) && node.origin().function().equals("pow")) {
      reportNegativePower(term, node, -1);
    } else if (endsAtZero(divisor)) {
      String inside = argument(node);
      context.report(
          Rule.INFINITE_VALUE,
          node,
          term,
          "%s divides by %s, which is 0 %s: the result is infinite or NaN. Add an offset: %s.plus(1e-6)."
              .formatted(node.origin().text(), inside, where(divisor, inside), operand(inside)));
    }
  }

  /** True if the value lies on one side of 0 and reaches it. */
  private boolean endsAtZero(Node node) {
    Range range = context.ranges().of(node);
    boolean ends = (range.low() == 0 && range.high() > 0) || (range.high() == 0 && range.low() < 0);
    return ends && witnesses.attainsZero(node);
  }

  /** A sum or mean of values that are 0 or 1. */
  private static boolean isCountOfSelected(Node node) {
    Node sum = node;
    while (isScaled(sum)) {
      sum = Patterns.strip(sum.input(sum.op() == Elementwise.MUL ? 1 : 0));
    }
    if (!(sum.op() instanceof Reduce reduce) || reduce.operator() != Reduce.Operator.SUM) {
      return false;
    }
    Node mask = sum.input(0);
    boolean onlyClasses =
        mask.op() instanceof Generated.Indicator
            && reduce.axes().equals(List.of(mask.shape().rank() - 1));
    return isMask(mask) && !onlyClasses;
  }

  /** True for a multiple by a literal or a size. */
  private static boolean isScaled(Node node) {
    return (node.op() == Elementwise.MUL && node.input(0).op() instanceof Leaf.Literal)
        || (node.op() == Elementwise.DIV && node.input(1).op() instanceof Leaf);
  }

  private static boolean isMask(Node node) {
    Node x = Patterns.strip(node);
    if (x.op() instanceof Elementwise op) {
      boolean choice =
          op == Elementwise.WHERE
              && Patterns.literal(x.input(1)).filter(v -> v == 0 || v == 1).isPresent()
              && Patterns.literal(x.input(2)).filter(v -> v == 0 || v == 1).isPresent();
      boolean complement = op == Elementwise.SUB && x.input(0).isLiteral(1) && isMask(x.input(1));
      boolean both = op == Elementwise.MUL && isMask(x.input(0)) && isMask(x.input(1));
      return op.isComparison() || choice || complement || both;
    }
    return x.op() instanceof Generated.Indicator indicator
        && indicator.pattern() == Generated.Indicator.Pattern.ONE_HOT;
  }

  // TKV604, TKV605

  private void checkRoot(TermDeclaration term, Node node, boolean differentiated) {
    Node x = node.input(0);
    boolean zero = endsAtZero(x) || (isDistanceOfPairs(x) && witnesses.attainsZero(x));
    if (!differentiated || !zero || isGuarded(term, node, x)) {
      return;
    }
    String inside = argument(node);
    context.report(
        Rule.INFINITE_SLOPE,
        node,
        term,
        "The derivative of sqrt at 0 is infinite, and %s is 0 %s: 0 * infinity gives NaN in the"
                .formatted(inside, where(x, inside))
            + " gradient. Use norm(...), or sqrt(%s.plus(1e-12)).".formatted(operand(inside)));
  }

  /** ‖aᵢ‖² + ‖bⱼ‖² − 2⟨aᵢ, bⱼ⟩, which may also be negative by rounding. */
  private static boolean isDistanceOfPairs(Node node) {
    boolean products = false;
    boolean squares = false;
    for (Node part : summands(node)) {
      Node x = Patterns.strip(part);
      if (x.op() == Elementwise.MUL && x.input(0).op() instanceof Leaf.Literal) {
        x = Patterns.strip(x.input(1));
      }
      products |= x.op() instanceof MatMul;
      Node sum = x.op() instanceof Views.Transpose ? Patterns.strip(x.input(0)) : x;
      squares |= sum.op() instanceof Reduce && sum.input(0).op() == Elementwise.SQUARE;
    }
    return products && squares;
  }

  private static List<Node> summands(Node node) {
    if (node.op() != Elementwise.ADD && node.op() != Elementwise.SUB) {
      return List.of(node);
    }
    List<Node> all = new ArrayList<>(summands(node.input(0)));
    all.addAll(summands(node.input(1)));
    return all;
  }

  private void checkPower(TermDeclaration term, Node node, boolean differentiated) {
    Node x = node.input(0);
    Optional<Double> exponent =
        node.op() == Elementwise.SQRT ? Optional.of(0.5) : Patterns.literal(node.input(1));
    if (exponent.isEmpty() || isGuarded(term, node, x)) {
      return;
    }
    double q = exponent.get();
    if (q < 0 && endsAtZero(x)) {
      reportNegativePower(term, node, q);
      return;
    }
    boolean fraction = q != Math.rint(q);
    boolean negative = fraction && context.ranges().of(x).low() < 0;
    boolean steep = differentiated && q > 0 && q < 1 && endsAtZero(x);
    if (negative || steep) {
      String inside = node.origin().text().replaceAll("\\.pow\\([^)]*\\)$", "");
      String consequence =
          negative && q > 0 && q < 1
              ? "is NaN for negative values and has infinite slope at 0"
              : negative ? "is NaN for negative values" : "has infinite slope at 0";
      context.report(
          Rule.POWER_OUTSIDE_DOMAIN,
          node,
          term,
          "%s %s. Use abs(%s).plus(1e-6).pow(%s), or square first."
              .formatted(node.origin().text(), consequence, inside, Formulas.number(q)));
    }
  }

  private void reportNegativePower(TermDeclaration term, Node node, double q) {
    String inside = node.origin().text().replaceAll("\\.pow\\([^)]*\\)$", "");
    context.report(
        Rule.INFINITE_VALUE,
        node,
        term,
        "%s is infinite where %s is 0. Add an offset: %s.plus(1e-6).pow(%s)."
            .formatted(node.origin().text(), inside, inside, Formulas.number(q)));
  }

  // Words

  /** The argument of the call as it is written: of {@code log(x)} or of {@code a.div(x)}. */
  private static String argument(Node node) {
    String text = node.origin().text();
    int depth = 0;
    for (int i = text.length() - 1; i >= 0; i--) {
      char c = text.charAt(i);
      depth += c == ')' ? 1 : c == '(' ? -1 : 0;
      if (depth == 0 && c == '(') {
        return text.endsWith(")") ? text.substring(i + 1, text.length() - 1) : UNNAMED;
      }
    }
    return UNNAMED;
  }

  /** An argument inside of a remedy. */
  private static String operand(String argument) {
    return argument.equals(UNNAMED) ? "u" : argument;
  }

  /** When a value is 0. */
  private static String where(Node node, String inside) {
    Node x = Patterns.strip(node);
    String name = x.op().opName().toLowerCase(Locale.ROOT);
    if (x.op() == Elementwise.RELU) {
      return "whenever a unit is off";
    } else if (x.op() == Elementwise.SIGMOID || Patterns.softmaxSum(x).isPresent()) {
      return "once it saturates";
    } else if (inside.contains("variance")) {
      return "where all values are equal";
    }
    return name.equals("abs") || name.equals("square")
        ? "where its argument is 0"
        : "at some values";
  }

  // Guards

  /**
   * True if every use of a node is a selection that looks at the node or at its critical input, so
   * that it is not selected where it is dangerous.
   */
  private static boolean isGuarded(TermDeclaration term, Node node, Node critical) {
    Set<Node> seen = new HashSet<>();
    return !reachesUnguarded(term.training(), node, critical, seen);
  }

  private static boolean reachesUnguarded(Node root, Node node, Node critical, Set<Node> seen) {
    Deque<Node> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      Node next = open.removeLast();
      if (!seen.add(next)) {
        continue;
      }
      if (next.equals(node)) {
        return true;
      }
      boolean guard = next.op() == Elementwise.WHERE && looksAt(next.input(0), node, critical, 4);
      open.addAll(guard ? List.of() : next.inputs());
    }
    return false;
  }

  private static boolean looksAt(Node condition, Node node, Node critical, int depth) {
    Node x = Patterns.strip(condition);
    if (x.equals(node) || x.equals(Patterns.strip(critical))) {
      return true;
    }
    boolean below =
        critical.inputs().stream().anyMatch(input -> x.equals(Patterns.strip(input)))
            && !(x.op() instanceof Leaf.Literal);
    return below
        || (depth > 0
            && x.inputs().stream().anyMatch(input -> looksAt(input, node, critical, depth - 1)));
  }
}
