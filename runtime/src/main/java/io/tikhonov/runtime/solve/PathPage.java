package io.tikhonov.runtime.solve;

import io.tikhonov.runtime.page.Page;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Paths and cross-validations as pages with pictures. */
final class PathPage {

  /** So many curves have names and colours of their own: those that go farthest. */
  private static final int NAMED = 8;

  /** More curves than this would be nothing but a grey field, and a large file. */
  private static final int MOST_CURVES = 400;

  private final SolutionPath path;
  private final CrossValidationResult validation;

  private PathPage(SolutionPath path, CrossValidationResult validation) {
    this.path = path;
    this.validation = validation;
  }

  static String html(String title, SolutionPath path, CrossValidationResult validation) {
    return new PathPage(path, validation).html(title);
  }

  private String html(String title) {
    StringBuilder page = new StringBuilder(Page.begin(title, Page.escape(summary())));
    if (validation != null) {
      page.append(validationChart());
    }
    for (String parameter : path.penalised()) {
      page.append(coefficients(parameter));
    }
    page.append(nonzeros());
    return page.append("</main>\n").append(table()).append(Page.END).toString();
  }

  private String summary() {
    List<SolutionPath.Point> points = path.points();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%d solutions along %s, factors from %s down to %s, nonzeros from %d to %d",
            points.size(),
            String.join(", ", path.penalties()),
            Page.number(points.get(0).factor()),
            Page.number(points.get(points.size() - 1).factor()),
            points.get(0).nonzeros(),
            points.get(points.size() - 1).nonzeros()));
    long missed = points.stream().filter(point -> !point.converged()).count();
    if (missed > 0) {
      text.append("; ").append(missed).append(" have not converged");
    }
    if (validation != null) {
      text.append(". ")
          .append(validation.losses().length)
          .append(" folds: the best factor is ")
          .append(choice(validation.best(), validation.bestIndex()))
          .append("; within one standard error is ")
          .append(choice(validation.oneStandardError(), validation.oneStandardErrorIndex()));
    }
    return text.append('.').toString();
  }

  private String choice(SolutionPath.Point point, int index) {
    return String.format(
        Locale.ROOT,
        "%s (%s %s ± %s, %d nonzeros)",
        Page.number(point.factor()),
        validation.measure(),
        Page.number(validation.means()[index]),
        Page.number(validation.standardErrors()[index]),
        point.nonzeros());
  }

  private PathChart chart(String heading) {
    PathChart chart = new PathChart(heading, path.factors());
    if (validation != null) {
      chart.mark(validation.bestIndex(), "best", false);
      if (validation.oneStandardErrorIndex() != validation.bestIndex()) {
        chart.mark(validation.oneStandardErrorIndex(), "1 SE", true);
      }
    }
    return chart;
  }

  private String validationChart() {
    PathChart chart = chart("Cross-validation: " + validation.measure());
    chart.withErrors(validation.measure(), validation.means(), validation.standardErrors());
    return chart.section();
  }

  private static final class Curve {
    private final String name;
    private final double[] values;
    private final double size;

    Curve(String name, double[] values, double size) {
      this.name = name;
      this.values = values;
      this.size = size;
    }
  }

  private String coefficients(String parameter) {
    List<SolutionPath.Point> points = path.points();
    double[][] values = new double[points.size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = SolutionPath.numbers(points.get(i).coefficients().get(parameter));
    }
    INDArray shape = points.get(0).coefficients().get(parameter);
    List<Curve> curves = new ArrayList<>();
    for (int j = 0; j < values[0].length; j++) {
      double[] curve = new double[values.length];
      double size = 0;
      for (int i = 0; i < curve.length; i++) {
        curve[i] = values[i][j];
        size = Math.max(size, Math.abs(curve[i]));
      }
      if (size > 0) {
        curves.add(new Curve(path.label(parameter, shape, j), curve, size));
      }
    }
    curves.sort(Comparator.comparingDouble((Curve curve) -> -curve.size));
    PathChart chart = chart("Coefficients " + parameter);
    int shown = Math.min(MOST_CURVES, curves.size());
    // The named ones lie on top.
    for (int i = shown - 1; i >= 0; i--) {
      chart.curve(curves.get(i).name, curves.get(i).values, i < NAMED ? i : -1);
    }
    if (curves.size() > shown) {
      chart.note("The %d of %d curves that go farthest.".formatted(shown, curves.size()));
    }
    return chart.section();
  }

  private String nonzeros() {
    PathChart chart = chart("Nonzeros");
    double[] counts = path.points().stream().mapToDouble(SolutionPath.Point::nonzeros).toArray();
    chart.curve("nonzeros", counts, 0);
    return chart.section();
  }

  private String table() {
    StringBuilder table =
        new StringBuilder(
            "<details>\n<summary>All solutions</summary>\n<div class=\"wide\"><table>\n<tr>"
                + "<th>factor</th>");
    List<String> lambdas = List.copyOf(path.points().get(0).lambdas().keySet());
    lambdas.forEach(name -> table.append("<th>λ ").append(Page.escape(name)).append("</th>"));
    table.append("<th>objective</th>");
    List<String> terms = List.copyOf(path.points().get(0).terms().terms().keySet());
    terms.forEach(name -> table.append("<th>").append(Page.escape(name)).append("</th>"));
    table.append("<th>nonzeros</th><th>certificate</th>");
    if (validation != null) {
      table.append("<th>").append(Page.escape(validation.measure())).append("</th><th>±</th>");
    }
    table.append("</tr>\n");
    for (int i = 0; i < path.points().size(); i++) {
      SolutionPath.Point point = path.points().get(i);
      table.append("<tr>");
      cell(table, point.factor());
      point.lambdas().values().forEach(value -> cell(table, value));
      cell(table, point.terms().loss());
      point.terms().terms().values().forEach(value -> cell(table, value));
      cell(table, (double) point.nonzeros());
      cell(table, point.certificate().value());
      if (validation != null) {
        cell(table, validation.means()[i]);
        cell(table, validation.standardErrors()[i]);
      }
      table.append("</tr>\n");
    }
    return table.append("</table></div>\n</details>\n").toString();
  }

  private static void cell(StringBuilder table, double value) {
    table.append("<td>").append(Page.number(value)).append("</td>");
  }
}
