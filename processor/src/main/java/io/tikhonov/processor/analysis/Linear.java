package io.tikhonov.processor.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Small systems of linear equations and inequalities. */
public final class Linear {
  private static final double TOLERANCE = 1e-9;

  private Linear() {}

  /** A basis of the solutions of rows·x = 0. */
  public static List<double[]> nullSpace(List<double[]> rows, int size) {
    List<double[]> reduced = new ArrayList<>();
    int[] pivots = new int[size];
    Arrays.fill(pivots, -1);
    rows.forEach(row -> reduced.add(row.clone()));
    int done = 0;
    for (int column = 0; column < size && done < reduced.size(); column++) {
      int best = largest(reduced, done, column);
      if (Math.abs(reduced.get(best)[column]) < TOLERANCE) {
        continue;
      }
      double[] pivot = reduced.get(best);
      reduced.set(best, reduced.get(done));
      reduced.set(done, pivot);
      scale(pivot, 1 / pivot[column]);
      for (int row = 0; row < reduced.size(); row++) {
        if (row != done) {
          add(reduced.get(row), pivot, -reduced.get(row)[column]);
        }
      }
      pivots[column] = done;
      done++;
    }
    List<double[]> basis = new ArrayList<>();
    for (int open = 0; open < size; open++) {
      if (pivots[open] < 0) {
        double[] solution = new double[size];
        solution[open] = 1;
        for (int column = 0; column < size; column++) {
          if (pivots[column] >= 0) {
            solution[column] = -reduced.get(pivots[column])[open];
          }
        }
        basis.add(solution);
      }
    }
    return basis;
  }

  private static int largest(List<double[]> rows, int from, int column) {
    int best = from;
    for (int row = from; row < rows.size(); row++) {
      if (Math.abs(rows.get(row)[column]) > Math.abs(rows.get(best)[column])) {
        best = row;
      }
    }
    return best;
  }

  private static void scale(double[] row, double factor) {
    for (int i = 0; i < row.length; i++) {
      row[i] *= factor;
    }
  }

  private static void add(double[] to, double[] row, double factor) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * row[i];
    }
  }

  public static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /**
   * A combination x of directions with values·x ≤ 0 for every row of values and &lt; 0 for one.
   *
   * @param values rows of coefficients, of the length of the directions
   */
  public static Optional<double[]> falling(List<double[]> directions, List<double[]> values) {
    int rows = values.size();
    int columns = directions.size();
    if (rows == 0 || columns == 0) {
      return Optional.empty();
    }
    double[][] slopes = new double[rows][columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        slopes[i][j] = -dot(values.get(i), directions.get(j));
      }
    }
    return Simplex.feasible(slopes)
        .map(
            weights -> {
              double[] x = new double[directions.get(0).length];
              for (int j = 0; j < columns; j++) {
                add(x, directions.get(j), weights[j]);
              }
              return x;
            });
  }
}
