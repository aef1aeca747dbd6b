package io.tikhonov.runtime.data;

import io.tikhonov.runtime.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Rows of texts in named columns, as a {@linkplain CsvFile CSV file} has them. A {@link Recipe}
 * makes numbers of them.
 *
 * <p>A table is not changed; its parts share its memory.
 */
public final class Table {

  /** The texts that stand for a missing value unless {@link CsvFormat#missing} says others. */
  static final Set<String> MISSING = Set.of("", "NA", "N/A", "NaN", "nan", "null", "NULL", "?");

  private static final int MOST_SHOWN = 20;

  /**
   * The two parts of a table.
   *
   * @param train the part to learn from, and to fit a {@link Recipe} to
   * @param test the rest
   */
  public record Split(Table train, Table test) {}

  private final TableSource source;
  private final List<String> columns;
  private final Map<String, Integer> index = new HashMap<>();
  private final TextColumn[] texts;

  /** The rows of the columns that belong to this table. */
  private final int[] rows;

  private Table(TableSource source, List<String> columns, TextColumn[] texts, int[] rows) {
    this.source = source;
    this.columns = columns;
    this.texts = texts;
    this.rows = rows;
    for (int i = 0; i < columns.size(); i++) {
      index.put(columns.get(i), i);
    }
  }

  /** A table of all rows of some columns. */
  static Table create(TableSource source, List<String> columns, TextColumn[] texts) {
    return new Table(
        source, List.copyOf(columns), texts, IntStream.range(0, texts[0].size()).toArray());
  }

  /**
   * Rows from elsewhere: a request, a query of a database.
   *
   * @param rows with the same columns each; a value is a number, a boolean or a text, and missing
   *     if it is null
   * @throws IllegalArgumentException if there are no rows, or one has other columns
   */
  public static Table of(List<? extends Map<String, ?>> rows) {
    if (rows.isEmpty() || rows.get(0).isEmpty()) {
      throw new IllegalArgumentException("A table needs at least one row and one column.");
    }
    List<String> columns = List.copyOf(rows.get(0).keySet());
    TextColumn[] texts = new TextColumn[columns.size()];
    Arrays.setAll(texts, i -> new TextColumn());
    for (int row = 0; row < rows.size(); row++) {
      Map<String, ?> values = rows.get(row);
      if (!values.keySet().equals(rows.get(0).keySet())) {
        throw new IllegalArgumentException(
            "All rows need the same columns: row 1 has %s, row %d %s. A missing value is null."
                .formatted(columns, row + 1, values.keySet()));
      }
      for (int i = 0; i < texts.length; i++) {
        texts[i].add(text(values.get(columns.get(i))));
      }
    }
    return create(TableSource.ofRows(), columns, texts);
  }

