package io.tikhonov.runtime.solve;

import io.tikhonov.runtime.support.Memory;
import io.tikhonov.runtime.support.Workers;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;

/** The matrix X by columns, in double precision, on the heap: loops over a column are vectors. */
final class Design {

  /** Rows that are transposed at once: a tile of the matrix stays in the cache. */
  private static final int TILE = 64;

  final int rows;
  final int features;
  private final double[][] columns;
  private final Workers workers;

  Design(Memory matrix, int rows, int features, Workers workers) {
    if (matrix.length() < (long) rows * features) {
      throw new IllegalArgumentException(
          "A matrix of %d rows and %d columns does not fit into %s."
              .formatted(rows, features, matrix));
    }
    this.rows = rows;
    this.features = features;
    this.workers = workers;
    columns = new double[features][rows];
    workers.run(features, Workers.grain(rows), (chunk, from, to) -> transpose(matrix, from, to));
  }

  private void transpose(Memory matrix, int from, int to) {
    boolean single = matrix.elementSize() == Float.BYTES;
    float[] singles = new float[TILE];
    double[] doubles = new double[TILE];
    try (FloatPointer floats = single ? new FloatPointer(matrix.pointer()) : null;
        DoublePointer numbers = single ? null : new DoublePointer(matrix.pointer())) {
      for (int first = from; first < to; first += TILE) {
        int width = Math.min(TILE, to - first);
        for (int i = 0; i < rows; i++) {
          long at = (long) i * features + first;
          if (floats != null) {
            floats.position(at).get(singles, 0, width);
            for (int j = 0; j < width; j++) {
              doubles[j] = singles[j];
            }
          } else {
            numbers.position(at).get(doubles, 0, width);
          }
          for (int j = 0; j < width; j++) {
            columns[first + j][i] = doubles[j];
          }
        }
      }
    }
  }

  double[] column(int j) {
    return columns[j];
  }

  /** Column j times a vector, for each of the columns listed; {@code null} stands for all. */
  void products(int[] list, int count, double[] vector, double[] result) {
    workers.run(
        count,
        Workers.grain(rows),
        (chunk, from, to) -> {
          for (int i = from; i < to; i++) {
            int j = list == null ? i : list[i];
            result[j] = Vectors.dot(columns[j], vector);
          }
        });
  }
}
