package io.tikhonov.processor.ir;

import io.tikhonov.processor.ir.Interpreter.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The library operations for {@link Interpreter}, by textbook algorithms. */
final class LibraryInterpreter {
  private final Map<Node, Array> values;

  LibraryInterpreter(Map<Node, Array> values) {
    this.values = values;
  }

  Array compute(Node node, LibraryOp op, int[] shape) {
    Array x = values.get(node.input(0));
    if (op instanceof LibraryOp.CumulativeSum sum) {
      return cumulativeSum(x, sum);
    } else if (op instanceof LibraryOp.ArgSort sort) {
      return alongAxis(x, sort.axis(), LibraryInterpreter::order);
    } else if (op instanceof LibraryOp.InversePermutation inverse) {
      return alongAxis(x, inverse.axis(), LibraryInterpreter::inverted);
    } else if (op instanceof LibraryOp.ScatterAdd) {
      return scatterAdd(x, values.get(node.input(1)), shape);
    } else if (op instanceof LibraryOp.GroupSums) {
      return groupSums(x, values.get(node.input(1)));
    } else if (op instanceof LibraryOp.TotalVariationStep step) {
      return totalVariation(x, values.get(node.input(1)), step.axis());
    } else if (op instanceof LibraryOp.Cholesky) {
      return new Array(shape, cholesky(x.data(), shape[0]));
    } else if (op instanceof LibraryOp.Inverse) {
      return new Array(shape, inverse(x.data(), shape[0]));
    } else if (op instanceof LibraryOp.LogDet) {
      return Array.scalar(logDeterminant(x.data(), x.shape()[0]));
    }
    Svd svd = Svd.of(x.data(), x.shape()[0], x.shape()[1]);
    if (op instanceof LibraryOp.SingularValues) {
      return new Array(shape, svd.s);
    } else if (op instanceof LibraryOp.Svd) {
      return new Array(shape, svd.packed());
    }
    double threshold = values.get(node.input(1)).data()[0];
    double[] shrunk = Arrays.stream(svd.s).map(s -> Math.max(s - threshold, 0)).toArray();
    return new Array(shape, new Svd(svd.u, shrunk, svd.vt).product());
  }

  private interface LineFunction {
    double[] apply(double[] line);
  }

  /** Applies a function to every line along an axis. */
  private static Array alongAxis(Array x, int axis, LineFunction function) {
    int length = x.shape()[axis];
    int inner = Arrays.stream(x.shape()).skip(axis + 1).reduce(1, (a, b) -> a * b);
    double[] result = new double[x.data().length];
    for (int start = 0; start < result.length; start++) {
      if (start / inner % length != 0) {
        continue;
      }
      double[] line = new double[length];
      for (int i = 0; i < length; i++) {
        line[i] = x.data()[start + i * inner];
      }
      double[] changed = function.apply(line);
      for (int i = 0; i < length; i++) {
        result[start + i * inner] = changed[i];
      }
    }
    return new Array(x.shape(), result);
  }

  private static Array cumulativeSum(Array x, LibraryOp.CumulativeSum sum) {
    return alongAxis(
        x,
        sum.axis(),
        line -> {
          double[] result = new double[line.length];
          double total = 0;
          for (int i = 0; i < line.length; i++) {
            int at = sum.reverse() ? line.length - 1 - i : i;
            total += line[at];
            result[at] = total;
          }
          return result;
        });
  }

  private static Array groupSums(Array x, Array groups) {
    double[] sums = new double[x.data().length];
    for (int i = 0; i < sums.length; i++) {
      for (int j = 0; j < sums.length; j++) {
        sums[i] += groups.data()[i] == groups.data()[j] ? x.data()[j] : 0;
      }
    }
    return new Array(x.shape(), sums);
  }

