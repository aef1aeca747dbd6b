package io.tikhonov.runtime.solve;

import io.tikhonov.runtime.support.Blas;
import io.tikhonov.runtime.support.Floats;
import io.tikhonov.runtime.support.Lapack;
import io.tikhonov.runtime.support.Workers;
import java.util.Arrays;

/**
 * The second derivatives (X − 1x̄ᵀ)ᵀ C (X − 1x̄ᵀ) for the columns in the working set, where C are
 * weights and x̄ⱼ the weighted means of the columns, or 0 without an intercept. Columns join at the
 * end and stay.
 *
 * <p>They are kept as s·H·s, where sⱼ is the norm of a centred column with its weights, so that H
 * has ones on its diagonal. H is of single precision: descent on it finds the way, and gradients
 * from the rows say where it leads, so that its rounding costs speed only, and next to none.
 */
final class WorkingGram {

  /** A column whose weighted square is smaller by this factor after centring is constant. */
  static final double CONSTANT = 1e-13;

  /** What the diagonal is above 1: more than rounding takes from the eigenvalues of H. */
  private static final float LIFT = 1e-6f;

  // For the least eigenvalue.
  private static final double TRY = 0.9;
  private static final double TRY_LESS = 8;
  private static final double LEAST_CONVEXITY = 1e-3;

  /** A multiple of the rounding errors that are to be expected. */
  private static final double CAUTION = 4;

  private static final int FIRST_CAPACITY = 64;

  private final Design design;
  private final Blas blas;
  private final boolean centred;
  private final double[] roots;
  private final double[] weights;
  private double weightSum;
  private boolean holds = true;

  /** All of H where it was computed at once, by features. */
  private float[] whole = {};

  private double[] wholeMeans = {};
  private double[] wholeNorms = {};

  /** The columns of norm 1, one after the other, where H is computed as needed. */
  private final Floats factor = new Floats();

  private final Floats fresh = new Floats();
  private final Floats products = new Floats();
  private final Workers workers;

  /** The features in the working set, in the order in which they joined. */
  int[] order = new int[FIRST_CAPACITY];

  int count;

  /** The place of a feature in {@link #order}, or −1. */
  final int[] place;

  /** x̄ by place. */
  double[] means = new double[FIRST_CAPACITY];

  /** s by place; 0 for a constant column. */
  double[] norms = new double[FIRST_CAPACITY];

  /** H by places, rows of length {@link #stride}. */
  float[] matrix = new float[FIRST_CAPACITY * FIRST_CAPACITY];

  int stride = FIRST_CAPACITY;

