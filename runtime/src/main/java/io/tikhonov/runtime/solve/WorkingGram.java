package io.tikhonov.runtime.solve;

import io.tikhonov.runtime.support.Blas;
import io.tikhonov.runtime.support.Doubles;
import io.tikhonov.runtime.support.Lapack;
import io.tikhonov.runtime.support.Workers;
import java.util.Arrays;

/**
 * The matrix H = (X − 1x̄ᵀ)ᵀ C (X − 1x̄ᵀ) for the columns in the working set, where C are weights
 * and x̄ⱼ the weighted means of the columns, or 0 without an intercept. Columns join at the end and
 * stay.
 */
final class WorkingGram {

  /** A column whose weighted square is smaller by this factor after centring is constant. */
  static final double CONSTANT = 1e-13;

  // For the least eigenvalue.
  private static final double TRY = 0.9;
  private static final double TRY_LESS = 8;
  private static final int TRIES = 4;
  private static final double LEAST_CONVEXITY = 1e-4;
  private static final double ROUNDING = 1e-3;

  private static final int FIRST_CAPACITY = 64;

  private final Design design;
  private final Blas blas;
  private final boolean centred;
  private final double[] roots;
  private final double[] weights;
  private double weightSum;
  private boolean holds = true;

  /** All of H where it was computed at once, by features. */
  private double[] whole = {};

  private double[] wholeMeans = {};

  /** The centred columns times √weight, one after the other, where H is computed as needed. */
  private Doubles factor = new Doubles();

  private final Workers workers;

  /** The features in the working set, in the order in which they joined. */
  int[] order = new int[FIRST_CAPACITY];

  int count;

  /** The place of a feature in {@link #order}, or −1. */
  final int[] place;

  /** x̄ by place. */
  double[] means = new double[FIRST_CAPACITY];

  /** H by places, rows of length {@link #stride}. */
  double[] matrix = new double[FIRST_CAPACITY * FIRST_CAPACITY];

  int stride = FIRST_CAPACITY;

  WorkingGram(Design design, boolean centred, Blas blas, Workers workers) {
    this.design = design;
    this.centred = centred;
    this.blas = blas;
    this.workers = workers;
    roots = new double[design.rows];
    weights = new double[design.rows];
    place = new int[design.features];
    Arrays.fill(place, -1);
  }

  double[] weights() {
    return weights;
  }

  double weightSum() {
    return weightSum;
  }

  /** Sets the weights, and computes H anew for the working set. */
  void weigh(double[] newWeights, int limit) {
    System.arraycopy(newWeights, 0, weights, 0, weights.length);
    weightSum = Vectors.sum(weights);
    for (int i = 0; i < roots.length; i++) {
      roots[i] = Math.sqrt(weights[i]);
    }
    int all = count;
    count = 0;
    append(Arrays.copyOf(order, all), all, limit);
  }

  /** Computes H for all features at once, if they are not many. */
  void computeAll() {
    int p = design.features;
    factor.ensure((long) p * design.rows);
    wholeMeans = new double[p];
    int[] all = new int[p];
    Arrays.setAll(all, i -> i);
    fillFactor(factor, all, p, wholeMeans);
    try (Doubles result = new Doubles((long) p * p)) {
      blas.gram(p, design.rows, factor, result);
      whole = new double[p * p];
      result.read(whole, 0, p * p);
    }
    for (int j = 0; j < p; j++) {
      if (isConstant(whole[j * p + j], wholeMeans[j])) {
        for (int k = 0; k < p; k++) {
          whole[j * p + k] = 0;
          whole[k * p + j] = 0;
        }
      }
    }
    factor.close();
    factor = new Doubles();
  }

  /**
   * Numbers μⱼ, in proportion to the diagonal of H, with which H − diag(μ) has no negative
   * eigenvalue: a Cholesky decomposition shows it. The first try is a little less than the least
   * eigenvalue for independent columns (Marchenko and Pastur).
   *
   * @return zeros if the tries fail; only if everything was computed
   */
  double[] convexity() {
    int p = design.features;
    double[] result = new double[p];
    double root = 1 - Math.sqrt((double) p / design.rows);
    double part = TRY * root * root;
    try (Lapack lapack = new Lapack(blas);
        Doubles shifted = new Doubles((long) p * p)) {
      for (int i = 0; i < TRIES && part > LEAST_CONVEXITY; i++, part /= TRY_LESS) {
        shifted.write(whole, 0, p * p);
        for (int j = 0; j < p; j++) {
          double square = whole[j * p + j];
          shifted.data().put(j * p + j, square == 0 ? 1 : (1 - part) * square);
        }
        try {
          lapack.cholesky(p, shifted, shifted);
        } catch (ArithmeticException e) {
          continue; // not that convex
        }
        for (int j = 0; j < p; j++) {
          result[j] = part * (1 - ROUNDING) * whole[j * p + j];
        }
        break;
      }
    }
    return result;
  }

  boolean hasAll() {
    return whole.length > 0;
  }

  /** x̄ⱼ of a feature in the working set, or of any if everything was computed. */
  double mean(int feature) {
    return hasAll() ? wholeMeans[feature] : means[place[feature]];
  }

  /** The diagonal element of H at a place; 0 for a constant column. */
  double square(int i) {
    return matrix[i * stride + i];
  }

