package io.tikhonov.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table in Markdown that is also readable as it stands. */
final class Table {

  private static final String NOTHING = "–";

  private final List<List<String>> rows = new ArrayList<>();

  Table(String... titles) {
    rows.add(List.of(titles));
  }

  void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** Milliseconds, or the sign for nothing if not a number. */
  static String millis(double value) {
    if (Double.isNaN(value)) {
      return NOTHING;
    }
    int decimals = value < 1 ? 3 : value < 100 ? 2 : 0;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** Milliseconds with the range of the rounds. */
  static String millis(Times times) {
    return "%s (%s..%s)"
        .formatted(millis(times.median()), millis(times.min()), millis(times.max()));
  }

  /** A ratio, or the sign for nothing if not a number. */
  static String ratio(double value) {
    return Double.isNaN(value) ? NOTHING : String.format(Locale.ROOT, "%.2f", value);
  }

  @Override
  public String toString() {
    int[] widths =
        IntStream.range(0, rows.get(0).size())
            .map(
                column ->
                    rows.stream().mapToInt(row -> row.get(column).length()).max().orElseThrow())
            .toArray();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      text.append(line(rows.get(i), widths));
      if (i == 0) {
        text.append(IntStream.of(widths).mapToObj("-"::repeat).collect(cells()));
      }
    }
    return text.toString();
  }

  private static String line(List<String> row, int... widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(column -> row.get(column) + " ".repeat(widths[column] - row.get(column).length()))
        .collect(cells());
  }

  private static java.util.stream.Collector<CharSequence, ?, String> cells() {
    return Collectors.joining(" | ", "| ", " |\n");
  }
}
