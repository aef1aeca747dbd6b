package io.tikhonov.processor.report.formula;

import java.util.List;
import java.util.stream.Collectors;

/** Writes formulas as one line of Unicode. */
public final class PlainText {

  private PlainText() {}

  public static String of(Formula formula) {
    if (formula instanceof Formula.Name name) {
      return name.text();
    } else if (formula instanceof Formula.Reference reference) {
      return reference.text();
    } else if (formula instanceof Formula.Numeral number) {
      return Numerals.text(number.value()).replace('-', '−');
    } else if (formula instanceof Formula.Code code) {
      return code.text();
    } else if (formula instanceof Formula.Call call) {
      return call.function() + "(" + list(call.arguments()) + ")";
    } else if (formula instanceof Formula.Reduction reduction) {
      String over = reduction.over().isEmpty() ? "" : "_{" + reduction.over() + "}";
      boolean big = reduction.function().equals("Σ");
      return reduction.function()
          + over
          + (big
              ? " " + tight(reduction.body(), Formula.Binding.PRODUCT)
              : "(" + of(reduction.body()) + ")");
    } else if (formula instanceof Formula.Sum sum) {
      return sum(sum);
    } else if (formula instanceof Formula.Product product) {
      String sign =
          switch (product.kind()) {
            case SCALED, MATRICES -> "·";
            case ELEMENTS -> " ⊙ ";
          };
      boolean scaled = product.kind() == Formula.Kind.SCALED;
      int last = product.factors().size() - 1;
      StringBuilder text = new StringBuilder();
      for (int i = 0; i <= last; i++) {
        Formula.Binding least =
            scaled && i == last ? Formula.Binding.PRODUCT : Formula.Binding.PREFIX;
        text.append(i > 0 ? sign : "").append(tight(product.factors().get(i), least));
      }
      return text.toString();
    } else if (formula instanceof Formula.Fraction fraction) {
      return tight(fraction.numerator(), Formula.Binding.PREFIX)
          + "/"
          + tight(fraction.denominator(), Formula.Binding.PREFIX);
    } else if (formula instanceof Formula.Power power) {
      String exponent = of(power.exponent());
      String base = tight(power.base(), Formula.Binding.ATOM);
      return exponent.equals("2")
          ? base + "²"
          : base + "^" + tight(power.exponent(), Formula.Binding.ATOM);
    } else if (formula instanceof Formula.Transposed transposed) {
      return tight(transposed.base(), Formula.Binding.ATOM) + "ᵀ";
    } else if (formula instanceof Formula.Element element) {
      return tight(element.base(), Formula.Binding.ATOM) + "[" + list(element.index()) + "]";
    } else if (formula instanceof Formula.Root root) {
      return "√" + tight(root.body(), Formula.Binding.ATOM);
    } else if (formula instanceof Formula.Bars bars) {
      String subscript = bars.subscript().isEmpty() ? "" : "_{" + bars.subscript() + "}";
      return bars.bar() + of(bars.body()) + bars.bar() + subscript;
    } else if (formula instanceof Formula.Relation relation) {
      return of(relation.left()) + " " + relation.sign() + " " + of(relation.right());
    } else if (formula instanceof Formula.Indicator indicator) {
      return "[" + of(indicator.condition()) + "]";
    } else if (formula instanceof Formula.Cases cases) {
      return "("
          + of(cases.then())
          + " where "
          + of(cases.condition())
          + ", else "
          + of(cases.otherwise())
          + ")";
    }
    Formula.Partial partial = (Formula.Partial) formula;
    return "∂" + of(partial.of()) + "/∂" + of(partial.by());
  }

  private static String sum(Formula.Sum sum) {
    StringBuilder text = new StringBuilder();
    for (Formula.Term term : sum.terms()) {
      if (text.isEmpty()) {
        text.append(term.negative() ? "−" : "");
      } else {
        text.append(term.negative() ? " − " : " + ");
      }
      text.append(tight(term.value(), Formula.Binding.PRODUCT));
    }
    return text.toString();
  }

  /** In parentheses if it does not hold together as tightly as asked for. */
  private static String tight(Formula formula, Formula.Binding least) {
    boolean fits =
        formula.binding().compareTo(least) >= 0
            && !(least == Formula.Binding.ATOM && formula instanceof Formula.Fraction);
    return fits ? of(formula) : "(" + of(formula) + ")";
  }

  private static String list(List<Formula> formulas) {
    return formulas.stream().map(PlainText::of).collect(Collectors.joining(", "));
  }
}
