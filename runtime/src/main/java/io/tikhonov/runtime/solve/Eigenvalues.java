package io.tikhonov.runtime.solve;

import java.util.Arrays;

/** Bounds on eigenvalues of symmetric matrices without negative eigenvalues. */
final class Eigenvalues {

  private static final int SQUARINGS = 4;
  private static final int LARGE = 96;
  private static final int ROUNDS = 20;

  private Eigenvalues() {}

  /**
   * A bound from above on the largest eigenvalue of a matrix given row by row.
   *
   * <p>Small ones are squared a few times: for A of order n, ‖A^k‖_F^(1/k) lies between the largest
   * eigenvalue and n^(1/2k) times it. For large ones the theorem of Collatz and Wielandt bounds it
   * by max (|A|x)ᵢ/xᵢ, with any x &gt; 0.
   */
  static double bound(double[] matrix, int size) {
    double[][] block = new double[size][size];
    double trace = 0;
    for (int i = 0; i < size; i++) {
      System.arraycopy(matrix, i * size, block[i], 0, size);
      trace += block[i][i];
    }
    if (size == 1 || trace == 0) {
      return trace;
    }
    return Math.min(trace, size > LARGE ? byRows(block) : bySquares(block, trace));
  }

  private static double bySquares(double[][] block, double trace) {
    int n = block.length;
    double[][] power = block;
    for (double[] row : power) {
      for (int k = 0; k < n; k++) {
        row[k] /= trace;
      }
    }
    double logScale = Math.log(trace);
    double k = 1;
    for (int round = 0; round < SQUARINGS; round++) {
      power = square(power);
      k *= 2;
      double norm = frobenius(power);
      for (double[] row : power) {
        for (int i = 0; i < n; i++) {
          row[i] /= norm;
        }
      }
      logScale += Math.log(norm) / k;
    }
    return Math.exp(logScale) * (1 + 1e-12);
  }

  private static double frobenius(double[][] a) {
    double sum = 0;
    for (double[] row : a) {
      sum += Vectors.dot(row, row);
    }
    return Math.sqrt(sum);
  }

  private static double[][] square(double[][] a) {
    int n = a.length;
    double[][] result = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        Vectors.add(a[i][k], a[k], result[i]);
      }
    }
    return result;
  }

  private static double byRows(double[][] a) {
    int n = a.length;
    double[] x = new double[n];
    Arrays.fill(x, 1);
    double least = Double.POSITIVE_INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
      double[] y = new double[n];
      double most = 0;
      double largest = 0;
      for (int i = 0; i < n; i++) {
        for (int k = 0; k < n; k++) {
          y[i] += Math.abs(a[i][k]) * x[k];
        }
        most = Math.max(most, y[i] / x[i]);
        largest = Math.max(largest, y[i]);
      }
      least = Math.min(least, most);
      for (int i = 0; i < n; i++) {
        x[i] = Math.max(y[i] / largest, 1e-12);
      }
    }
    return least;
  }
}
