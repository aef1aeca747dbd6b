package io.tikhonov.runtime.support;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/** Tables of rows that are looked up by number. */
public final class Tables {

  private Tables() {}

  /**
   * The adjoint of a look-up: sets the table to zero and adds row i of {@code rows} to row {@code
   * index[i]} of the table, for i = 0, 1, … in order.
   *
   * @param rows (count, width)
   * @param table (tableRows, width)
   * @throws IndexOutOfBoundsException if an index is not in [0, tableRows)
   */
  public static void scatterAdd(
      Floats rows, Ints index, int count, int width, int tableRows, Floats table) {
    prepare(rows, index, count, width, tableRows, table);
    FloatBuffer from = rows.data();
    IntBuffer numbers = index.data();
    FloatBuffer to = table.data();
    for (int i = 0; i < count; i++) {
      int source = i * width;
      int target = row(numbers.get(i), tableRows) * width;
      for (int j = 0; j < width; j++) {
        to.put(target + j, to.get(target + j) + from.get(source + j));
      }
    }
  }

  /** The same in double precision. */
  public static void scatterAdd(
      Doubles rows, Ints index, int count, int width, int tableRows, Doubles table) {
    prepare(rows, index, count, width, tableRows, table);
    DoubleBuffer from = rows.data();
    IntBuffer numbers = index.data();
    DoubleBuffer to = table.data();
    for (int i = 0; i < count; i++) {
      int source = i * width;
      int target = row(numbers.get(i), tableRows) * width;
      for (int j = 0; j < width; j++) {
        to.put(target + j, to.get(target + j) + from.get(source + j));
      }
    }
  }

  private static void prepare(
      Memory rows, Ints index, int count, int width, int tableRows, Memory table) {
    Sizes.requireLength(rows, (long) count * width);
    Sizes.requireLength(index, count);
    Sizes.requireLength(table, (long) tableRows * width);
    table.zero();
  }

  private static int row(int number, int tableRows) {
    if (number < 0 || number >= tableRows) {
      throw new IndexOutOfBoundsException(
          "Row " + number + " is not in a table of " + tableRows + " rows.");
    }
    return number;
  }
}
