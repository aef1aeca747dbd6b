package io.tikhonov.runtime.data;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;

/** (value − mean) / deviation, and another number in the place of missing values. */
final class FittedNumber extends FittedColumn {
  static final String KIND = "number";

  private final double fill;
  private final boolean indicator;
  private final double mean;
  private final double deviation;

  /**
   * A column.
   *
   * @param fill in the place of a missing value; NaN if there must be none
   */
  FittedNumber(String column, double fill, boolean indicator, double mean, double deviation) {
    super(column);
    this.fill = fill;
    this.indicator = indicator;
    this.mean = mean;
    this.deviation = deviation;
  }

  static IllegalArgumentException missing(TableColumn column, int row) {
    return column.problem(
        row,
        "the number is missing (%s). Say what stands in its place, .orMedian(), .orMean() or .or(0), or leave such rows out, table.withoutMissing(\"%s\")."
            .formatted(column.missingText(row), column.name()));
  }

  @Override
  List<String> names() {
    return indicator ? List.of(column(), column() + " missing") : List.of(column());
  }

  @Override
  void apply(TableColumn source, Target target, int first) {
    for (int row = 0; row < source.size(); row++) {
      double number = source.number(row);
      boolean absent = Double.isNaN(number);
      if (absent && Double.isNaN(fill)) {
        throw missing(source, row);
      }
      target.put(row, first, ((absent ? fill : number) - mean) / deviation);
      if (indicator) {
        target.put(row, first + 1, absent ? 1 : 0);
      }
    }
  }

  /** The number in the units of the table. */
  double original(double value) {
    return value * deviation + mean;
  }

  @Override
  JsonObject save() {
    JsonObject object = new JsonObject();
    object.addProperty("column", column());
    object.addProperty("kind", KIND);
    if (!Double.isNaN(fill)) {
      object.addProperty("fill", fill);
    }
    object.addProperty("indicator", indicator);
    object.addProperty("mean", mean);
    object.addProperty("deviation", deviation);
    return object;
  }

  @Override
  String describe() {
    String filled = Double.isNaN(fill) ? "" : String.format(Locale.ROOT, ", %.6g if missing", fill);
    String standard =
        mean == 0 && deviation == 1
            ? ""
            : String.format(Locale.ROOT, ", minus %.6g, divided by %.6g", mean, deviation);
    return "number" + filled + standard + (indicator ? "; 1 where it is missing" : "");
  }
}