  /** Whether a column is constant; only if everything was computed. */
  boolean isConstant(int feature) {
    return whole[feature * design.features + feature] == 0;
  }

  /** Whether H is here: false where the working set has become too large for it. */
  boolean holds() {
    return holds;
  }

  /** g ← g + w·H's row of a feature, over all features; only if everything was computed. */
  void addRow(int feature, double w, double[] g) {
    int p = design.features;
    int at = feature * p;
    for (int k = 0; k < p; k++) {
      g[k] += w * whole[at + k];
    }
  }

  /**
   * Takes features into the working set.
   *
   * @param limit above which H is given up
   */
  void append(int[] features, int number, int limit) {
    if (number == 0) {
      return;
    }
    int first = count;
    if (holds && !hasAll() && first + number > limit) {
      holds = false;
      matrix = new double[0];
      stride = 0;
      factor.close();
    }
    reserve(first + number);
    for (int i = 0; i < number; i++) {
      order[first + i] = features[i];
      place[features[i]] = first + i;
    }
    count += number;
    if (hasAll()) {
      copyRows(first);
    } else if (holds) {
      computeRows(features, first, number);
    } else {
      for (int i = first; i < count; i++) {
        means[i] = mean(design.column(order[i]));
      }
    }
  }

  private double mean(double[] column) {
    return centred && weightSum > 0 ? Vectors.dot(column, weights) / weightSum : 0;
  }

  private void reserve(int capacity) {
    if (order.length < capacity) {
      int wider = Math.min(design.features, Math.max(capacity, 2 * order.length));
      order = Arrays.copyOf(order, wider);
      means = Arrays.copyOf(means, wider);
    }
    if (holds && stride < order.length) {
      int wider = order.length;
      double[] larger = new double[wider * wider];
      for (int i = 0; i < count; i++) {
        System.arraycopy(matrix, i * stride, larger, i * wider, count);
      }
      matrix = larger;
      stride = wider;
    }
  }

  private void copyRows(int first) {
    int p = design.features;
    for (int i = first; i < count; i++) {
      int from = order[i] * p;
      means[i] = wholeMeans[order[i]];
      for (int k = 0; k < count; k++) {
        double value = whole[from + order[k]];
        matrix[i * stride + k] = value;
        matrix[k * stride + i] = value;
      }
    }
  }

  private void computeRows(int[] features, int first, int number) {
    int n = design.rows;
    double[] newMeans = new double[number];
    growFactor(first, number);
    try (Doubles fresh = new Doubles((long) number * n);
        Doubles products = new Doubles((long) number * (first + number))) {
      fillFactor(fresh, features, number, newMeans);
      double[] column = new double[n];
      for (int i = 0; i < number; i++) {
        fresh.data().get(i * n, column, 0, n);
        factor.data().put((first + i) * n, column, 0, n);
      }
      int total = first + number;
      if (first == 0) {
        blas.gram(number, n, fresh, products);
      } else {
        blas.gemm(false, true, number, total, n, fresh, factor, products);
      }
      double[] row = new double[total];
      for (int i = 0; i < number; i++) {
        int at = first + i;
        means[at] = newMeans[i];
        products.data().get(i * total, row, 0, total);
        boolean constant = isConstant(row[at], newMeans[i]);
        for (int k = 0; k < total; k++) {
          double value = constant ? 0 : row[k];
          // A constant column that came before keeps its zeros.
          boolean dead = k < first && matrix[k * stride + k] == 0;
          matrix[at * stride + k] = dead ? 0 : value;
          matrix[k * stride + at] = dead ? 0 : value;
        }
      }
      clearConstant(first, total);
    }
  }

  /** Rows and columns of constant features are zero, whichever side was written last. */
  private void clearConstant(int first, int total) {
    for (int i = first; i < total; i++) {
      if (matrix[i * stride + i] == 0) {
        for (int k = 0; k < total; k++) {
          matrix[i * stride + k] = 0;
          matrix[k * stride + i] = 0;
        }
      }
    }
  }

  private void growFactor(int used, int number) {
    int n = design.rows;
    long needed = (long) (used + number) * n;
    if (needed <= factor.length()) {
      return;
    }
    Doubles larger = new Doubles(Math.max(needed, Math.min(2 * needed, (long) stride * n)));
    double[] column = new double[n];
    for (int i = 0; i < used; i++) {
      factor.data().get(i * n, column, 0, n);
      larger.data().put(i * n, column, 0, n);
    }
    factor.close();
    factor = larger;
  }

  private void fillFactor(Doubles target, int[] features, int number, double[] newMeans) {
    int n = design.rows;
    workers.run(
        number,
        Workers.grain(4L * n),
        (chunk, from, to) -> {
          double[] scaled = new double[n];
          for (int i = from; i < to; i++) {
            double[] column = design.column(features[i]);
            double mean = mean(column);
            newMeans[i] = mean;
            for (int row = 0; row < n; row++) {
              scaled[row] = roots[row] * (column[row] - mean);
            }
            target.data().put(i * n, scaled, 0, n);
          }
        });
  }

  private boolean isConstant(double square, double mean) {
    return !(square > CONSTANT * (square + mean * mean * weightSum));
  }

  void close() {
    factor.close();
  }
}