  /** What all weights have been multiplied by since H was computed. */
  double scale = 1;

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
    scale = 1;
    for (int i = 0; i < roots.length; i++) {
      roots[i] = Math.sqrt(weights[i]);
    }
    int all = count;
    count = 0;
    append(Arrays.copyOf(order, all), all, limit);
  }

  /** Computes H for all features at once. */
  void computeAll() {
    int p = design.features;
    factor.ensure((long) p * design.rows);
    wholeMeans = new double[p];
    wholeNorms = new double[p];
    design.visit(
        (feature, column) -> {
          wholeMeans[feature] = mean(column);
          wholeNorms[feature] = fill(factor, feature, column, wholeMeans[feature]);
        });
    products.ensure((long) p * p);
    blas.gram(p, design.rows, factor, products);
    whole = new float[p * p];
    products.data().get(0, whole);
    factor.close();
  }

  /**
   * Numbers μⱼ, in proportion to the second derivatives, with which the quadratic function less
   * ½Σμⱼwⱼ² is convex: a Cholesky decomposition shows it, with room for rounding. The first try is
   * a little less than the least eigenvalue for independent columns (Marchenko and Pastur).
   *
   * @return zeros if the tries fail; only if everything was computed
   */
  double[] convexity() {
    int p = design.features;
    double[] result = new double[p];
    double root = 1 - Math.sqrt((double) p / design.rows);
    double rounding =
        CAUTION * 0.5 * Math.ulp(1f) * (p + Math.sqrt((double) p) * Math.sqrt(design.rows));
    double least = Math.max(LEAST_CONVEXITY, 2 * rounding);
    try (Lapack lapack = new Lapack(blas)) {
      for (double part = TRY * root * root; part > least; part /= TRY_LESS) {
        products.data().put(0, whole);
        for (int j = 0; j < p; j++) {
          products.data().put(j * p + j, wholeNorms[j] == 0 ? 1 : (float) (1 - part));
        }
        try {
          lapack.cholesky(p, products, products);
        } catch (ArithmeticException e) {
          continue; // not that convex
        }
        for (int j = 0; j < p; j++) {
          result[j] = (part - rounding) * wholeNorms[j] * wholeNorms[j];
        }
        break;
      }
    }
    return result;
  }

  boolean hasAll() {
    return whole.length > 0;
  }

  /** Whether H is here: false where the working set has become too large for it. */
  boolean holds() {
    return holds;
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
      matrix = new float[0];
      stride = 0;
      close();
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
      computeRows(first, number);
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
      norms = Arrays.copyOf(norms, wider);
    }
    if (holds && stride < order.length) {
      int wider = order.length;
      float[] larger = new float[wider * wider];
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
      norms[i] = wholeNorms[order[i]];
      for (int k = 0; k < count; k++) {
        float value = whole[from + order[k]];
        matrix[i * stride + k] = value;
        matrix[k * stride + i] = value;
      }
      lift(i);
    }
  }

  private void computeRows(int first, int number) {
    int n = design.rows;
    int total = first + number;
    design.column(0); // transposes before several threads ask for columns
    if (first == 0) {
      factor.ensure((long) number * n);
      products.ensure((long) number * number);
      fill(factor, first, number);
      blas.gram(number, n, factor, products);
    } else {
      growFactor(first, total);
      fresh.ensure((long) number * n);
      products.ensure((long) number * total);
      fill(fresh, first, number);
      float[] column = new float[n];
      for (int i = 0; i < number; i++) {
        fresh.data().get(i * n, column);
        factor.data().put((first + i) * n, column);
      }
      blas.gemm(false, true, number, total, n, fresh, factor, products);
    }
    for (int i = 0; i < number; i++) {
      int row = (first + i) * stride;
      products.data().get(i * total, matrix, row, total);
      for (int k = 0; k < first; k++) {
        matrix[k * stride + first + i] = matrix[row + k];
      }
      lift(first + i);
    }
  }

  private void lift(int i) {
    matrix[i * stride + i] = norms[i] == 0 ? 0 : 1 + LIFT;
  }

  private void growFactor(int used, int number) {
    int n = design.rows;
    long needed = (long) number * n;
    if (needed <= factor.length()) {
      return;
    }
    float[] kept = new float[used * n];
    factor.data().get(0, kept);
    factor.ensure(Math.max(needed, Math.min(2 * needed, (long) stride * n)));
    factor.data().put(0, kept);
  }

  /** Writes columns of norm 1, those of the places from {@code first} on. */
  private void fill(Floats target, int first, int number) {
    workers.run(
        number,
        Workers.grain(4L * design.rows),
        (chunk, from, to) -> {
          for (int i = from; i < to; i++) {
            double[] column = design.column(order[first + i]);
            means[first + i] = mean(column);
            norms[first + i] = fill(target, i, column, means[first + i]);
          }
        });
  }

  /** Writes a column of norm 1, or zeros if it is constant; returns its norm before, or 0. */
  private double fill(Floats target, int at, double[] column, double mean) {
    int n = column.length;
    double[] centredColumn = new double[n];
    for (int row = 0; row < n; row++) {
      centredColumn[row] = roots[row] * (column[row] - mean);
    }
    double square = Vectors.dot(centredColumn, centredColumn);
    boolean isConstant = isConstant(square, mean, weightSum);
    double norm = isConstant ? 0 : Math.sqrt(square);
    double factorOfColumn = isConstant ? 0 : 1 / norm;
    float[] scaled = new float[n];
    for (int row = 0; row < n; row++) {
      scaled[row] = (float) (centredColumn[row] * factorOfColumn);
    }
    target.data().put(at * n, scaled);
    return norm;
  }

  /** Whether a column is nothing but its mean, up to rounding. */
  static boolean isConstant(double square, double mean, double weightSum) {
    return !(square > CONSTANT * (square + mean * mean * weightSum));
  }

  void close() {
    factor.close();
    fresh.close();
    products.close();
  }
}
