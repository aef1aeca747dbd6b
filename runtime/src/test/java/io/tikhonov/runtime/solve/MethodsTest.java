package io.tikhonov.runtime.solve;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class MethodsTest {

  private static final List<Method> PROXIMAL =
      List.of(
          new ProximalGradient(0),
          new Fista(0, true),
          new Admm(1, 1.6, true),
          new DouglasRachford(1, 1),
          new DouglasRachford(0, 1));

  private static double[] signs(int size, long seed) {
    double[] signs = Problems.vector(size, seed);
    for (int i = 0; i < size; i++) {
      signs[i] = Math.signum(signs[i]);
    }
    return signs;
  }

  /** Solves by all methods; they must agree. The solution of the first one. */
  private static double[] agreement(Sum problem, double tolerance, double closeness) {
    double[] first = null;
    double expected = 0;
    for (Method method : PROXIMAL) {
      Outcome outcome = Problems.solve(method, problem, tolerance);
      assertWithMessage("%s", method).that(outcome.converged()).isTrue();
      if (first == null) {
        first = outcome.x();
        expected = problem.total(first);
      }
      assertWithMessage("%s", method)
          .that(problem.total(outcome.x()))
          .isWithin(closeness * Math.abs(expected))
          .of(expected);
      for (int j = 0; j < first.length; j++) {
        assertWithMessage("%s at %s", method, j).that(outcome.x()[j] == 0).isEqualTo(first[j] == 0);
      }
    }
    return first;
  }

  private static Sum lasso(int rows, int columns, double share, long seed) {
    double[][] x = Problems.matrix(rows, columns, seed);
    double[] y = Problems.vector(rows, seed + 1);
    for (int i = 0; i < rows; i++) {
      y[i] += 3 * x[i][0] - 2 * x[i][columns / 2];
    }
    Sum squares = Problems.leastSquares(x, y, 1.0 / rows);
    double[] gradient = new double[columns];
    squares.smooth(new double[columns], gradient);
    double largest = 0;
    for (double g : gradient) {
      largest = Math.max(largest, Math.abs(g));
    }
    return squares.with(Problems.elasticNet(share * largest, 0, columns));
  }

  @Test
  void lassoWithMoreVariablesThanRows() {
    Sum problem = lasso(40, 100, 0.1, 5);
    double[] x = agreement(problem, 1e-9, 1e-9);
    Outcome outcome = Problems.solve(new OwlQn(10), problem, 1e-9);
    assertThat(outcome.converged()).isTrue();
    for (int j = 0; j < x.length; j++) {
      assertThat(outcome.x()[j]).isWithin(1e-6).of(x[j]);
      assertThat(outcome.x()[j] == 0).isEqualTo(x[j] == 0);
    }
  }

  @Test
  void nothingRemainsBeyondTheLargestStrength() {
    Sum problem = lasso(30, 20, 1.0001, 8);
    for (Method method : PROXIMAL) {
      Outcome outcome =
          method.minimize(Problems.run(problem, 1e-9, 10_000), Problems.vector(20, 4));
      assertThat(outcome.converged()).isTrue();
      assertThat(outcome.x()).usingTolerance(0).containsExactly(new double[20]);
    }
    Outcome outcome =
        new OwlQn(5).minimize(Problems.run(problem, 1e-9, 10_000), Problems.vector(20, 4));
    assertThat(outcome.x()).usingTolerance(0).containsExactly(new double[20]);
  }

  @Test
  void nonnegativeLeastSquares() {
    double[][] a = Problems.matrix(50, 12, 3);
    Sum squares = Problems.leastSquares(a, Problems.vector(50, 4), 1);
    double[] x = agreement(squares.with(Problems.box(0, Double.POSITIVE_INFINITY)), 1e-10, 1e-10);
    double[] gradient = new double[12];
    squares.smooth(x, gradient);
    int zeros = 0;
    for (int j = 0; j < 12; j++) {
      assertThat(x[j]).isAtLeast(0);
      assertThat(gradient[j]).isAtLeast(-1e-7);
      assertThat(x[j] * gradient[j]).isWithin(1e-7).of(0);
      zeros += x[j] == 0 ? 1 : 0;
    }
    assertThat(zeros).isIn(List.of(3, 4, 5, 6, 7, 8, 9));
  }

  @Test
  void logisticRegressionInABox() {
    Sum loss = Problems.logistic(Problems.matrix(60, 8, 6), signs(60, 7), 1);
    double[] x = agreement(loss.with(Problems.box(-0.2, 0.1)), 1e-9, 1e-9);
    for (double value : x) {
      assertThat(value).isAtLeast(-0.2);
      assertThat(value).isAtMost(0.1);
    }
  }

  @Test
  void startsOutsideOfConstraintsAreLeft() {
    Sum squares = Problems.leastSquares(Problems.matrix(20, 4, 1), Problems.vector(20, 2), 1);
    Sum problem = squares.with(Problems.box(0, 0.05));
    for (Method method : PROXIMAL) {
      for (int limit : new int[] {1, 2, 1000}) {
        Run run = Problems.run(problem, 1e-9, limit);
        for (double value : method.minimize(run, new double[] {-5, 7, 1, 0}).x()) {
          assertThat(value).isAtLeast(0);
          assertThat(value).isAtMost(0.05);
        }
      }
    }
  }

  @Test
  void groupsVanishTogether() {
    double[][] a = Problems.matrix(60, 12, 9);
    double[] y = new double[60];
    for (int i = 0; i < 60; i++) {
      y[i] = 2 * a[i][3] - a[i][4] + 0.5 * a[i][5];
    }
    Sum squares = Problems.leastSquares(a, y, 1.0 / 60);
    double[] x = agreement(squares.with(Problems.groups(0.5, 3)), 1e-9, 1e-9);
    for (int j = 0; j < 12; j++) {
      assertThat(x[j] != 0).isEqualTo(j / 3 == 1);
    }
  }

  @Test
  void fallsInEveryIteration() {
    Sum logistic =
        Problems.logistic(Problems.matrix(60, 8, 6), signs(60, 7), 5)
            .with(Problems.elasticNet(0.5, 0, 8));
    for (Sum problem : List.of(logistic, lasso(40, 100, 0.05, 5), lasso(100, 20, 0.01, 6))) {
      for (Method method : List.of(new ProximalGradient(0), new OwlQn(10))) {
        Run run = Problems.run(problem, 1e-10, 100_000);
        Outcome outcome = method.minimize(run, Problems.vector(problem.size(), 12));
        assertThat(outcome.converged()).isTrue();
        double last = Double.POSITIVE_INFINITY;
        for (Solution.Iteration iteration : run.history()) {
          assertThat(iteration.objective()).isAtMost(last + 1e-13 * Math.abs(last));
          last = iteration.objective();
        }
      }
    }
  }

  @Test
  void momentumIsWorthIt() {
    Sum problem = lasso(120, 100, 0.001, 21);
    Run plain = Problems.run(problem, 1e-7, 100_000);
    Run fast = Problems.run(problem, 1e-7, 100_000);
    Run unrestarted = Problems.run(problem, 1e-7, 100_000);
    assertThat(new ProximalGradient(0).minimize(plain, new double[100]).converged()).isTrue();
    assertThat(new Fista(0, true).minimize(fast, new double[100]).converged()).isTrue();
    assertThat(new Fista(0, false).minimize(unrestarted, new double[100]).converged()).isTrue();
    assertThat(plain.iterations()).isGreaterThan(2 * fast.iterations());
    assertThat(unrestarted.iterations()).isGreaterThan(fast.iterations());
  }

  @Test
  void momentumConvergesQuadratically() {
    // Nesterov's bound 2L‖x* − x₀‖²/(k + 1)² on a problem without strong convexity.
    int n = 200;
    double[][] a = new double[n][n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      a[i][i] = 1.0 / (1 + i);
      y[i] = a[i][i];
    }
    Sum problem = Problems.leastSquares(a, y, 1);
    Run run = Problems.run(problem, 1e-12, 300);
    // The largest curvature is 1; the minimiser is (1, ..., 1).
    Outcome outcome = new Fista(1, false).minimize(run, new double[n]);
    assertThat(outcome.converged()).isFalse();
    for (Solution.Iteration it : run.history()) {
      double bound = 2.0 * n / ((it.number() + 1.0) * (it.number() + 1.0));
      assertThat(it.objective()).isAtMost(bound);
    }
    Run slow = Problems.run(problem, 1e-12, 300);
    Outcome plain = new ProximalGradient(1).minimize(slow, new double[n]);
    assertThat(problem.total(outcome.x())).isLessThan(0.2 * problem.total(plain.x()));
  }

  @Test
  void changingLengthsKeepTheMomentum() {
    // The intercept is 10,000 times as curved as the rest, and values change curvature on the way.
    double[][] x = Problems.matrix(60, 11, 30);
    for (double[] row : x) {
      Vectors.scale(0.01, row);
    }
    Sum problem = Problems.logistic(x, signs(60, 1030), 1).with(Problems.elasticNet(0.02, 0, 11));
    for (Method method : List.of(new Fista(0, true), new OwlQn(10), new DouglasRachford(0, 1.5))) {
      Run run = Problems.run(problem, 1e-8, 5_000);
      assertWithMessage("%s", method)
          .that(method.minimize(run, new double[12]).converged())
          .isTrue();
    }
  }

  @Test
  void fixedStepsAreKept() {
    Sum problem = lasso(50, 10, 0.1, 3);
    double best = problem.total(Problems.solve(new Fista(0, true), problem, 1e-10).x());
    for (Method method :
        List.of(new ProximalGradient(0.1), new Fista(0.1, true), new Fista(0.1, false))) {
      Run run = Problems.run(problem, 1e-10, 100_000);
      Outcome outcome = method.minimize(run, new double[10]);
      assertThat(outcome.converged()).isTrue();
      assertThat(problem.total(outcome.x())).isWithin(1e-10 * best).of(best);
      // One gradient an iteration, and few values.
      assertThat(run.gradients()).isAtMost(run.iterations() + 3L);
      assertThat(run.values()).isAtMost(run.iterations() / 10 + 3L);
    }
  }

  @Test
  void certificatesAreThoseOfTheAnswer() {
    Sum problem = lasso(40, 30, 0.05, 2);
    List<Method> methods = new ArrayList<>(PROXIMAL);
    methods.add(new OwlQn(10));
    for (Method method : methods) {
      for (double tolerance : new double[] {1e-3, 1e-6, 1e-10}) {
        Run run = Problems.run(problem, tolerance, 100_000);
        Outcome outcome = method.minimize(run, new double[30]);
        assertThat(outcome.converged()).isTrue();
        assertThat(outcome.certificate()).isAtMost(tolerance);
        double[] gradient = new double[30];
        problem.smooth(new double[30], gradient);
        // Lengths of the map differ between methods: within a small factor of 1/L.
        double residual = Problems.residual(problem, outcome.x(), 0.3) / Vectors.norm(gradient);
        assertWithMessage("%s %s", method, tolerance).that(residual).isAtMost(4 * tolerance);
      }
    }
  }

  @Test
  void scalesPlayNoRole() {
    for (double scale : new double[] {1e-8, 1e-3, 1e4, 1e9}) {
      double[][] a = Problems.matrix(40, 15, 31);
      double[] y = Problems.vector(40, 32);
      for (int i = 0; i < 40; i++) {
        y[i] = scale * (y[i] + a[i][2]);
      }
      Sum problem = Problems.leastSquares(a, y, 1).with(Problems.elasticNet(5 * scale, 0, 15));
      List<Method> methods = new ArrayList<>(PROXIMAL);
      methods.add(new OwlQn(10));
      double[] expected = Problems.solve(new Fista(0, true), problem, 1e-10).x();
      for (Method method : methods) {
        Outcome outcome = Problems.solve(method, problem, 1e-9);
        assertWithMessage("%s", method).that(outcome.converged()).isTrue();
        for (int j = 0; j < 15; j++) {
          assertThat(outcome.x()[j]).isWithin(1e-7 * scale).of(expected[j]);
        }
      }
    }
  }

  @Test
  void historiesAreInOrder() {
    Run run = Problems.run(lasso(40, 30, 0.05, 2), 1e-8, 1000);
    assertThat(new Admm(1, 1.6, true).minimize(run, new double[30]).converged()).isTrue();
    assertThat(run.history().stream().map(Solution.Iteration::number).toList())
        .isInStrictOrder(Comparator.<Integer>naturalOrder());
  }
}