  /** By the values of the running sums of (v − x)/t, which stay in [−1, 1]: cyclic descent. */
  private static Array totalVariation(Array v, Array thresholds, int axis) {
    Array steps =
        thresholds.data().length == v.data().length
            ? thresholds
            : new Array(
                v.shape(), Arrays.stream(v.data()).map(value -> thresholds.data()[0]).toArray());
    List<double[]> lines = new ArrayList<>();
    alongAxis(
        steps,
        axis,
        line -> {
          lines.add(line);
          return line;
        });
    Iterator<double[]> next = lines.iterator();
    return alongAxis(v, axis, line -> smoothed(line, next.next()));
  }

  private static double[] smoothed(double[] v, double[] t) {
    double[] x = v.clone();
    double[] u = new double[Math.max(v.length - 1, 0)];
    double change = 1;
    for (int sweep = 0; sweep < 1_000_000 && change > 1e-15; sweep++) {
      change = 0;
      for (int i = 0; i < u.length; i++) {
        // x falls by t·u on the left of a difference and rises on its right.
        double sum = t[i] + t[i + 1];
        double best = sum == 0 ? 0 : u[i] + (x[i] - x[i + 1]) / sum;
        double moved = Math.max(-1, Math.min(1, best)) - u[i];
        u[i] += moved;
        x[i] -= t[i] * moved;
        x[i + 1] += t[i + 1] * moved;
        change = Math.max(change, Math.abs(moved) * sum);
      }
    }
    return x;
  }

