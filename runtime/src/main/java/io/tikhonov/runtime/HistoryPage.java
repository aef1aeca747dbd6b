package io.tikhonov.runtime;

import io.tikhonov.runtime.page.Page;
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
    page.append(Page.begin(title, Page.escape(summary()) + link()));
    sections().forEach(page::append);
    page.append("</main>\n").append(table()).append(Page.END);
    return page.toString();
  }

  private String link() {
    return report.isEmpty()
        ? ""
        : " <a href=\""
            + Page.escape(report)
            + "\">What was minimised: the report of the objective</a>";
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
            Page.number(last.loss()));
    return last.validation()
            .map(validation -> text + ", on validation data " + Page.number(validation.loss()))
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
    titles.forEach(it -> table.append("<th>").append(Page.escape(it)).append("</th>"));
    table.append("</tr>\n");
    for (TrainingHistory.Epoch epoch : history.epochs()) {
      Map<String, Double> columns = HistoryFiles.columns(epoch);
      table.append("<tr>");
      for (String column : titles) {
        Double value = columns.get(column);
        table.append("<td>").append(value == null ? "" : Page.number(value)).append("</td>");
      }
      table.append("</tr>\n");
    }
    return table.append("</table></div>\n</details>\n").toString();
  }
}
