package io.tikhonov.processor.analysis;

import java.util.Optional;

/** Finds x with A·x ≥ 0 and A·x ≠ 0 by the simplex method with Bland's rule. */
final class Simplex {
  private static final double TOLERANCE = 1e-9;

  /** Bland's rule ends; this is for rounding. */
  private static final int MOST_STEPS = 10_000;

  private Simplex() {}

  /**
   * Maximises the sum of A·x under 0 ≤ A·x ≤ 1, where x = u − v with u, v ≥ 0; empty if the maximum
   * is 0.
   */
  static Optional<double[]> feasible(double[][] a) {
    int rows = a.length;
    int columns = a[0].length;
    // Constraints: A(u − v) ≤ 1 and −A(u − v) ≤ 0, with one slack each.
    int constraints = 2 * rows;
    int variables = 2 * columns + constraints;
    double[][] table = new double[constraints + 1][variables + 1];
    int[] basis = new int[constraints];
    for (int i = 0; i < constraints; i++) {
      int sign = i < rows ? 1 : -1;
      for (int j = 0; j < columns; j++) {
        table[i][j] = sign * a[i % rows][j];
        table[i][columns + j] = -sign * a[i % rows][j];
      }
      table[i][2 * columns + i] = 1;
      table[i][variables] = i < rows ? 1 : 0;
      basis[i] = 2 * columns + i;
    }
    for (double[] row : a) {
      for (int j = 0; j < columns; j++) {
        table[constraints][j] -= row[j];
        table[constraints][columns + j] += row[j];
      }
    }
    for (int step = 0; step < MOST_STEPS && pivot(table, basis); step++) {}
    if (table[constraints][variables] < TOLERANCE) {
      return Optional.empty();
    }
    double[] x = new double[columns];
    for (int i = 0; i < constraints; i++) {
      if (basis[i] < columns) {
        x[basis[i]] += table[i][variables];
      } else if (basis[i] < 2 * columns) {
        x[basis[i] - columns] -= table[i][variables];
      }
    }
    return Optional.of(x);
  }

  /** One step; false at the optimum. */
  private static boolean pivot(double[][] table, int[] basis) {
    int constraints = basis.length;
    int last = table[0].length - 1;
    int entering = 0;
    while (entering < last && table[constraints][entering] >= -TOLERANCE) {
      entering++;
    }
    if (entering == last) {
      return false;
    }
    int leaving = -1;
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < constraints; i++) {
      if (table[i][entering] > TOLERANCE) {
        double ratio = table[i][last] / table[i][entering];
        boolean tie = leaving >= 0 && Math.abs(ratio - smallest) <= TOLERANCE;
        if (leaving < 0 || (tie ? basis[i] < basis[leaving] : ratio < smallest)) {
          leaving = i;
          smallest = ratio;
        }
      }
    }
    if (leaving < 0) {
      return false;
    }
    eliminate(table, leaving, entering);
    basis[leaving] = entering;
    return true;
  }

  private static void eliminate(double[][] table, int row, int column) {
    double pivot = table[row][column];
    for (int j = 0; j < table[row].length; j++) {
      table[row][j] /= pivot;
    }
    for (int i = 0; i < table.length; i++) {
      double factor = table[i][column];
      if (i != row && factor != 0) {
        for (int j = 0; j < table[i].length; j++) {
          table[i][j] -= factor * table[row][j];
        }
      }
    }
  }
}
