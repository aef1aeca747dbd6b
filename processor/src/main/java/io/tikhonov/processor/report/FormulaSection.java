package io.tikhonov.processor.report;

import io.tikhonov.processor.report.formula.FormulaBook;
import io.tikhonov.processor.report.formula.MathMl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The source beside the formulas that were made of it. */
final class FormulaSection {
  /** More formulas than this are folded. */
  private static final int SHOWN = 40;

  private final Facts facts;
  private final Map<Long, List<FormulaBook.Definition>> byLine = new LinkedHashMap<>();

  FormulaSection(Facts facts) {
    this.facts = facts;
    for (FormulaBook.Definition definition : facts.definitions()) {
      if (facts.source().has(definition.origin().file(), definition.origin().line())) {
        byLine
            .computeIfAbsent(definition.origin().line(), line -> new ArrayList<>())
            .add(definition);
      }
    }
  }

  void write(Markup page) {
    page.open("section", "id", "formulas").line();
    page.element("h2", "Formulas").line();
    page.open("div", "class", facts.source().lines().isEmpty() ? "" : "beside").line();
    source(page);
    page.open("div", "class", "formulas").line();
    group(page, "Values", false);
    group(page, "Gradients", true);
    page.element(
            "p",
            "⊙ multiplies element by element; [ ] is 1 where the condition holds and 0 elsewhere."
                + " Repetition along axes and reshaping are left out. z and δ with a number are"
                + " intermediate values without a name of their own.",
            "class",
            "note")
        .line();
    page.closeLine();
    page.closeLine().closeLine();
  }

  private void source(Markup page) {
    if (facts.source().lines().isEmpty()) {
      return;
    }
    page.open("div", "class", "source").line();
    page.element("h3", facts.source().file()).line();
    page.open("pre");
    String[] marked = JavaColors.mark(String.join("\n", facts.source().lines())).split("\n", -1);
    for (int i = 0; i < marked.length; i++) {
      long line = facts.source().firstLine() + i;
      List<FormulaBook.Definition> made = byLine.getOrDefault(line, List.of());
      page.open("span", "class", made.isEmpty() ? "line" : "line made", "id", Lines.id(line));
      if (made.isEmpty()) {
        page.element("span", Long.toString(line), "class", "no");
      } else {
        page.element("a", Long.toString(line), "class", "no", "href", "#" + made.get(0).id());
      }
      page.raw(marked[i]);
      page.close();
    }
    page.close().line().closeLine();
  }

  private void group(Markup page, String title, boolean derivatives) {
    List<FormulaBook.Definition> all =
        facts.definitions().stream().filter(it -> it.derivative() == derivatives).toList();
    if (all.isEmpty()) {
      return;
    }
    page.element("h3", title).line();
    boolean folded = all.size() > SHOWN;
    if (folded) {
      page.open("details").element("summary", "All " + all.size() + " formulas").line();
    }
    page.open("dl").line();
    all.forEach(definition -> definition(page, definition));
    page.closeLine();
    if (folded) {
      page.closeLine();
    }
  }

  private static void line(Markup page, String math) {
    page.open("span", "class", "row").raw(math).close();
  }

  private void definition(Markup page, FormulaBook.Definition definition) {
    page.open("div", "class", "formula", "id", definition.id());
    page.open("dt").raw(MathMl.math(definition.left())).close();
    page.open("dd");
    page.open("span", "class", "wide value");
    MathMl.lines(definition.right()).forEach(line -> line(page, line));
    if (definition.expansion() != null) {
      MathMl.lines(definition.expansion()).forEach(line -> line(page, line));
    }
    page.close();
    page.open("span", "class", "at");
    if (facts.source().has(definition.origin().file(), definition.origin().line())) {
      page.link(Lines.id(definition.origin().line()), "line " + definition.origin().line());
    }
    page.close();
    page.close().closeLine();
  }
}
