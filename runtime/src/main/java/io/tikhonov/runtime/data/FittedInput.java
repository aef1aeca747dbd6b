package io.tikhonov.runtime.data;

import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An input of a model as it is made from a table.
 *
 * @param name of the input
 * @param columns that it is made of; one, unless it is a matrix
 */
record FittedInput(String name, Columns.Form form, List<FittedColumn> columns) {
  private static final int MOST_NUMBERS = Integer.MAX_VALUE - 8;

  FittedInput {
    columns = List.copyOf(columns);
  }

  List<String> names() {
    return columns.stream().flatMap(column -> column.names().stream()).toList();
  }

  /** The categories of the column, if it has them. */
  FittedCategory category() {
    if (form != Columns.Form.MATRIX && columns.get(0) instanceof FittedCategory category) {
      return category;
    }
    throw new IllegalArgumentException(
        "Input \"" + name + "\" has no classes: it is not made by labels(...) or binary(...).");
  }

  FittedNumber number() {
    if (form == Columns.Form.VECTOR && columns.get(0) instanceof FittedNumber number) {
      return number;
    }
    throw new IllegalArgumentException(
        "Input \"" + name + "\" is not one column of numbers, made by number(...).");
  }

  INDArray array(Table table, boolean doubles) {
    int rows = table.rows();
    int width = names().size();
    if ((long) rows * width > MOST_NUMBERS) {
      throw new IllegalArgumentException(
          "Input \"%s\" would have %d x %d numbers, more than an array can have. Take the file in parts: CsvFile.format().chunks(file, rows)."
              .formatted(name, rows, width));
    }
    if (form == Columns.Form.LABELS) {
      int[] labels = new int[rows];
      fill(table, (row, column, value) -> labels[row] = (int) value);
      return Nd4j.createFromArray(labels);
    }
    long[] shape = form == Columns.Form.MATRIX ? new long[] {rows, width} : new long[] {rows};
    if (doubles) {
      double[] numbers = new double[rows * width];
      fill(table, (row, column, value) -> numbers[row * width + column] = value);
      return Nd4j.create(numbers, shape, DataType.DOUBLE);
    }
    float[] numbers = new float[rows * width];
    fill(table, (row, column, value) -> numbers[row * width + column] = (float) value);
    requireFinite(table, numbers, width);
    return Nd4j.create(numbers, shape, DataType.FLOAT);
  }

  private void fill(Table table, FittedColumn.Target target) {
    int first = 0;
    for (FittedColumn column : columns) {
      column.apply(table.column(column.column()), target, first);
      first += column.names().size();
    }
  }

  private void requireFinite(Table table, float[] numbers, int width) {
    for (int i = 0; i < numbers.length; i++) {
      if (!Float.isFinite(numbers[i])) {
        String column = names().get(i % width);
        throw table
            .column(column)
            .problem(i / width, "the number is too large for a float. Use Recipe.inDoubles().");
      }
    }
  }
}
