package io.tikhonov.processor.report;

import io.tikhonov.processor.ir.Poly;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The report for people: one page without network and scripts. */
final class HtmlReport {
  private final Facts facts;
  private final Pictures pictures;

  /** The graphs as SVG. */
  record Pictures(String before, String after) {}

  HtmlReport(Facts facts, Pictures pictures) {
    this.facts = facts;
    this.pictures = pictures;
  }

  String text() {
    String simpleName = facts.model().substring(facts.model().lastIndexOf('.') + 1);
    Markup page = new Markup();
    page.raw("<!DOCTYPE html>\n");
    page.open("html", "lang", "en").line().open("head").line();
    page.empty("meta", "charset", "utf-8").line();
    page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").line();
    page.empty("meta", "name", "color-scheme", "content", "light dark").line();
    page.element("title", simpleName + ": objective report").line();
    page.open("style").raw("\n" + styles()).closeLine();
    page.closeLine();
    page.open("body").line();
    header(page, simpleName);
    page.open("main").line();
    new ObjectiveSection(facts).write(page);
    new FormulaSection(facts).write(page);
    new ParameterSection(facts).write(page);
    new StepSection(facts).write(page);
    graphs(page);
    new PassSection(facts).write(page);
    new DiagnosticSection(facts).write(page);
    page.closeLine();
    footer(page);
    page.closeLine().closeLine();
    return page.toString();
  }

  private void header(Markup page, String simpleName) {
    int dot = facts.model().lastIndexOf('.');
    page.open("header").line();
    page.element("p", dot < 0 ? "" : facts.model().substring(0, dot), "class", "package").line();
    page.element("h1", simpleName).line();
    List<Facts.Tensor> parameters =
        facts.tensors().stream().filter(it -> it.kind() == Facts.Kind.PARAMETER).toList();
    Poly numbers = parameters.stream().map(it -> it.shape().volume()).reduce(Poly.ZERO, Poly::plus);
    page.open("p", "class", "summary");
    page.text(
        "%s in %s precision: %s, and %s in a step."
            .formatted(
                count(parameters.size(), "parameter tensor"),
                facts.doublePrecision() ? "double" : "single",
                Sizes.text(numbers) + " numbers",
                count(facts.passes().size(), "pass", "passes")));
    page.closeLine();
    page.open("nav", "aria-label", "Sections").line();
    for (String section :
        List.of("Objective", "Formulas", "Parameters", "Step", "Graph", "Passes", "Diagnostics")) {
      page.link(section.toLowerCase(java.util.Locale.ROOT), section).line();
    }
    page.closeLine().closeLine();
  }

  static String count(int number, String one) {
    return count(number, one, one + "s");
  }

  static String count(int number, String one, String several) {
    return number + " " + (number == 1 ? one : several);
  }

  private void graphs(Markup page) {
    page.open("section", "id", "graph").line();
    page.element("h2", "Graph").line();
    figure(
        page,
        pictures.before(),
        "Before fusion: the declaration, from parameters and inputs to terms. Each box is a call or"
            + " an operation that would be a pass of its own.");
    figure(
        page,
        pictures.after(),
        "After fusion: what a step runs. Each box is a pass with the arrays that it leaves in"
            + " memory; everything else stays in registers.");
    legend(page);
    page.closeLine();
  }

  private static void figure(Markup page, String svg, String caption) {
    page.open("figure").line();
    page.element("figcaption", caption).line();
    page.open("div", "class", "wide picture", "tabindex", "0").raw("\n" + svg).closeLine();
    page.closeLine();
  }

  private static void legend(Markup page) {
    page.open("ul", "class", "legend");
    for (String look :
        List.of("parameter", "input", "value", "term", "library", "kernel", "update")) {
      page.open("li").element("i", "", "class", look).text(legend(look)).close();
    }
    page.closeLine();
  }

  private static String legend(String look) {
    return switch (look) {
      case "input" -> "input, constant or state";
      case "library" -> "matrix product or library call";
      case "kernel" -> "fused kernel";
      case "update" -> "update of a parameter";
      default -> look;
    };
  }

  private void footer(Markup page) {
    page.open("footer");
    page.open("p");
    page.text("Compiled from ");
    page.element("code", facts.source().file().isEmpty() ? facts.model() : facts.source().file());
    page.text(" by Tikhonov " + facts.compiler() + " to ");
    page.element("code", facts.generated());
    page.text("; declaration ");
    page.element("code", facts.fingerprint()).text(".");
    page.close();
    page.closeLine();
  }

  private static String styles() {
    try (InputStream resource = HtmlReport.class.getResourceAsStream("report.css")) {
      if (resource == null) {
        throw new IllegalStateException("report.css is missing in the processor's jar");
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
