package io.tikhonov.runtime.data;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What is in a column. */
final class ColumnSummary {
  private static final int MOST_COUNTED = 10_000;
  private static final int MOST_SHOWN = 5;

  private final Map<String, Integer> texts = new LinkedHashMap<>();
  private int missing;
  private int numbers;
  private int others;

  /** The first row with something that is no number. */
  private int firstOther = -1;

  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  private ColumnSummary() {}

  static ColumnSummary of(TableColumn column) {
    ColumnSummary summary = new ColumnSummary();
    for (int row = 0; row < column.size(); row++) {
      summary.add(column.get(row), column, row);
    }
    return summary;
  }

  private void add(String text, TableColumn column, int row) {
    if (text == null) {
      missing++;
      return;
    }
    double number = column.parse(text);
    if (Double.isNaN(number)) {
      firstOther = others++ == 0 ? row : firstOther;
    } else {
      numbers++;
      min = Math.min(min, number);
      max = Math.max(max, number);
    }
    // The texts of numbers are looked at only where others stand among them.
    if (texts.size() < MOST_COUNTED || (others > 0 && texts.containsKey(text))) {
      texts.merge(text, 1, Integer::sum);
    }
  }

  /** Whether everything that is not missing is a number. */
  boolean isNumeric() {
    return numbers > 0 && others == 0;
  }

  boolean isEmpty() {
    return numbers + others == 0;
  }

  int numbers() {
    return numbers;
  }

  int others() {
    return others;
  }

  int firstOther() {
    return firstOther;
  }

  /** The different texts, or so many that it does not matter. */
  int different() {
    return texts.size();
  }

  String text() {
    String absent = missing == 0 ? "" : "; " + missing + " missing";
    if (isEmpty()) {
      return "no values" + absent;
    } else if (isNumeric()) {
      return String.format(Locale.ROOT, "%d numbers from %.6g to %.6g", numbers, min, max) + absent;
    }
    String frequent =
        texts.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .limit(MOST_SHOWN)
            .map(entry -> "\"" + Names.shortened(entry.getKey()) + "\" (" + entry.getValue() + ")")
            .collect(Collectors.joining(", "));
    String mixed = numbers == 0 ? "" : ", of which " + numbers + " are numbers";
    return "%d texts%s, %s%d different: %s%s%s"
        .formatted(
            numbers + others,
            mixed,
            texts.size() < MOST_COUNTED ? "" : "at least ",
            texts.size(),
            frequent,
            texts.size() > MOST_SHOWN ? ", ..." : "",
            absent);
  }
}
