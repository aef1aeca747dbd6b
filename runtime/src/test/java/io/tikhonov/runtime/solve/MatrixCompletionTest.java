package io.tikhonov.runtime.solve;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A matrix of low rank from some of its elements: ½·Σ over them (X − M)² + λ·‖X‖ nuclear. */
class MatrixCompletionTest {

  private static final int ROWS = 12;
  private static final int COLUMNS = 10;
  private static final int RANK = 2;
  private static final double LAMBDA = 0.3;
  private static final double SMALL = 1e-15;

  private final double[] truth = new double[ROWS * COLUMNS];
  private final boolean[] seen = new boolean[ROWS * COLUMNS];

  MatrixCompletionTest() {
    Random random = new Random(3);
    double[][] left = Problems.matrix(ROWS, RANK, 1);
    double[][] right = Problems.matrix(COLUMNS, RANK, 2);
    for (int i = 0; i < truth.length; i++) {
      truth[i] = Vectors.dot(left[i / COLUMNS], right[i % COLUMNS]);
      seen[i] = random.nextDouble() < 0.7;
    }
  }

  /** The columns U·Σ by Jacobi's rotations of columns, in place; V is accumulated. */
  private static void decompose(double[] a, double[] v) {
    for (int i = 0; i < COLUMNS; i++) {
      v[i * COLUMNS + i] = 1;
    }
    double largest = 1;
    for (int sweep = 0; sweep < 60 && largest > SMALL; sweep++) {
      largest = 0;
      for (int p = 0; p < COLUMNS; p++) {
        for (int q = p + 1; q < COLUMNS; q++) {
          double pp = 0;
          double qq = 0;
          double pq = 0;
          for (int i = 0; i < ROWS; i++) {
            pp += a[i * COLUMNS + p] * a[i * COLUMNS + p];
            qq += a[i * COLUMNS + q] * a[i * COLUMNS + q];
            pq += a[i * COLUMNS + p] * a[i * COLUMNS + q];
          }
          if (Math.abs(pq) <= SMALL * Math.sqrt(pp * qq) || pq == 0) {
            continue;
          }
          largest = Math.max(largest, Math.abs(pq) / Math.sqrt(pp * qq));
          double zeta = (qq - pp) / (2 * pq);
          double t = Math.copySign(1, zeta) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
          double c = 1 / Math.sqrt(1 + t * t);
          rotate(a, ROWS, p, q, c, c * t);
          rotate(v, COLUMNS, p, q, c, c * t);
        }
      }
    }
  }

  private static void rotate(double[] a, int rows, int p, int q, double c, double s) {
    for (int i = 0; i < rows; i++) {
      double x = a[i * COLUMNS + p];
      double y = a[i * COLUMNS + q];
      a[i * COLUMNS + p] = c * x - s * y;
      a[i * COLUMNS + q] = s * x + c * y;
    }
  }

  private static double[] singularValues(double[] x) {
    double[] a = x.clone();
    decompose(a, new double[COLUMNS * COLUMNS]);
    return norms(a);
  }

  private static double[] norms(double[] a) {
    double[] norms = new double[COLUMNS];
    for (int i = 0; i < a.length; i++) {
      norms[i % COLUMNS] += a[i] * a[i];
    }
    for (int j = 0; j < COLUMNS; j++) {
      norms[j] = Math.sqrt(norms[j]);
    }
    return norms;
  }

  private static double nuclear(double[] x) {
    double sum = 0;
    for (double value : singularValues(x)) {
      sum += value;
    }
    return sum;
  }

  private Sum problem() {
    return new Sum(
        truth.length,
        true,
        (x, gradient) -> {
          double sum = 0;
          for (int i = 0; i < x.length; i++) {
            if (seen[i]) {
              double difference = x[i] - truth[i];
              sum += difference * difference / 2;
              if (gradient != null) {
                gradient[i] += difference;
              }
            }
          }
          return sum;
        },
        new Sum.Nonsmooth() {
          @Override
          public double value(double[] x) {
            return LAMBDA * nuclear(x);
          }

          @Override
          public void proximal(double[] a, double step) {
            double[] v = new double[COLUMNS * COLUMNS];
            decompose(a, v);
            double[] norms = norms(a);
            double[] scaled = a.clone();
            Arrays.fill(a, 0);
            for (int k = 0; k < COLUMNS; k++) {
              double factor = norms[k] <= step * LAMBDA ? 0 : 1 - step * LAMBDA / norms[k];
              for (int i = 0; i < a.length; i++) {
                a[i] += factor * scaled[i / COLUMNS * COLUMNS + k] * v[i % COLUMNS * COLUMNS + k];
              }
            }
          }
        });
  }

  @Test
  void allMethodsFindTheMatrixOfLowRank() {
    Sum problem = problem();
    List<Method> methods =
        List.of(
            new Fista(0, true),
            new ProximalGradient(0),
            new Fista(1, true),
            new Admm(1, 1.6, true),
            new DouglasRachford(1, 1));
    double expected = Double.NaN;
    int rank = 0;
    for (Method method : methods) {
      Outcome outcome = Problems.solve(method, problem, 1e-8);
      assertWithMessage("%s", method).that(outcome.converged()).isTrue();
      double value = problem.total(outcome.x());
      if (Double.isNaN(expected)) {
        expected = value;
        check(problem, outcome.x());
        // The penalty may buy a small third direction, no more.
        rank = rank(outcome.x());
        assertThat(rank).isIn(List.of(RANK, RANK + 1));
      }
      assertWithMessage("%s", method).that(rank(outcome.x())).isEqualTo(rank);
      assertWithMessage("%s", method).that(value).isWithin(1e-9 * expected).of(expected);
    }
  }

  private static int rank(double[] x) {
    int rank = 0;
    for (double value : singularValues(x)) {
      rank += value > 1e-9 ? 1 : 0;
    }
    return rank;
  }

  /** The conditions of a minimiser: no singular value of ∇f above λ, and −∇f·X = λ‖X‖. */
  private void check(Sum problem, double[] x) {
    double[] gradient = new double[x.length];
    problem.smooth(x, gradient);
    for (double value : singularValues(gradient)) {
      assertThat(value).isAtMost(LAMBDA * (1 + 1e-6));
    }
    assertThat(-Vectors.dot(gradient, x)).isWithin(1e-5).of(LAMBDA * nuclear(x));
    double error = 0;
    double size = 0;
    for (int i = 0; i < x.length; i++) {
      if (!seen[i]) {
        error += (x[i] - truth[i]) * (x[i] - truth[i]);
        size += truth[i] * truth[i];
      }
    }
    assertThat(error).isLessThan(0.1 * size);
  }
}
