package io.tikhonov.runtime.solve;

/** Small systems of linear equations. */
final class LinearSystem {

  private LinearSystem() {}

  /**
   * Gaussian elimination with pivots.
   *
   * @param system n rows of n coefficients and the right side; overwritten
   * @return the solution, or null if a pivot is 0
   */
  static double[] solve(double[][] system) {
    int n = system.length;
    for (int column = 0; column < n; column++) {
      int pivot = column;
      for (int row = column + 1; row < n; row++) {
        if (Math.abs(system[row][column]) > Math.abs(system[pivot][column])) {
          pivot = row;
        }
      }
      double[] best = system[pivot];
      system[pivot] = system[column];
      system[column] = best;
      if (best[column] == 0 || !Double.isFinite(best[column])) {
        return null;
      }
      for (int row = column + 1; row < n; row++) {
        double factor = system[row][column] / best[column];
        for (int k = column; k <= n; k++) {
          system[row][k] -= factor * best[k];
        }
      }
    }
    double[] solution = new double[n];
    for (int row = n - 1; row >= 0; row--) {
      double sum = system[row][n];
      for (int k = row + 1; k < n; k++) {
        sum -= system[row][k] * solution[k];
      }
      solution[row] = sum / system[row][row];
    }
    return solution;
  }
}
