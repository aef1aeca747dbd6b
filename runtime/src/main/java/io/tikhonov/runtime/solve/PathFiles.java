package io.tikhonov.runtime.solve;

import io.tikhonov.runtime.page.Page;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Paths as tables of comma-separated values. */
final class PathFiles {

  private PathFiles() {}

  static String csv(SolutionPath path) {
    return csv(path, new double[0], new double[0]);
  }

  static String csv(CrossValidationResult result) {
    return csv(result.path(), result.means(), result.standardErrors());
  }

  private static String csv(SolutionPath path, double[] means, double[] errors) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < path.points().size(); i++) {
      Map<String, String> row = row(path, path.points().get(i));
      if (means.length > 0) {
        row.put("validation mean", Double.toString(means[i]));
        row.put("validation standard error", Double.toString(errors[i]));
      }
      if (i == 0) {
        line(text, row.keySet().stream().map(Page::quoted).toList());
      }
      line(text, new ArrayList<>(row.values()));
    }
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append(String.join(",", cells)).append("\r\n");
  }

  private static Map<String, String> row(SolutionPath path, SolutionPath.Point point) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("factor", Double.toString(point.factor()));
    point.lambdas().forEach((name, value) -> row.put("lambda " + name, Double.toString(value)));
    row.put("certificate", Double.toString(point.certificate().value()));
    row.put("converged", Boolean.toString(point.converged()));
    row.put("nonzeros", Long.toString(point.nonzeros()));
    row.put("objective", Double.toString(point.terms().loss()));
    point.terms().terms().forEach((name, value) -> row.put("term " + name, value.toString()));
    point
        .coefficients()
        .forEach(
            (name, array) -> {
              double[] values = SolutionPath.numbers(array);
              for (int i = 0; i < values.length; i++) {
                row.put(path.element(name, array, i), number(values[i]));
              }
            });
    return row;
  }

  private static String number(double value) {
    return value == 0 ? "0" : Double.toString(value);
  }
}
