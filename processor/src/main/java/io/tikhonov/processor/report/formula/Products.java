package io.tikhonov.processor.report.formula;

import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Reduce;
import io.tikhonov.processor.ir.Views;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Writes products and quotients: constants in front as one fraction, then what varies. */
final class Products {
  private final Notation notation;
  private final Predicate<Node> hasName;
  private final Function<Node, Formula> formula;

  /**
   * @param hasName whether formulas refer to a node by a name
   * @param formula how a node is written as a part of a formula
   */
  Products(Notation notation, Predicate<Node> hasName, Function<Node, Formula> formula) {
    this.notation = notation;
    this.hasName = hasName;
    this.formula = formula;
  }

  /** True for a value that is written as a product. */
  static boolean isProduct(Node node) {
    boolean scaledSum =
        node.op() instanceof Reduce reduce && reduce.operator() == Reduce.Operator.SUM;
    return node.op() == Elementwise.MUL
        || node.op() == Elementwise.DIV
        || node.op() == Elementwise.NEG
        || node.op() instanceof Views.Place
        || scaledSum;
  }

  /** The nodes that a product is written of. */
  List<Node> parts(Node node) {
    Factors factors = factors(node);
    List<Node> parts = new ArrayList<>();
    for (List<Factors.Factor> some :
        List.of(factors.scalarsAbove, factors.scalarsBelow, factors.above, factors.below)) {
      some.forEach(factor -> parts.add(factor.node()));
    }
    return parts;
  }

  Formula write(Node node) {
    return write(factors(node));
  }

  private Factors factors(Node node) {
    return factors(node, new Factors());
  }

  private Factors factors(Node node, Factors factors) {
    collect(node, false, factors, true);
    takeSoftmax(factors);
    return factors;
  }

  private Formula write(Factors factors) {
    Formula numerator = elements(factors.above);
    if (!factors.below.isEmpty()) {
      numerator =
          new Formula.Fraction(
              numerator == null ? new Formula.Numeral(1) : numerator, elements(factors.below));
    }
    Formula coefficient = coefficient(factors);
    Formula result;
    if (coefficient == null) {
      result = numerator == null ? new Formula.Numeral(1) : numerator;
    } else if (numerator == null) {
      result = coefficient;
    } else {
      result = new Formula.Product(Formula.Kind.SCALED, List.of(coefficient, numerator));
    }
    return factors.number < 0 ? new Formula.Sum(List.of(new Formula.Term(true, result))) : result;
  }

  private void collect(Node node, boolean below, Factors factors, boolean root) {
    Node shown = Notation.shown(node);
    boolean open =
        root
            || (factors.mayOpen()
                && !hasName.test(shown)
                && !notation.isCall(shown)
                && notation.softmax(shown).isEmpty());
    if (open && shown.op() == Elementwise.MUL) {
      Optional<Notation.SoftmaxDerivative> derivative = notation.softmaxDerivative(shown);
      if (derivative.isPresent() && !below) {
        factors.above.add(new Factors.Factor(derivative.get().softmax(), null));
        factors.above.add(centred(derivative.get()));
        return;
      }
      collect(shown.input(0), below, factors, false);
      collect(shown.input(1), below, factors, false);
    } else if (open && shown.op() == Elementwise.DIV) {
      collect(shown.input(0), below, factors, false);
      collect(shown.input(1), !below, factors, false);
    } else if (open && shown.op() == Elementwise.NEG) {
      factors.number = -factors.number;
      collect(shown.input(0), below, factors, false);
    } else if (open && shown.op() instanceof Views.Place && !below) {
      collect(shown.input(0), false, factors, false);
      Node labels = shown.input(1);
      factors.above.add(
          new Factors.Factor(
              labels, () -> new Formula.Call("onehot", List.of(formula.apply(labels)))));
    } else if (open && !below && shown.op() instanceof Reduce reduce) {
      if (reduce.operator() == Reduce.Operator.SUM) {
        collectSum(shown, reduce, factors);
      } else {
        factors.add(shown, false);
      }
    } else if (shown.op() instanceof Leaf.Literal literal) {
      factors.number = below ? factors.number / literal.value() : factors.number * literal.value();
    } else {
      factors.add(shown, below);
    }
  }

