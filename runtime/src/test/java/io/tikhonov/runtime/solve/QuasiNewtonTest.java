package io.tikhonov.runtime.solve;

import static com.google.common.truth.Truth.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuasiNewtonTest {

  private static Sum rosenbrock(int size) {
    return new Sum(
        size,
        false,
        (x, gradient) -> {
          double sum = 0;
          for (int i = 0; i + 1 < size; i++) {
            double a = x[i + 1] - x[i] * x[i];
            double b = 1 - x[i];
            sum += 100 * a * a + b * b;
            if (gradient != null) {
              gradient[i] += -400 * x[i] * a - 2 * b;
              gradient[i + 1] += 200 * a;
            }
          }
          return sum;
        },
        null);
  }

  @Test
  void quadraticFunctionsTakeAsManyStepsAsVariables() {
    for (int n : new int[] {1, 2, 7, 20}) {
      double[][] x = Problems.matrix(2 * n, n, n);
      Sum problem = Problems.leastSquares(x, Problems.vector(2 * n, 90 + n), 1);
      for (int memory : new int[] {3, n}) {
        Run run = Problems.run(problem, 1e-10, 10_000);
        Outcome outcome = new Lbfgs(memory).minimize(run, new double[n]);
        assertThat(outcome.converged()).isTrue();
        assertThat(run.iterations()).isAtMost(n + n / 10);
        // One gradient for a step; the start, its curvature and the end come on top.
        assertThat(run.gradients()).isAtMost(n + n / 10 + 5L);
        assertThat(Problems.residual(problem, outcome.x(), 1)).isLessThan(1e-8 * n);
      }
    }
  }

  @Test
  void recurrencesAreNotTrustedAtTheEnd() {
    // Condition 1e8: the recurrence of gradients loses digits over many steps.
    int n = 60;
    double[][] x = new double[n][n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      x[i][i] = Math.pow(10, -4.0 * i / (n - 1));
      y[i] = 1;
    }
    Sum problem = Problems.leastSquares(x, y, 1);
    Run run = Problems.run(problem, 1e-10, 10_000);
    Outcome outcome = new Lbfgs(10).minimize(run, new double[n]);
    assertThat(outcome.converged()).isTrue();
    assertThat(run.iterations()).isLessThan(1_500);
    double[] gradient = new double[n];
    problem.smooth(outcome.x(), gradient);
    assertThat(run.relative(Vectors.norm(gradient))).isEqualTo(outcome.certificate());
  }

  @Test
  void followsRosenbrocksValley() {
    for (int n : new int[] {2, 10, 50}) {
      Sum problem = rosenbrock(n);
      double[] start = new double[n];
      for (int i = 0; i < n; i++) {
        start[i] = i % 2 == 0 ? -1.2 : 1;
      }
      Run run = Problems.run(problem, 1e-12, 1_000);
      Outcome outcome = new Lbfgs(10).minimize(run, start);
      assertThat(outcome.converged()).isTrue();
      assertThat(run.gradients()).isLessThan(400);
      if (n == 2) {
        assertThat(run.gradients()).isLessThan(80);
        assertThat(outcome.x()).usingTolerance(1e-8).containsExactly(1, 1).inOrder();
      }
      List<Double> values = new ArrayList<>();
      run.history().forEach(it -> values.add(it.objective()));
      assertThat(values).isInOrder(Comparator.reverseOrder());
    }
  }

  @Test
  void stepsSatisfyTheStrongWolfeConditions() {
    Sum problem = rosenbrock(10);
    Run run = Problems.run(problem, 1e-12, 1_000);
    double[] x = new double[10];
    double[] gradient = new double[10];
    double[] direction = new double[10];
    double[] point = new double[10];
    double[] there = new double[10];
    StrongWolfe line = new StrongWolfe(Smooth.partOf(run), point, there);
    for (int trial = 0; trial < 200; trial++) {
      double[] random = Problems.vector(20, trial);
      for (int i = 0; i < 10; i++) {
        x[i] = random[i];
        direction[i] = random[10 + i];
      }
      double value = run.smooth(x, gradient);
      double slope = Vectors.dot(gradient, direction);
      if (slope > 0) {
        Vectors.scale(-1, direction);
        slope = -slope;
      }
      double first = Math.pow(10, trial % 9 - 4);
      assertThat(line.search(x, direction, value, slope, first)).isTrue();
      double step = (point[0] - x[0]) / direction[0];
      assertThat(line.value()).isAtMost(value + 1e-4 * step * slope + 1e-12 * value);
      assertThat(Math.abs(Vectors.dot(there, direction))).isAtMost(-0.9 * slope);
      assertThat(line.value()).isEqualTo(problem.smooth(point));
    }
  }

  @Test
  void functionsThatEndAreNotLeft() {
    // −Σ log(1 − xᵢ²) + cᵀx is NaN outside of the unit box.
    double[] c = {3, -20, 0.1};
    Sum problem =
        new Sum(
            3,
            false,
            (x, gradient) -> {
              double sum = 0;
              for (int i = 0; i < 3; i++) {
                sum += c[i] * x[i] - Math.log(1 - x[i] * x[i]);
                if (gradient != null) {
                  gradient[i] += c[i] + 2 * x[i] / (1 - x[i] * x[i]);
                }
              }
              return sum;
            },
            null);
    for (Method method : List.of(new Lbfgs(5), new OwlQn(5), new ProximalGradient(0))) {
      Outcome outcome = Problems.solve(method, problem, 1e-10);
      assertThat(outcome.converged()).isTrue();
      for (int i = 0; i < 3; i++) {
        double root = (1 - Math.sqrt(1 + c[i] * c[i])) / c[i];
        assertThat(outcome.x()[i]).isWithin(1e-8).of(root);
      }
    }
  }

  @Test
  void whatHasNoMinimumIsNotSolved() {
    Sum downhill =
        new Sum(
            1,
            false,
            (x, gradient) -> {
              if (gradient != null) {
                gradient[0] = -Math.exp(-x[0]);
              }
              return Math.exp(-x[0]);
            },
            null);
    Outcome outcome = new Lbfgs(5).minimize(Problems.run(downhill, 1e-8, 3), new double[1]);
    assertThat(outcome.converged()).isFalse();

    Sum line =
        new Sum(
            2,
            true,
            (x, gradient) -> {
              if (gradient != null) {
                gradient[0] = 1;
              }
              return x[0];
            },
            null);
    outcome = new Lbfgs(5).minimize(Problems.run(line, 1e-8, 1000), new double[2]);
    assertThat(outcome.converged()).isFalse();
    assertThat(outcome.certificate()).isEqualTo(1);
  }

  @Test
  void roundingEndsTheSearchWithoutAnEndlessLoop() {
    double[][] x = Problems.matrix(30, 10, 3);
    Sum problem = Problems.logistic(x, signs(30), 1);
    Sum strict = Problems.withSquares(problem, 1e-3, 11);
    Run run = Problems.run(strict, 1e-300, 10_000);
    Outcome outcome = new Lbfgs(10).minimize(run, new double[11]);
    assertThat(outcome.converged()).isFalse();
    assertThat(outcome.certificate()).isLessThan(1e-11);
    assertThat(run.iterations()).isLessThan(500);
  }

  private static double[] signs(int size) {
    double[] signs = Problems.vector(size, 77);
    for (int i = 0; i < size; i++) {
      signs[i] = Math.signum(signs[i]);
    }
    return signs;
  }
}
