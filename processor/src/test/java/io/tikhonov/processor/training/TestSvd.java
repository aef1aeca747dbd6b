package io.tikhonov.processor.training;

import java.util.Comparator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** The thin singular value decomposition by one-sided Jacobi rotations. */
final class TestSvd {
  private final int rows;
  private final int columns;
  private final int rank;

  /** Left vectors as columns of a rows × rank matrix, right vectors as rows of rank × columns. */
  private final double[][] left;

  private final double[] values;
  private final double[][] right;

  private TestSvd(double[][] a) {
    rows = a.length;
    columns = a[0].length;
    rank = Math.min(rows, columns);
    boolean wide = columns > rows;
    // The columns of u become orthogonal: u = a·v (a transposed if it is wide).
    int m = wide ? columns : rows;
    double[][] u = new double[rank][m];
    double[][] v = new double[rank][rank];
    for (int k = 0; k < rank; k++) {
      v[k][k] = 1;
      for (int i = 0; i < m; i++) {
        u[k][i] = wide ? a[k][i] : a[i][k];
      }
    }
    for (int sweep = 0; sweep < 60; sweep++) {
      for (int p = 0; p < rank; p++) {
        for (int q = p + 1; q < rank; q++) {
          rotate(u, v, p, q);
        }
      }
    }
    int[] order =
        IntStream.range(0, rank)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer k) -> -norm(u[k])))
            .mapToInt(Integer::intValue)
            .toArray();
    values = IntStream.of(order).mapToDouble(k -> norm(u[k])).toArray();
    left = new double[rows][rank];
    right = new double[rank][columns];
    for (int k = 0; k < rank; k++) {
      double[] along = u[order[k]];
      double[] across = v[order[k]];
      for (int i = 0; i < rows; i++) {
        left[i][k] = wide ? across[i] : along[i] / Math.max(values[k], 1e-300);
      }
      for (int j = 0; j < columns; j++) {
        right[k][j] = wide ? along[j] / Math.max(values[k], 1e-300) : across[j];
      }
    }
  }

  static TestSvd of(Values matrix) {
    int columns = matrix.shape()[1];
    double[][] a = new double[matrix.shape()[0]][columns];
    for (int i = 0; i < a.length; i++) {
      System.arraycopy(matrix.data(), i * columns, a[i], 0, columns);
    }
    return new TestSvd(a);
  }

  private static void rotate(double[][] u, double[][] v, int p, int q) {
    double alpha = dot(u[p], u[p]);
    double beta = dot(u[q], u[q]);
    double gamma = dot(u[p], u[q]);
    if (Math.abs(gamma) <= 1e-17 * Math.sqrt(alpha * beta)) {
      return;
    }
    double zeta = (beta - alpha) / (2 * gamma);
    double t = Math.copySign(1, zeta) / (Math.abs(zeta) + Math.hypot(1, zeta));
    double c = 1 / Math.hypot(1, t);
    turn(u[p], u[q], c, c * t);
    turn(v[p], v[q], c, c * t);
  }

  private static void turn(double[] x, double[] y, double c, double s) {
    for (int i = 0; i < x.length; i++) {
      double old = x[i];
      x[i] = c * old - s * y[i];
      y[i] = s * old + c * y[i];
    }
  }

  private static double dot(double[] x, double[] y) {
    return IntStream.range(0, x.length).mapToDouble(i -> x[i] * y[i]).sum();
  }

  private static double norm(double[] x) {
    return Math.sqrt(dot(x, x));
  }

  double[] singularValues() {
    return values.clone();
  }

  /** U, then the singular values, then Vᵀ. */
  double[] packed() {
    double[] packed = new double[(rows + 1 + columns) * rank];
    for (int k = 0; k < rank; k++) {
      for (int i = 0; i < rows; i++) {
        packed[i * rank + k] = left[i][k];
      }
      packed[rows * rank + k] = values[k];
      System.arraycopy(right[k], 0, packed, (rows + 1) * rank + k * columns, columns);
    }
    return packed;
  }

  /** U·diag(f(σ))·Vᵀ. */
  Values rebuilt(DoubleUnaryOperator f) {
    double[] data = new double[rows * columns];
    for (int k = 0; k < rank; k++) {
      double sigma = f.applyAsDouble(values[k]);
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          data[i * columns + j] += left[i][k] * sigma * right[k][j];
        }
      }
    }
    return Values.of(data, rows, columns);
  }
}
