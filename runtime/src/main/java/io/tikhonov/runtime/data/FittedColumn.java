package io.tikhonov.runtime.data;

import com.google.gson.JsonObject;
import java.util.List;

/** What a recipe does with a column, with everything that it has learned from the fitted table. */
abstract sealed class FittedColumn permits FittedNumber, FittedCategory {
  private final String column;

  FittedColumn(String column) {
    this.column = column;
  }

  final String column() {
    return column;
  }

  /** Takes numbers. */
  @FunctionalInterface
  interface Target {
    /** The number of a row in one of the columns of the result. */
    void put(int row, int column, double value);
  }

  /** The names of the columns of the result. */
  abstract List<String> names();

  /**
   * Computes the columns of the result.
   *
   * @param source the column of this name
   * @param first the place of the first column of the result
   * @throws IllegalArgumentException if a value does not suit; the message says where it stands
   */
  abstract void apply(TableColumn source, Target target, int first);

  abstract JsonObject save();

  abstract String describe();
}
