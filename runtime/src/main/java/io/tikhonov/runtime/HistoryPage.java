package io.tikhonov.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** A history as a page with curves: one file, no script, light and dark, for screens and paper. */
final class HistoryPage {
  private static final String LEARNING_RATE = "Learning rate";
  private static final String SCHEDULE = "Schedule of ";
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ink: #1c2430; --soft: #5b6675; --line: #d9dee6;
        --back: #ffffff; --panel: #f7f8fa; --c0: #2563c9; --c1: #c2410c; --c2: #15803d;
        --c3: #7c3aed; --c4: #b4821b; --c5: #0e7490; --c6: #be185d; --c7: #4b5563; }
      @media (prefers-color-scheme: dark) { :root { --ink: #e6eaf0; --soft: #9aa6b6;
        --line: #2f3743; --back: #12161c; --panel: #1a2029; --c0: #7aa7f7; --c1: #f59463;
        --c2: #6cc98a; --c3: #b99af8; --c4: #e0b65c; --c5: #5cc4da; --c6: #f08ab8;
        --c7: #a8b1be; } }
      body { margin: 0 auto; max-width: 72rem; padding: 1.5rem 1rem 4rem; background: var(--back);
        color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
      h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.05rem; margin: 0; }
      h2 small { color: var(--soft); font-weight: normal; } a { color: var(--c0); }
      p { color: var(--soft); margin: .25rem 0 1.25rem; }
      main { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit,minmax(min(24rem,100%),1fr)); }
      section { background: var(--panel); border: 1px solid var(--line); border-radius: 8px;
        padding: 1rem; break-inside: avoid; min-width: 0; }
      svg { width: 100%; height: auto; display: block; }
      svg text { fill: var(--soft); font: 13px system-ui, sans-serif; }
      .grid { stroke: var(--line); stroke-width: 1; }
      .curve { fill: none; stroke-width: 2; stroke-linejoin: round; }
      ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: .5rem 0 0;
        padding: 0; font-size: .85rem; }
      li i { display: inline-block; width: .9rem; height: 3px; vertical-align: middle;
        margin-right: .4rem; }
      details { margin-top: 1.5rem; } .wide { overflow-x: auto; }
      table { border-collapse: collapse; font-size: .8rem; font-variant-numeric: tabular-nums; }
      th, td { padding: .2rem .6rem; border-bottom: 1px solid var(--line); text-align: right;
        white-space: nowrap; }
      @media print { details { display: none; } section { border-color: #bbb; } }
      """;

  private final TrainingHistory history;
  private final String title;
  private final String report;

  /**
   * A page.
   *
   * @param report the address of the objective's report; empty if there is none
   */
  HistoryPage(TrainingHistory history, String title, String report) {
    this.history = history;
    this.title = title;
    this.report = report;
  }

  String html() {
    StringBuilder page = new StringBuilder();
    page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
        .append("<title>")
        .append(escape(title))
        .append("</title>\n<style>\n")
        .append(STYLE)
        .append("</style>\n</head>\n<body>\n<h1>")
        .append(escape(title))
        .append("</h1>\n<p>")
        .append(escape(summary()))
        .append(link())
        .append("</p>\n<main>\n");
    sections().forEach(page::append);
    page.append("</main>\n").append(table()).append("</body>\n</html>\n");
    return page.toString();
  }

  private String link() {
    return report.isEmpty()
        ? ""
        : " <a href=\"" + escape(report) + "\">What was minimised: the report of the objective</a>";
  }

  private String summary() {
    if (history.epochs().isEmpty()) {
      return "No step was made.";
    }
    TrainingHistory.Epoch last = history.last();
    double seconds = history.epochs().stream().mapToDouble(TrainingHistory.Epoch::seconds).sum();
    String text =
        String.format(
            Locale.ROOT,
            "%d epochs in %.1f s; at the end the loss is %s",
            history.epochs().size(),
            seconds,
            Chart.number(last.loss()));
    return last.validation()
            .map(validation -> text + ", on validation data " + Chart.number(validation.loss()))
            .orElse(text)
        + ".";
  }

  private List<String> sections() {
    List<String> sections = new ArrayList<>();
    add(sections, "Loss", series(name -> name.equals("loss") || name.equals("validation"), ""));
    add(sections, "Terms", series(name -> name.startsWith("term "), "term "));
    add(
        sections,
        "Terms on validation data",
        series(name -> name.startsWith("validation "), "validation "));
    series(name -> name.startsWith("metric "), "metric ")
        .forEach((name, values) -> add(sections, name, Map.of(name, values)));
    add(sections, LEARNING_RATE, series(name -> name.equals("learningRate"), ""));
    series(name -> name.startsWith("scheduled "), "scheduled ")
        .forEach((name, values) -> add(sections, SCHEDULE + name, Map.of(name, values)));
    add(sections, "Norms of parameters", series(name -> name.startsWith("norm "), "norm "));
    Map<String, double[]> zeros = series(name -> name.startsWith("zeros "), "zeros ");
    if (zeros.values().stream().anyMatch(HistoryPage::hasValue)) {
      add(sections, "Share of zeros", zeros);
    }
    return sections;
  }

  private static boolean hasValue(double[] values) {
    for (double value : values) {
      if (value > 0) {
        return true;
      }
    }
    return false;
  }

  private static void add(List<String> sections, String heading, Map<String, double[]> series) {
    if (!series.isEmpty()) {
      boolean scheduled = heading.equals(LEARNING_RATE) || heading.startsWith(SCHEDULE);
      sections.add(new Chart(heading, series, !scheduled).section());
    }
  }

  /** The columns whose titles are wanted, without the prefix. */
  private Map<String, double[]> series(Predicate<String> wanted, String prefix) {
    Map<String, double[]> series = new LinkedHashMap<>();
    int n = history.epochs().size();
    for (int i = 0; i < n; i++) {
      for (Map.Entry<String, Double> column :
          HistoryFiles.columns(history.epochs().get(i)).entrySet()) {
        if (wanted.test(column.getKey())) {
          series.computeIfAbsent(column.getKey().substring(prefix.length()), it -> empty(n))[i] =
              column.getValue();
        }
      }
    }
    return series;
  }

  private static double[] empty(int n) {
    double[] values = new double[n];
    java.util.Arrays.fill(values, Double.NaN);
    return values;
  }

  private String table() {
    Set<String> titles = new LinkedHashSet<>();
    history.epochs().forEach(epoch -> titles.addAll(HistoryFiles.columns(epoch).keySet()));
    StringBuilder table =
        new StringBuilder(
            "<details>\n<summary>All numbers</summary>\n<div class=\"wide\"><table>\n<tr>");
    titles.forEach(it -> table.append("<th>").append(escape(it)).append("</th>"));
    table.append("</tr>\n");
    for (TrainingHistory.Epoch epoch : history.epochs()) {
      Map<String, Double> columns = HistoryFiles.columns(epoch);
      table.append("<tr>");
      for (String column : titles) {
        Double value = columns.get(column);
        table.append("<td>").append(value == null ? "" : Chart.number(value)).append("</td>");
      }
      table.append("</tr>\n");
    }
    return table.append("</table></div>\n</details>\n").toString();
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
