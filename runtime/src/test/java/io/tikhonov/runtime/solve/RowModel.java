package io.tikhonov.runtime.solve;

import io.tikhonov.runtime.support.Doubles;
import io.tikhonov.runtime.support.Floats;
import io.tikhonov.runtime.support.Memory;
import java.util.Arrays;

/** A linear model by hand: Σᵢ weightᵢ·ℓ(ηᵢ, yᵢ), with a penalty that tests change. */
final class RowModel implements LinearModel {

  /** A loss of one row by η, with its first and second derivatives. */
  interface Loss {
    double value(double eta, double y);

    double slope(double eta, double y);

    double curvature(double eta, double y);
  }

  static final Loss SQUARED = loss((e, y) -> 0.5 * (e - y) * (e - y), (e, y) -> e - y, (e, y) -> 1);

  static final Loss LOGISTIC =
      loss(
          (e, y) -> Math.max(e, 0) + Math.log1p(Math.exp(-Math.abs(e))) - y * e,
          (e, y) -> 1 / (1 + Math.exp(-e)) - y,
          (e, y) -> {
            double p = 1 / (1 + Math.exp(-Math.abs(e)));
            return p * (1 - p);
          });

  static final Loss POISSON =
      loss((e, y) -> Math.exp(e) - y * e, (e, y) -> Math.exp(e) - y, (e, y) -> Math.exp(e));

  static final Loss HUBER =
      loss(
          (e, y) -> Math.abs(e - y) <= 1 ? 0.5 * (e - y) * (e - y) : Math.abs(e - y) - 0.5,
          (e, y) -> Math.min(Math.max(e - y, -1), 1),
          (e, y) -> Math.abs(e - y) <= 1 ? 1 : 0);

  private interface Function {
    double at(double eta, double y);
  }

  private static Loss loss(Function value, Function slope, Function curvature) {
    return new Loss() {
      @Override
      public double value(double eta, double y) {
        return value.at(eta, y);
      }

      @Override
      public double slope(double eta, double y) {
        return slope.at(eta, y);
      }

      @Override
      public double curvature(double eta, double y) {
        return curvature.at(eta, y);
      }
    };
  }

  final double[][] x;
  final double[] y;
  final double[] weight;
  final Loss loss;
  private final boolean intercept;
  private final Memory design;

  double[] l1;
  double[] l2;
  double[] lower;
  double[] upper;
  int[] group = {};
  double[] strength = {};

  /** The number of evaluations. */
  int evaluations;

  RowModel(Loss loss, double[][] x, double[] y, double weight, boolean intercept) {
    this(loss, x, y, weight, intercept, false);
  }

  RowModel(Loss loss, double[][] x, double[] y, double weight, boolean intercept, boolean single) {
    this.loss = loss;
    this.x = x;
    this.y = y;
    this.weight = new double[y.length];
    Arrays.fill(this.weight, weight);
    this.intercept = intercept;
    int p = x[0].length;
    double[] flat = new double[x.length * p];
    for (int i = 0; i < x.length; i++) {
      System.arraycopy(x[i], 0, flat, i * p, p);
    }
    design = single ? new Floats(flat.length) : new Doubles(flat.length);
    design.write(flat, 0, flat.length);
    l1 = new double[p];
    l2 = new double[p];
    lower = new double[p];
    upper = new double[p];
    Arrays.fill(lower, Double.NEGATIVE_INFINITY);
    Arrays.fill(upper, Double.POSITIVE_INFINITY);
  }

  /** Elastic net on all coordinates. */
  RowModel elasticNet(double first, double second) {
    Arrays.fill(l1, first);
    Arrays.fill(l2, second);
    return this;
  }

  @Override
  public int rows() {
    return y.length;
  }

  @Override
  public int features() {
    return l1.length;
  }

  @Override
  public boolean hasIntercept() {
    return intercept;
  }

  @Override
  public Memory design() {
    return design;
  }

  @Override
  public boolean isQuadratic() {
    return loss == SQUARED;
  }

  private double eta(int row, double[] w, double b) {
    return Vectors.dot(x[row], w) + (intercept ? b : 0);
  }

  @Override
  public double linearize(double[] w, double b, double[] slope, double[] curvature) {
    evaluations++;
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      double eta = eta(i, w, b);
      sum += weight[i] * loss.value(eta, y[i]);
      slope[i] = weight[i] * loss.slope(eta, y[i]);
      curvature[i] = weight[i] * loss.curvature(eta, y[i]);
    }
    return sum;
  }

  private double fit(double[] w, double b) {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum += weight[i] * loss.value(eta(i, w, b), y[i]);
    }
    return sum;
  }

  @Override
  public Separable penalty() {
    return new Separable(l1, l2, lower, upper, group, strength);
  }

  /** F. */
  double objective(double[] w, double b) {
    return fit(w, b) + new Blocks(penalty()).value(w);
  }
}