  /** Whole numbers are the same category whatever their type. */
  private static String text(Object value) {
    if (value == null) {
      return "";
    } else if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
      return whole ? Long.toString((long) number) : value.toString();
    }
    return value.toString().strip();
  }

  /** The names of the columns, in order. */
  public List<String> columns() {
    return columns;
  }

  /** The number of rows. */
  public int rows() {
    return rows.length;
  }

  /**
   * What stands in a row, without the spaces around it.
   *
   * @param row from 0
   * @throws IllegalArgumentException if there is no such column
   */
  public String text(int row, String column) {
    return texts[find(column)].get(rows[row]);
  }

  /** Whether a value is missing: the field is empty, or has a text that says so. */
  public boolean isMissing(int row, String column) {
    return isMissing(text(row, column));
  }

  boolean isMissing(String text) {
    return source.missing().contains(text);
  }

  /** The column as texts of all rows. */
  TableColumn column(String name) {
    return new TableColumn(this, name, texts[find(name)], rows);
  }

  boolean decimalComma() {
    return source.decimalComma();
  }

  /** Where a value comes from, for messages. */
  String where(int row, String column) {
    return source.where(rows[row]) + ", column \"" + column + "\"";
  }

  private int find(String column) {
    Integer found = index.get(column);
    if (found == null) {
      throw new IllegalArgumentException(
          "There is no column \"%s\" in %s; %s"
              .formatted(column, source.name(), Names.known("columns", columns, column)));
    }
    return found;
  }

  void require(Iterable<String> names) {
    names.forEach(this::find);
  }

  // Parts

  /** The rows in which none of these columns has a missing value. */
  public Table withoutMissing(String... names) {
    int[] left =
        IntStream.range(0, rows.length)
            .filter(row -> Arrays.stream(names).noneMatch(name -> isMissing(row, name)))
            .toArray();
    if (left.length == 0) {
      throw new IllegalArgumentException(
          "Every row of %s has a missing value in one of %s."
              .formatted(source.name(), Arrays.toString(names)));
    }
    return part(left);
  }

  /** Divides the rows at random; see {@link Dataset#split}. */
  public Split split(long seed, double fraction) {
    return split(numbered().split(seed, fraction));
  }

  /**
   * Divides the rows at random so that each value of a column has the same share of both parts; see
   * {@link Dataset#stratifiedSplit}.
   */
  public Split stratifiedSplit(String column, long seed, double fraction) {
    return split(
        explained(column, () -> numbered(column).stratifiedSplit("class", seed, fraction)));
  }

  /** Cross-validation; see {@link Dataset#folds}. */
  public List<Split> folds(long seed, int number) {
    return numbered().folds(seed, number).stream().map(this::split).toList();
  }

  /**
   * {@link #folds} in which each value of a column has the same number of rows in every part, up to
   * one; see {@link Dataset#stratifiedFolds}.
   */
  public List<Split> stratifiedFolds(String column, long seed, int number) {
    return explained(column, () -> numbered(column).stratifiedFolds("class", seed, number)).stream()
        .map(this::split)
        .toList();
  }

  /** Messages of data sets speak of class numbers, and these are not what stands in the file. */
  private <T> T explained(String column, java.util.function.Supplier<T> division) {
    try {
      return division.get();
    } catch (IllegalArgumentException e) {
      List<String> values = List.copyOf(values(column));
      StringBuilder text = new StringBuilder("Column \"" + column + "\" cannot divide the rows: ");
      text.append(e.getMessage()).append(" (Classes");
      for (int i = 0; i < Math.min(MOST_SHOWN, values.size()); i++) {
        text.append(i == 0 ? " " : ", ").append(i).append(": \"").append(values.get(i)).append('"');
      }
      throw new IllegalArgumentException(text.append(".)").toString(), e);
    }
  }

  /** The different texts of a column in order of their first row. */
  private Set<String> values(String column) {
    Set<String> values = new LinkedHashSet<>();
    for (int row = 0; row < rows.length; row++) {
      values.add(text(row, column));
    }
    return values;
  }

  private Dataset numbered() {
    return Dataset.of("row", numbers());
  }

  private Dataset numbered(String column) {
    Map<String, Integer> codes = new HashMap<>();
    values(column).forEach(value -> codes.put(value, codes.size()));
    int[] classes = new int[rows.length];
    Arrays.setAll(classes, row -> codes.get(text(row, column)));
    return Dataset.of("row", numbers(), "class", Nd4j.createFromArray(classes));
  }

  private INDArray numbers() {
    return Nd4j.createFromArray(IntStream.range(0, rows.length).toArray());
  }

  private Split split(Dataset.Split numbers) {
    return new Split(part(numbers.train()), part(numbers.test()));
  }

  private Table part(Dataset numbers) {
    return part(numbers.array("row").toIntVector());
  }

  private Table part(int[] numbers) {
    return new Table(source, columns, texts, Arrays.stream(numbers).map(i -> rows[i]).toArray());
  }

  /**
   * What is in each column, a line for each: how many numbers and in what range, or which texts,
   * and how many values are missing.
   */
  public String describe() {
    List<String> lines = new ArrayList<>();
    lines.add(this.toString());
    for (String name : columns) {
      lines.add("  " + name + ": " + ColumnSummary.of(column(name)).text());
    }
    return String.join("\n", lines);
  }

  /** The size and where it comes from. */
  @Override
  public String toString() {
    return "%d rows of %d columns from %s".formatted(rows.length, columns.size(), source.name());
  }
}