  private static double[] order(double[] line) {
    return IntStream.range(0, line.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> line[i]))
        .mapToDouble(i -> i)
        .toArray();
  }

  private static double[] inverted(double[] permutation) {
    double[] result = new double[permutation.length];
    for (int i = 0; i < result.length; i++) {
      result[(int) permutation[i]] = i;
    }
    return result;
  }

  private static Array scatterAdd(Array rows, Array index, int[] shape) {
    int width = Arrays.stream(shape).skip(1).reduce(1, (a, b) -> a * b);
    double[] table = new double[shape[0] * width];
    for (int i = 0; i < rows.data().length; i++) {
      table[((int) index.data()[i / width]) * width + i % width] += rows.data()[i];
    }
    return new Array(shape, table);
  }

  private static double[] cholesky(double[] a, int n) {
    double[] l = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = a[i * n + j];
        for (int k = 0; k < j; k++) {
          sum -= l[i * n + k] * l[j * n + k];
        }
        l[i * n + j] = i == j ? Math.sqrt(sum) : sum / l[j * n + j];
      }
    }
    return l;
  }

  /** Gauss and Jordan with row exchanges. */
  private static double[] inverse(double[] matrix, int n) {
    double[] a = matrix.clone();
    double[] b = new double[n * n];
    for (int i = 0; i < n; i++) {
      b[i * n + i] = 1;
    }
    for (int column = 0; column < n; column++) {
      int pivot = pivot(a, n, column);
      swapRows(a, n, column, pivot);
      swapRows(b, n, column, pivot);
      double scale = a[column * n + column];
      for (int j = 0; j < n; j++) {
        a[column * n + j] /= scale;
        b[column * n + j] /= scale;
      }
      for (int i = 0; i < n; i++) {
        double factor = a[i * n + column];
        for (int j = 0; i != column && j < n; j++) {
          a[i * n + j] -= factor * a[column * n + j];
          b[i * n + j] -= factor * b[column * n + j];
        }
      }
    }
    return b;
  }

  private static int pivot(double[] a, int n, int column) {
    int pivot = column;
    for (int i = column + 1; i < n; i++) {
      pivot = Math.abs(a[i * n + column]) > Math.abs(a[pivot * n + column]) ? i : pivot;
    }
    return pivot;
  }

  private static void swapRows(double[] a, int n, int i, int j) {
    for (int k = 0; k < n; k++) {
      double kept = a[i * n + k];
      a[i * n + k] = a[j * n + k];
      a[j * n + k] = kept;
    }
  }

  private static double logDeterminant(double[] matrix, int n) {
    double[] a = matrix.clone();
    double determinant = 1;
    for (int column = 0; column < n; column++) {
      int pivot = pivot(a, n, column);
      if (pivot != column) {
        swapRows(a, n, column, pivot);
        determinant = -determinant;
      }
      determinant *= a[column * n + column];
      for (int i = column + 1; i < n; i++) {
        double factor = a[i * n + column] / a[column * n + column];
        for (int j = column; j < n; j++) {
          a[i * n + j] -= factor * a[column * n + j];
        }
      }
    }
    return Math.log(determinant);
  }

  /** A thin singular value decomposition by one-sided Jacobi rotations. */
  private static final class Svd {
    private final double[][] u;
    private final double[] s;
    private final double[][] vt;

    Svd(double[][] u, double[] s, double[][] vt) {
      this.u = u;
      this.s = s;
      this.vt = vt;
    }

    static Svd of(double[] a, int m, int n) {
      if (m < n) {
        double[] transposed = new double[m * n];
        for (int i = 0; i < m; i++) {
          for (int j = 0; j < n; j++) {
            transposed[j * m + i] = a[i * n + j];
          }
        }
        Svd other = of(transposed, n, m);
        return new Svd(transpose(other.vt), other.s, transpose(other.u));
      }
      double[][] columns = new double[n][m];
      double[][] v = new double[n][n];
      for (int j = 0; j < n; j++) {
        v[j][j] = 1;
        for (int i = 0; i < m; i++) {
          columns[j][i] = a[i * n + j];
        }
      }
      for (int sweep = 0; sweep < 60; sweep++) {
        for (int p = 0; p < n; p++) {
          for (int q = p + 1; q < n; q++) {
            rotate(columns[p], columns[q], v[p], v[q]);
          }
        }
      }
      Integer[] order =
          IntStream.range(0, n)
              .boxed()
              .sorted(Comparator.comparingDouble(j -> -norm(columns[j])))
              .toArray(Integer[]::new);
      double[][] u = new double[m][n];
      double[] s = new double[n];
      double[][] vt = new double[n][];
      for (int j = 0; j < n; j++) {
        s[j] = norm(columns[order[j]]);
        vt[j] = v[order[j]];
        for (int i = 0; i < m; i++) {
          u[i][j] = columns[order[j]][i] / Math.max(s[j], 1e-300);
        }
      }
      return new Svd(u, s, vt);
    }

    private static void rotate(double[] x, double[] y, double[] vx, double[] vy) {
      double xy = dot(x, y);
      if (Math.abs(xy) < 1e-300) {
        return;
      }
      double zeta = (dot(y, y) - dot(x, x)) / (2 * xy);
      double t = Math.copySign(1, zeta) / (Math.abs(zeta) + Math.hypot(1, zeta));
      double c = 1 / Math.hypot(1, t);
      turn(x, y, c, c * t);
      turn(vx, vy, c, c * t);
    }

    private static void turn(double[] x, double[] y, double c, double s) {
      for (int i = 0; i < x.length; i++) {
        double kept = x[i];
        x[i] = c * kept - s * y[i];
        y[i] = s * kept + c * y[i];
      }
    }

    private static double dot(double[] x, double[] y) {
      return IntStream.range(0, x.length).mapToDouble(i -> x[i] * y[i]).sum();
    }

    private static double norm(double[] x) {
      return Math.sqrt(dot(x, x));
    }

    private static double[][] transpose(double[][] a) {
      double[][] result = new double[a[0].length][a.length];
      for (int i = 0; i < a.length; i++) {
        for (int j = 0; j < a[0].length; j++) {
          result[j][i] = a[i][j];
        }
      }
      return result;
    }

    double[] packed() {
      double[] all = new double[u.length * s.length + s.length + s.length * vt[0].length];
      int at = 0;
      for (double[] row : u) {
        System.arraycopy(row, 0, all, at, row.length);
        at += row.length;
      }
      System.arraycopy(s, 0, all, at, s.length);
      at += s.length;
      for (double[] row : vt) {
        System.arraycopy(row, 0, all, at, row.length);
        at += row.length;
      }
      return all;
    }

    double[] product() {
      int m = u.length;
      int n = vt[0].length;
      double[] a = new double[m * n];
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          for (int k = 0; k < s.length; k++) {
            a[i * n + j] += u[i][k] * s[k] * vt[k][j];
          }
        }
      }
      return a;
    }
  }
}
