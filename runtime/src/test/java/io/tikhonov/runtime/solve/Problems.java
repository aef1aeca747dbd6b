package io.tikhonov.runtime.solve;

import java.util.Random;
import java.util.function.Consumer;

/** Smooth and nonsmooth parts, and runs of methods on them. */
final class Problems {

  static final Consumer<Solution.Iteration> NOBODY = iteration -> {};

  private Problems() {}

  /** scale/2·‖Xw − y‖². */
  static Sum leastSquares(double[][] x, double[] y, double scale) {
    return new Sum(
        x[0].length,
        true,
        (w, gradient) -> {
          double sum = 0;
          for (int i = 0; i < y.length; i++) {
            double residual = Vectors.dot(x[i], w) - y[i];
            sum += residual * residual;
            if (gradient != null) {
              Vectors.add(scale * residual, x[i], gradient);
            }
          }
          return scale / 2 * sum;
        },
        null);
  }

  /** scale·Σ log(1 + exp(−s(xᵀw + b))), s = ±1; the last variable is b. */
  static Sum logistic(double[][] x, double[] signs, double scale) {
    int features = x[0].length;
    return new Sum(
        features + 1,
        false,
        (w, gradient) -> {
          double sum = 0;
          for (int i = 0; i < signs.length; i++) {
            double margin = w[features];
            for (int j = 0; j < features; j++) {
              margin += x[i][j] * w[j];
            }
            margin *= signs[i];
            sum += Math.max(-margin, 0) + Math.log1p(Math.exp(-Math.abs(margin)));
            if (gradient != null) {
              double slope = -scale * signs[i] / (1 + Math.exp(margin));
              for (int j = 0; j < features; j++) {
                gradient[j] += slope * x[i][j];
              }
              gradient[features] += slope;
            }
          }
          return scale * sum;
        },
        null);
  }

  /** Σ l1·|xⱼ| + l2/2·xⱼ² over the first elements. */
  static Sum.Nonsmooth elasticNet(double l1, double l2, int count) {
    return new Sum.Nonsmooth() {
      @Override
      public double value(double[] x) {
        double sum = 0;
        for (int j = 0; j < count; j++) {
          sum += l1 * Math.abs(x[j]) + l2 / 2 * x[j] * x[j];
        }
        return sum;
      }

      @Override
      public void proximal(double[] v, double step) {
        for (int j = 0; j < count; j++) {
          v[j] = Math.copySign(Math.max(Math.abs(v[j]) - step * l1, 0), v[j]) / (1 + step * l2);
        }
      }
    };
  }

  /** A smooth part with l2/2·xⱼ² over the first elements. */
  static Sum withSquares(Sum sum, double l2, int count) {
    return new Sum(
        sum.size(),
        sum.isQuadratic(),
        (x, gradient) -> {
          double[] whole = gradient == null ? null : new double[x.length];
          double value = whole == null ? sum.smooth(x) : sum.smooth(x, whole);
          for (int j = 0; j < count; j++) {
            value += l2 / 2 * x[j] * x[j];
          }
          if (whole != null) {
            for (int j = 0; j < x.length; j++) {
              gradient[j] = whole[j] + (j < count ? l2 * x[j] : 0);
            }
          }
          return value;
        },
        null);
  }

  /** lower ≤ xⱼ ≤ upper. */
  static Sum.Nonsmooth box(double lower, double upper) {
    return new Sum.Nonsmooth() {
      @Override
      public double value(double[] x) {
        return 0;
      }

      @Override
      public void proximal(double[] v, double step) {
        for (int j = 0; j < v.length; j++) {
          v[j] = Math.max(lower, Math.min(upper, v[j]));
        }
      }
    };
  }

  /** Σ λ‖x_group‖ over groups of so many elements. */
  static Sum.Nonsmooth groups(double lambda, int width) {
    return new Sum.Nonsmooth() {
      private double norm(double[] x, int from) {
        double sum = 0;
        for (int j = from; j < from + width; j++) {
          sum += x[j] * x[j];
        }
        return Math.sqrt(sum);
      }

      @Override
      public double value(double[] x) {
        double sum = 0;
        for (int from = 0; from < x.length; from += width) {
          sum += lambda * norm(x, from);
        }
        return sum;
      }

      @Override
      public void proximal(double[] v, double step) {
        for (int from = 0; from < v.length; from += width) {
          double norm = norm(v, from);
          double factor = norm <= step * lambda ? 0 : 1 - step * lambda / norm;
          for (int j = from; j < from + width; j++) {
            v[j] *= factor;
          }
        }
      }
    };
  }

  static double[][] matrix(int rows, int columns, long seed) {
    Random random = new Random(seed);
    double[][] x = new double[rows][columns];
    for (double[] row : x) {
      for (int j = 0; j < columns; j++) {
        row[j] = random.nextGaussian();
      }
    }
    return x;
  }

  static double[] vector(int size, long seed) {
    return matrix(1, size, seed)[0];
  }

  static Run run(Composite problem, double tolerance, int maxIterations) {
    return new Run(problem, tolerance, maxIterations, NOBODY);
  }

  static Outcome solve(Method method, Composite problem, double tolerance) {
    return method.minimize(run(problem, tolerance, 100_000), new double[problem.size()]);
  }

  /** How far a point is from being a proximal point of itself, relative to the step. */
  static double residual(Composite problem, double[] x, double step) {
    double[] gradient = new double[x.length];
    double[] moved = new double[x.length];
    problem.smooth(x, gradient);
    problem.proximal(x, gradient, step, moved);
    return Math.sqrt(Vectors.squaredDistance(x, moved)) / step;
  }
}
