package io.tikhonov.runtime.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All columns that a recipe does not name: numbers as numbers, texts as categories. */
public final class OtherColumns extends Columns {
  private static final int MOST_CATEGORIES = 100;

  static final OtherColumns ALL =
      new OtherColumns(Set.of(), NumberColumns.Settings.PLAIN, CategoryColumns.Settings.PLAIN);

  private final Set<String> without;
  private final NumberColumns.Settings numbers;
  private final CategoryColumns.Settings categories;

  private OtherColumns(
      Set<String> without, NumberColumns.Settings numbers, CategoryColumns.Settings categories) {
    this.without = without;
    this.numbers = numbers;
    this.categories = categories;
  }

  /** Leaves columns out: keys, names, whatever is not known when the model is used. */
  public OtherColumns without(String... columns) {
    Set<String> more = new LinkedHashSet<>(without);
    more.addAll(List.of(columns));
    return new OtherColumns(more, numbers, categories);
  }

  /** {@link NumberColumns#standardized} for the numbers. */
  public OtherColumns standardized() {
    return new OtherColumns(without, numbers.standard(), categories);
  }

  /** {@link NumberColumns#orMean} for the numbers. */
  public OtherColumns orMean() {
    return new OtherColumns(
        without, numbers.filled(NumberColumns.Fill.MEAN, Double.NaN), categories);
  }

  /** {@link NumberColumns#orMedian} for the numbers. */
  public OtherColumns orMedian() {
    return new OtherColumns(
        without, numbers.filled(NumberColumns.Fill.MEDIAN, Double.NaN), categories);
  }

  /** {@link NumberColumns#withIndicator} for the numbers. */
  public OtherColumns withIndicator() {
    return new OtherColumns(without, numbers.indicated(), categories);
  }

  /** {@link CategoryColumns#or} for the categories. */
  public OtherColumns orCategory(String category) {
    return new OtherColumns(
        without,
        numbers,
        new CategoryColumns.Settings(category.strip(), categories.rare(), List.of()));
  }

  /** {@link CategoryColumns#withOther(int)} for the categories. */
  public OtherColumns withOther(int leastRows) {
    if (leastRows < 1) {
      throw new IllegalArgumentException("A category has at least 1 row, not " + leastRows + ".");
    }
    return new OtherColumns(
        without, numbers, new CategoryColumns.Settings(categories.missing(), leastRows, List.of()));
  }

  @Override
  Form form() {
    return Form.MATRIX;
  }

  @Override
  List<String> named() {
    return List.of();
  }

  @Override
  List<FittedColumn> fit(Table table, Set<String> taken) {
    table.require(without);
    Set<String> left = new HashSet<>(taken);
    left.addAll(without);
    List<FittedColumn> fitted = new ArrayList<>();
    for (String name : table.columns()) {
      if (!left.contains(name)) {
        fitted.addAll(columns(table.column(name)).fit(table, taken));
      }
    }
    if (fitted.isEmpty()) {
      throw new IllegalArgumentException(
          "others() is empty: every column of the table is named elsewhere or left out.");
    }
    return fitted;
  }

  private Columns columns(TableColumn column) {
    ColumnSummary summary = ColumnSummary.of(column);
    String name = column.name();
    if (summary.isEmpty()) {
      throw new IllegalArgumentException(
          "Column \"%s\" has no values. Leave it out: others().without(\"%s\")."
              .formatted(name, name));
    } else if (summary.isNumeric()) {
      return NumberColumns.of(name, numbers);
    }
    int row = summary.firstOther();
    String text = column.get(row);
    if (summary.numbers() > 0 || Decimals.isNumber(text)) {
      throw column.problem(
          row,
          "\"%s\" is no number, and %d other values of the column are. %s Or leave the column out: others().without(\"%s\")."
              .formatted(Names.shortened(text), summary.numbers(), column.advice(text), name));
    } else if (summary.different() > MOST_CATEGORIES) {
      throw new IllegalArgumentException(
          "Column \"%s\" has more than %d different texts, such as \"%s\", which looks like a name or a key. Leave it out, others().without(\"%s\"), or say that it holds categories: oneHot(\"%s\").withOther(10)."
              .formatted(name, MOST_CATEGORIES, Names.shortened(text), name, name));
    }
    return CategoryColumns.of(name, categories);
  }
}