  /** Constants inside of a sum stand in front of it. */
  private void collectSum(Node sum, Reduce reduce, Factors factors) {
    Factors inner = factors(sum.input(0), factors.inner());
    factors.number *= inner.number;
    move(inner.scalarsAbove, factors.scalarsAbove);
    move(inner.scalarsBelow, factors.scalarsBelow);
    inner.number = 1;
    String over = Notation.axes(sum.input(0), reduce.axes());
    // The parts of the sum count as parts of the product.
    Node first = inner.above.isEmpty() ? sum.input(0) : inner.above.get(0).node();
    List<Factors.Factor> target = sum.isScalar() ? factors.scalarsAbove : factors.above;
    target.add(
        new Factors.Factor(first, () -> new Formula.Reduction("Σ", over, write(inner))));
    for (int i = 1; i < inner.above.size(); i++) {
      target.add(new Factors.Factor(inner.above.get(i).node(), () -> Factors.NOTHING));
    }
    inner.below.forEach(it -> target.add(new Factors.Factor(it.node(), () -> Factors.NOTHING)));
  }

  private static void move(List<Factors.Factor> from, List<Factors.Factor> to) {
    to.addAll(from);
    from.clear();
  }

  /** g − Σ g ⊙ p, which the derivative of a softmax p multiplies by p. */
  private Factors.Factor centred(Notation.SoftmaxDerivative derivative) {
    return new Factors.Factor(
        derivative.cotangent(),
        () -> {
          Formula g = formula.apply(derivative.cotangent());
          Formula p = formula.apply(derivative.softmax());
          Formula product = new Formula.Product(Formula.Kind.ELEMENTS, List.of(g, p));
          Formula mean = new Formula.Reduction("Σ", derivative.axes(), product);
          return new Formula.Sum(
              List.of(new Formula.Term(false, g), new Formula.Term(true, mean)));
        });
  }

  /** e^(z − max z) above and its sum below are a softmax. */
  private void takeSoftmax(Factors factors) {
    for (Factors.Factor above : List.copyOf(factors.above)) {
      Optional<Node> z =
          above.formula() == null ? Notation.shiftedExponent(above.node()) : Optional.empty();
      for (Factors.Factor below : List.copyOf(factors.below)) {
        if (z.isPresent() && Notation.isSumOf(below.node(), above.node())) {
          factors.above.remove(above);
          factors.below.remove(below);
          String axes = Notation.sumAxes(below.node());
          factors.above.add(
              0,
              new Factors.Factor(
                  z.get(),
                  () -> new Formula.Reduction("softmax", axes, formula.apply(z.get()))));
          return;
        }
      }
    }
  }

  private Formula coefficient(Factors factors) {
    List<Formula> above = new ArrayList<>();
    double size = Math.abs(factors.number);
    if (size != 1) {
      above.add(new Formula.Numeral(size));
    }
    List<Formula> sums = new ArrayList<>();
    for (Formula scalar : formulas(factors.scalarsAbove)) {
      (scalar instanceof Formula.Reduction ? sums : above).add(scalar);
    }
    List<Formula> below = formulas(factors.scalarsBelow);
    Formula top = scaled(above);
    Formula front =
        below.isEmpty()
            ? top
            : new Formula.Fraction(top == null ? new Formula.Numeral(1) : top, scaled(below));
    if (sums.isEmpty()) {
      return front;
    }
    List<Formula> all = new ArrayList<>(sums);
    if (front != null) {
      all.add(0, front);
    }
    return scaled(all);
  }

  private List<Formula> formulas(List<Factors.Factor> factors) {
    return factors.stream()
        .map(it -> it.formula() == null ? formula.apply(it.node()) : it.formula().get())
        .filter(it -> !it.equals(Factors.NOTHING))
        .toList();
  }

  private static Formula scaled(List<Formula> factors) {
    return factors.size() < 2
        ? factors.stream().findFirst().orElse(null)
        : new Formula.Product(Formula.Kind.SCALED, List.copyOf(factors));
  }

  /** A product of tensors; equal factors are a power. */
  private Formula elements(List<Factors.Factor> factors) {
    Map<Formula, Integer> powers = new LinkedHashMap<>();
    formulas(factors).forEach(factor -> powers.merge(factor, 1, Integer::sum));
    List<Formula> distinct = new ArrayList<>();
    powers.forEach(
        (factor, power) ->
            distinct.add(
                power == 1 ? factor : new Formula.Power(factor, new Formula.Numeral(power))));
    return distinct.size() < 2
        ? distinct.stream().findFirst().orElse(null)
        : new Formula.Product(Formula.Kind.ELEMENTS, List.copyOf(distinct));
  }
}
