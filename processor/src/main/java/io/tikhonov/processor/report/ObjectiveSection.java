package io.tikhonov.processor.report;

import io.tikhonov.processor.report.formula.FormulaBook;
import io.tikhonov.processor.report.formula.MathMl;
import io.tikhonov.processor.report.formula.PlainText;
import io.tikhonov.processor.report.formula.TextFormula;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What is minimised: the sum, and each of its terms. */
final class ObjectiveSection {
  private static final int LONGEST = 60;

  private final Facts facts;
  private final Set<String> names;

  ObjectiveSection(Facts facts) {
    this.facts = facts;
    this.names = names(facts);
  }

  /** The names of tensors, which formulas of the catalogue mention. */
  static Set<String> names(Facts facts) {
    return facts.tensors().stream().map(Facts.Tensor::name).collect(Collectors.toSet());
  }

  void write(Markup page) {
    page.open("section", "id", "objective").line();
    page.element("h2", "Objective").line();
    List<Facts.Term> differentiated =
        facts.terms().stream().filter(Facts.Term::differentiable).toList();
    List<Facts.Term> others = facts.terms().stream().filter(it -> !it.differentiable()).toList();
    page.open("div", "class", "display wide").line();
    page.open("p").raw(MathMl.text("minimise") + sum(others, true)).closeLine();
    page.open("p").raw(MathMl.text("where") + sum(differentiated, false)).closeLine();
    page.closeLine();
    terms(page);
    if (!facts.schedules().isEmpty()) {
      schedules(page);
    }
    page.closeLine();
  }

  private void schedules(Markup page) {
    page.element("h3", "Schedules").line();
    page.open("div", "class", "wide", "tabindex", "0").open("table").line();
    page.open("thead").open("tr");
    page.element("th", "Of", "scope", "col").element("th", "In step t", "scope", "col");
    page.close().closeLine().open("tbody").line();
    facts
        .schedules()
        .forEach(
            (name, formulas) -> {
              page.open("tr");
              page.open("th", "scope", "row").element("code", name).close();
              page.open("td");
              for (int i = 0; i < formulas.size(); i++) {
                page.raw(i == 0 ? "" : "<br/>");
                page.raw("<math><mrow>" + TextFormula.content(formulas.get(i), names))
                    .raw("</mrow></math>");
              }
              page.close().closeLine();
            });
    page.close().close().closeLine();
  }

  /** J = ℒ + what acts by itself; or ℒ = what is differentiated. */
  private String sum(List<Facts.Term> terms, boolean whole) {
    List<String> parts = new ArrayList<>();
    if (whole) {
      parts.add("<mi>" + FormulaBook.OBJECTIVE + "</mi>");
    }
    terms.forEach(term -> parts.add(content(term)));
    String left = whole ? "<mi>J</mi>" : "<mi>" + FormulaBook.OBJECTIVE + "</mi>";
    String right = parts.isEmpty() ? "<mn>0</mn>" : String.join("<mo>+</mo>", parts);
    return "<math displaystyle=\"true\"><mrow>" + left + "<mo>=</mo>" + right + "</mrow></math>";
  }

  private String content(Facts.Term term) {
    return term.mode().isEmpty()
        ? MathMl.scaled(term.weight(), term.name(), term.definition())
        : TextFormula.content(term.formula(), names);
  }

  private void terms(Markup page) {
    page.open("div", "class", "wide", "tabindex", "0").open("table").line();
    page.open("thead").open("tr");
    for (String title : List.of("Term", "Value", "Declared as", "In a step", "Line")) {
      page.element("th", title, "scope", "col");
    }
    page.close().closeLine().open("tbody").line();
    for (Facts.Term term : facts.terms()) {
      page.open("tr");
      page.open("th", "scope", "row").element("code", term.name()).close();
      page.open("td");
      page.raw("<math><mrow>" + value(term) + "</mrow></math>");
      page.close();
      page.element("td", declared(term));
      page.open("td");
      page.element("span", acts(term), "class", term.differentiable() ? "chip" : "chip strong");
      page.close();
      page.open("td", "class", "number");
      Lines.link(page, facts, term.line());
      page.close().closeLine();
    }
    page.close().close().closeLine();
  }

  /** The term as the user wrote it, where that is short. */
  private String value(Facts.Term term) {
    return facts.definitions().stream()
        .filter(it -> it.id().equals(term.definition()))
        .filter(it -> PlainText.of(it.right()).length() <= LONGEST)
        .map(it -> MathMl.scaled(term.weight(), it.right()))
        .findFirst()
        .orElseGet(() -> content(term));
  }

  private static String declared(Facts.Term term) {
    return switch (term.kind()) {
      case "loss" -> "@Loss method";
      case "method" -> "@Regularize method";
      default -> "penalty of the catalogue";
    };
  }

  private static String acts(Facts.Term term) {
    if (term.mode().isEmpty()) {
      return "differentiated";
    }
    return term.mode().equals("coupled") ? "coupled: differentiated" : term.mode();
  }
}
