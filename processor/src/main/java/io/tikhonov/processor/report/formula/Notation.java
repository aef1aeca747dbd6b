package io.tikhonov.processor.report.formula;

import io.tikhonov.processor.ir.Composite;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Reduce;
import io.tikhonov.processor.ir.View;
import io.tikhonov.processor.ir.Views;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What people leave out of formulas, and what they have a name for. */
final class Notation {
  /** A function that is made of more operations is written as a call. */
  private static final int WRITTEN_OUT = 2;

  /** Functions that have a notation of their own. */
  private static final Set<String> WRITTEN =
      Set.of(
          "plus",
          "minus",
          "times",
          "div",
          "negate",
          "pow",
          "matmul",
          "transpose",
          "square",
          "sum",
          "mean",
          "norm",
          "reshape",
          "broadcast",
          "stopGradient",
          "slice",
          "gather",
          "abs",
          "sqrt",
          "exp",
          "log",
          "where",
          "maximum",
          "minimum",
          "keepDims",
          "averaged",
          "diag",
          "dot");

  private final Graph graph;
  private final Map<Node, Boolean> calls = new HashMap<>();

  Notation(Graph graph) {
    this.graph = graph;
  }

  /** The node without repetition and reshaping, which formulas leave out. */
  static Node shown(Node node) {
    Node shown = node;
    while (shown.op() instanceof Views.Broadcast || shown.op() instanceof Views.Reshape) {
      shown = shown.input(0);
    }
    return shown;
  }

  static boolean isConstant(Node node) {
    Node shown = shown(node);
    return shown.op() instanceof Leaf.Literal || shown.op() instanceof Leaf.Size;
  }

  /** True for a value that is written as a call of the vocabulary. */
  boolean isCall(Node node) {
    return calls.computeIfAbsent(node, this::decide);
  }

  private boolean decide(Node node) {
    Optional<Composite> call = graph.compositeOf(node);
    if (call.isEmpty() || WRITTEN.contains(call.get().function())) {
      return false;
    }
    Set<Node> stops = new HashSet<>(call.get().inputs());
    Set<Node> seen = new HashSet<>();
    List<Node> stack = new ArrayList<>(List.of(node));
    int operations = 0;
    while (!stack.isEmpty()) {
      Node next = stack.remove(stack.size() - 1);
      if (stops.contains(next) || next.op() instanceof Leaf || !seen.add(next)) {
        continue;
      }
      operations += next.op() instanceof View ? 0 : 1;
      stack.addAll(next.inputs());
    }
    return operations > WRITTEN_OUT || call.get().function().equals("gradient");
  }

  /** The operand z if the node is e^(z − max z)/Σ e^(z − max z). */
  Optional<Node> softmax(Node node) {
    if (node.op() != Elementwise.DIV) {
      return Optional.empty();
    }
    Node numerator = shown(node.input(0));
    return isSumOf(shown(node.input(1)), numerator) ? shiftedExponent(numerator) : Optional.empty();
  }

  /** The operand z if the node is max z + log Σ e^(z − max z). */
  Optional<Node> logSumExp(Node node) {
    if (node.op() != Elementwise.ADD) {
      return Optional.empty();
    }
    for (int side = 0; side < 2; side++) {
      Node log = shown(node.input(side));
      if (log.op() == Elementwise.LOG && shown(log.input(0)).op() instanceof Reduce) {
        Node sum = shown(log.input(0));
        Node exponent = shown(sum.input(0));
        Optional<Node> z = shiftedExponent(exponent);
        Node largest = unstopped(node.input(1 - side));
        if (z.isPresent()
            && isSumOf(sum, exponent)
            && largest.equals(unstopped(exponent.input(0).input(1)))) {
          return z;
        }
      }
    }
    return Optional.empty();
  }

  private static Node unstopped(Node node) {
    Node inner = shown(node);
    while (inner.op() == Elementwise.STOP_GRADIENT) {
      inner = shown(inner.input(0));
    }
    return inner;
  }

  /** True for the sum of a value over some axes. */
  static boolean isSumOf(Node sum, Node value) {
    return sum.op() instanceof Reduce reduce
        && reduce.operator() == Reduce.Operator.SUM
        && shown(sum.input(0)).equals(value);
  }

  /**
   * The derivative by the operand of a softmax p from that by p itself: p ⊙ (g − Σ g ⊙ p).
   *
   * @param axes over which the softmax adds up to 1
   */
  record SoftmaxDerivative(Node softmax, Node cotangent, String axes) {}

