package io.tikhonov.runtime.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Columns of a table, and what a {@link Recipe} makes of them. Meant to be imported statically:
 *
 * <pre>{@code
 * import static io.tikhonov.runtime.data.Columns.*;
 *
 * Recipe.of(
 *     "x", numbers("area", "rooms").orMedian().standardized().and(oneHot("city").withOther()),
 *     "y", number("price"));
 * }</pre>
 *
 * <p>What stands in the place of missing values, means, deviations and categories comes from the
 * table that the recipe is fitted to, and stays the same for all others.
 */
public abstract sealed class Columns
    permits NumberColumns, CategoryColumns, OtherColumns, JoinedColumns {

  Columns() {}

  /** One column of numbers as a vector (rows): a target to be predicted, a weight of each row. */
  public static NumberColumns number(String column) {
    return NumberColumns.create(List.of(column), true);
  }

  /** Columns of numbers as columns of a matrix (rows, columns). */
  public static NumberColumns numbers(String... columns) {
    return NumberColumns.create(List.of(columns), false);
  }

  /**
   * Columns of categories as columns of a matrix, one for each category: 1 in the rows that have
   * it, 0 in the others.
   */
  public static CategoryColumns oneHot(String... columns) {
    return CategoryColumns.ofOneHot(List.of(columns));
  }

  /**
   * A column of categories as labels: a vector of integers from 0, for an input that is declared as
   * {@code Labels}. Categories are numbered in the order of the numbers, if all of them are, or of
   * the alphabet.
   */
  public static CategoryColumns labels(String column) {
    return CategoryColumns.ofLabels(column);
  }

  /**
   * A column with two values as a vector of the numbers 1 and 0, for losses such as {@code
   * sigmoidCrossEntropy}.
   *
   * @param one the value that becomes 1
   */
  public static CategoryColumns binary(String column, String one) {
    return CategoryColumns.ofBinary(column, one);
  }

  /**
   * All columns that the recipe does not name anywhere else, as columns of a matrix: those in which
   * every value is a number as {@link #numbers}, others as {@link #oneHot}. Columns with some
   * numbers or with more than 100 categories are refused: what shall become of them has to be said.
   */
  public static OtherColumns others() {
    return OtherColumns.ALL;
  }

  /** These columns and more, side by side in a matrix. */
  public final Columns and(Columns more) {
    return JoinedColumns.of(this, more);
  }

  /** What becomes of the columns. */
  enum Form {
    /** Floating numbers (rows, columns). */
    MATRIX,
    /** Floating numbers (rows). */
    VECTOR,
    /** Integers (rows). */
    LABELS
  }

  abstract Form form();

  /** The columns that are named. */
  abstract List<String> named();

  /**
   * Looks at the columns.
   *
   * @param taken the columns that are named anywhere in the recipe
   */
  abstract List<FittedColumn> fit(Table table, Set<String> taken);

  static List<String> some(List<String> columns) {
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("Name at least one column.");
    }
    return new ArrayList<>(columns);
  }
}
