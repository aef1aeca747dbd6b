package io.tikhonov.runtime.data;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Columns of numbers. A missing value is refused unless one of {@link #orMean}, {@link #orMedian}
 * and {@link #or} says what stands in its place.
 */
public final class NumberColumns extends Columns {
  private final List<String> columns;
  private final boolean single;
  private final Settings settings;

  /** What stands in the place of a missing value. */
  enum Fill {
    NOTHING,
    MEAN,
    MEDIAN,
    CONSTANT
  }

  /**
   * What is done with the numbers.
   *
   * @param constant in the place of missing values
   * @param indicator whether a column says where values are missing
   */
  record Settings(Fill fill, double constant, boolean indicator, boolean standardized) {
    static final Settings PLAIN = new Settings(Fill.NOTHING, Double.NaN, false, false);

    Settings filled(Fill by, double number) {
      return new Settings(by, number, indicator, standardized);
    }

    Settings indicated() {
      return new Settings(fill, constant, true, standardized);
    }

    Settings standard() {
      return new Settings(fill, constant, indicator, true);
    }
  }

  private NumberColumns(List<String> columns, boolean single, Settings settings) {
    this.columns = columns;
    this.single = single;
    this.settings = settings;
  }

  static NumberColumns create(List<String> columns, boolean single) {
    return new NumberColumns(some(columns), single, Settings.PLAIN);
  }

  static NumberColumns of(String column, Settings settings) {
    return new NumberColumns(List.of(column), false, settings);
  }

  /** A missing value becomes the mean of the column. */
  public NumberColumns orMean() {
    return with(settings.filled(Fill.MEAN, Double.NaN));
  }

  /** A missing value becomes the median of the column, which few very large values do not move. */
  public NumberColumns orMedian() {
    return with(settings.filled(Fill.MEDIAN, Double.NaN));
  }

  /** A missing value becomes this number. */
  public NumberColumns or(double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException(
          "What stands in the place of missing values must be a finite number, not "
              + number
              + ".");
    }
    return with(settings.filled(Fill.CONSTANT, number));
  }

  /**
   * After each column another one that is 1 where its value is missing and 0 elsewhere: the model
   * can learn what it means that nobody knows the value.
   */
  public NumberColumns withIndicator() {
    return with(settings.indicated());
  }

  /**
   * (value − mean) / deviation, so that the columns of the fitted table have mean 0 and standard
   * deviation 1 (with divisor n); a column that is constant there has only its mean taken away.
   * What stands for missing values is counted.
   */
  public NumberColumns standardized() {
    return with(settings.standard());
  }

  private NumberColumns with(Settings changed) {
    return new NumberColumns(columns, single, changed);
  }

  @Override
  Form form() {
    return single && !settings.indicator() ? Form.VECTOR : Form.MATRIX;
  }

  @Override
  List<String> named() {
    return columns;
  }

  @Override
  List<FittedColumn> fit(Table table, Set<String> taken) {
    if (settings.indicator() && settings.fill() == Fill.NOTHING) {
      throw new IllegalArgumentException(
          "Columns %s: withIndicator() needs a number in the place of missing values: orMean(), orMedian() or or(0)."
              .formatted(Names.list(columns)));
    }
    return columns.stream().map(name -> fit(table.column(name))).toList();
  }

  private FittedColumn fit(TableColumn column) {
    double[] present = new double[column.size()];
    int count = 0;
    for (int row = 0; row < column.size(); row++) {
      double number = column.number(row);
      if (!Double.isNaN(number)) {
        present[count++] = number;
      } else if (settings.fill() == Fill.NOTHING) {
        throw FittedNumber.missing(column, row);
      }
    }
    double[] numbers = Arrays.copyOf(present, count);
    double fill = fill(column, numbers);
    double mean = 0;
    double deviation = 1;
    if (settings.standardized()) {
      double[] all = Arrays.copyOf(numbers, column.size());
      Arrays.fill(all, count, all.length, fill);
      mean = mean(all);
      deviation = deviation(all, mean);
    }
    boolean filled = settings.fill() != Fill.NOTHING;
    if ((filled && !Double.isFinite(fill))
        || !Double.isFinite(mean)
        || !Double.isFinite(deviation)) {
      throw new IllegalArgumentException(
          "Column \"%s\" has numbers too large to compute with.".formatted(column.name()));
    }
    return new FittedNumber(column.name(), fill, settings.indicator(), mean, deviation);
  }

  private double fill(TableColumn column, double[] numbers) {
    if (settings.fill() == Fill.NOTHING || settings.fill() == Fill.CONSTANT) {
      return settings.constant();
    } else if (numbers.length == 0) {
      throw new IllegalArgumentException(
          "Column \"%s\" has no numbers in the table that the recipe is fitted to, and so no %s. Leave it out, or give a number by or(...)."
              .formatted(column.name(), settings.fill() == Fill.MEAN ? "mean" : "median"));
    }
    return settings.fill() == Fill.MEAN ? mean(numbers) : median(numbers);
  }

  private static double mean(double[] numbers) {
    double first = numbers[0];
    double sum = 0;
    for (double number : numbers) {
      sum += number - first; // a constant column has its value as mean, without rounding
    }
    return first + sum / numbers.length;
  }

  private static double median(double[] numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : sorted[middle - 1] + (sorted[middle] - sorted[middle - 1]) / 2;
  }

  private static double deviation(double[] numbers, double mean) {
    double sum = 0;
    for (double number : numbers) {
      sum += (number - mean) * (number - mean);
    }
    double deviation = Math.sqrt(sum / numbers.length);
    return deviation > 0 ? deviation : 1;
  }
}