  /** Finds e ⊙ (g/s − Σ (g ⊙ (e/s))/s) for e = e^(z − max z) and its sum s. */
  Optional<SoftmaxDerivative> softmaxDerivative(Node product) {
    for (int side = 0; side < 2; side++) {
      Node exponent = shown(product.input(side));
      Node other = shown(product.input(1 - side));
      if (shiftedExponent(exponent).isPresent() && other.op() == Elementwise.ADD) {
        for (int first = 0; first < 2; first++) {
          Optional<SoftmaxDerivative> found =
              derivative(exponent, shown(other.input(first)), shown(other.input(1 - first)));
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return Optional.empty();
  }

  private Optional<SoftmaxDerivative> derivative(Node exponent, Node quotient, Node mean) {
    if (quotient.op() != Elementwise.DIV || !isSumOf(shown(quotient.input(1)), exponent)) {
      return Optional.empty();
    }
    Node sum = shown(quotient.input(1));
    Node cotangent = shown(quotient.input(0));
    Set<Node> inMean = new HashSet<>();
    List<Node> stack = new ArrayList<>(List.of(mean));
    Node softmax = null;
    while (!stack.isEmpty()) {
      Node node = shown(stack.remove(stack.size() - 1));
      if (softmax(node).isPresent() && isSumOf(shown(node.input(1)), exponent)) {
        softmax = node;
      } else if (node.equals(cotangent) || node.equals(sum)) {
        inMean.add(node);
      } else if (node.op() == Elementwise.MUL
          || node.op() == Elementwise.DIV
          || node.op() == Elementwise.NEG
          || (node.op() instanceof Reduce reduce && reduce.operator() == Reduce.Operator.SUM)) {
        stack.addAll(node.inputs());
      } else {
        return Optional.empty();
      }
    }
    return softmax != null && inMean.size() == 2
        ? Optional.of(new SoftmaxDerivative(softmax, cotangent, sumAxes(sum)))
        : Optional.empty();
  }

  /** The operand z if the node is e^(z − max z). */
  static Optional<Node> shiftedExponent(Node node) {
    if (node.op() != Elementwise.EXP || node.input(0).op() != Elementwise.SUB) {
      return Optional.empty();
    }
    Node z = node.input(0).input(0);
    Node shift = unstopped(node.input(0).input(1));
    boolean largest =
        shift.op() instanceof Reduce reduce
            && reduce.operator() == Reduce.Operator.MAX
            && shown(shift.input(0)).equals(shown(z));
    return largest ? Optional.of(shown(z)) : Optional.empty();
  }

  /** The axes over which a softmax adds up to 1. */
  String softmaxAxes(Node node) {
    return sumAxes(shown(node.input(1)));
  }

  static String sumAxes(Node sum) {
    return axes(sum.input(0), ((Reduce) sum.op()).axes());
  }

  /** The operand of a Euclidean norm. */
  Optional<Node> norm(Node node) {
    Node sum = shown(node.input(0));
    boolean squares =
        sum.op() instanceof Reduce reduce
            && reduce.operator() == Reduce.Operator.SUM
            && sum.input(0).op() == Elementwise.SQUARE;
    return squares ? Optional.of(sum.input(0).input(0)) : Optional.empty();
  }

  String normAxes(Node node) {
    Node sum = shown(node.input(0));
    return sumAxes(sum);
  }

  /** The names of axes, nothing for all of them. */
  static String axes(Node node, Collection<Integer> axes) {
    return axes.size() == node.shape().rank() && node.shape().rank() > 1
        ? ""
        : axes.stream()
            .map(axis -> node.shape().dim(axis).toString().replace("*", "·"))
            .collect(Collectors.joining(", "));
  }

  static boolean swapsLast(Views.Transpose transpose) {
    List<Integer> order = transpose.order();
    int rank = order.size();
    for (int i = 0; i < rank - 2; i++) {
      if (order.get(i) != i) {
        return false;
      }
    }
    return rank >= 2 && order.get(rank - 2) == rank - 1 && order.get(rank - 1) == rank - 2;
  }

  /** A size as a formula of the names of dimensions. */
  static Formula size(Poly size) {
    List<Formula.Term> terms = new ArrayList<>();
    for (Poly term : size.summands()) {
      long factor = Math.abs(term.coefficient());
      List<Formula> factors = new ArrayList<>();
      if (factor != 1 || term.factors().isEmpty()) {
        factors.add(new Formula.Numeral(factor));
      }
      term.factors().forEach(atom -> factors.add(new Formula.Name(atom.toString())));
      terms.add(
          new Formula.Term(
              term.coefficient() < 0,
              factors.size() == 1
                  ? factors.get(0)
                  : new Formula.Product(Formula.Kind.SCALED, factors)));
    }
    return terms.size() == 1 && !terms.get(0).negative()
        ? terms.get(0).value()
        : new Formula.Sum(terms);
  }

  static Formula shape(Node node) {
    return new Formula.Code(
        node.shape().dims().stream().map(Poly::toString).collect(Collectors.joining("×")));
  }
}
