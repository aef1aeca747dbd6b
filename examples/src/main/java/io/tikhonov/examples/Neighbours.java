package io.tikhonov.examples;

import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Which rows of a table of embeddings point the same way. */
final class Neighbours {
  private final double[][] rows;

  Neighbours(INDArray table) {
    rows = table.toDoubleMatrix();
    for (double[] row : rows) {
      double norm = Math.sqrt(dot(row, row));
      for (int i = 0; i < row.length; i++) {
        row[i] /= norm;
      }
    }
  }

  /** The other row with the smallest angle to this one. */
  int closest(int row) {
    return closest(row, IntStream.range(0, rows.length).boxed().toList());
  }

  /** The one of several rows, other than this one, with the smallest angle to it. */
  int closest(int row, List<Integer> among) {
    int best = -1;
    double largest = Double.NEGATIVE_INFINITY;
    for (int other : among) {
      double cosine = other == row ? Double.NEGATIVE_INFINITY : dot(rows[row], rows[other]);
      if (cosine > largest) {
        best = other;
        largest = cosine;
      }
    }
    return best;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
