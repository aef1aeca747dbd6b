package io.tikhonov.processor.compiled;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tikhonov.runtime.Objective;
import io.tikhonov.runtime.solve.RegularizationPath;
import io.tikhonov.runtime.solve.Solution;
import io.tikhonov.runtime.solve.SolutionPath;
import io.tikhonov.runtime.solve.Solver;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Total variation along lines and groups of any size, by solvers that get to them differently. */
final class LinesAndGroupsTest {
  private static final String SIGNAL =
      """
        @Parameter(shape = "n", init = Init.ZEROS)
        %s
        Tensor u;

        @Loss(weight = 0.5)
        Tensor squares(@Shape("n") Tensor f) {
          return sum(square(u.minus(f)));
        }
      """;

  private static final String REGRESSION =
      """
        @Parameter(shape = "features", init = Init.ZEROS)
        %s
        Tensor w;

        @Constant(shape = "features") Tensor groups;

        @Loss(weight = 0.5)
        Tensor squares(@Shape({"rows", "features"}) Tensor x, @Shape("rows") Tensor y) {
          return meanSquaredError(x.matmul(w), y);
        }
      """;

  private static final String CLASSIFICATION =
      """
        @Parameter(shape = "features", init = Init.ZEROS)
        %s
        Tensor w;

        @Parameter(shape = {}, role = Role.BIAS, init = Init.ZEROS)
        Tensor b;

        @Constant(shape = "features") Tensor groups;

        @Loss
        Tensor likelihood(@Shape({"rows", "features"}) Tensor x, @Shape("rows") Tensor y) {
          return sigmoidCrossEntropy(x.matmul(w).plus(b), y);
        }
      """;

  private static Running running(
      String name, String solver, String members, Map<String, Integer> sizes) {
    ModelSource source = new ModelSource(name, solver, true, members);
    return new Running(CompiledModel.compile(source).get(name), new Data(sizes, 1), 1);
  }

  private static Solution solve(Running model, double tolerance, Object... namesAndArrays) {
    Objective<Record> objective = model.objective();
    for (String name : objective.parameters().names()) {
      long[] shape = objective.parameters().get(name).shape();
      objective.parameters().put(name, Nd4j.zeros(DataType.DOUBLE, shape));
    }
    return Solver.of(objective)
        .tolerance(tolerance)
        .maxIterations(200_000)
        .progress(false)
        .solve(batch(objective, namesAndArrays))
        .orThrow();
  }

  private static Record batch(Objective<Record> objective, Object... namesAndArrays) {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    for (int i = 0; i < namesAndArrays.length; i += 2) {
      arrays.put((String) namesAndArrays[i], (INDArray) namesAndArrays[i + 1]);
    }
    return objective.batch(arrays);
  }

  private static double[] values(Running model, String parameter) {
    return model.objective().parameters().get(parameter).dup().data().asDouble();
  }

  // Total variation

  private static double[] signal(int n) {
    Random random = new Random(5);
    double[] f = new double[n];
    for (int i = 0; i < n; i++) {
      f[i] = (i / 17 % 3 - 0.5) + 0.3 * random.nextGaussian();
    }
    return f;
  }

  /**
   * The step of the whole sum is exact, so that it is the answer; the other method never takes it.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "@Regularize.TotalVariation(lambda = 0.6)",
        "@Regularize.TotalVariation(lambda = 0.6) @Regularize.L1(lambda = 0.2)",
        "@Regularize.L1(lambda = 0.2) @Regularize.TotalVariation(lambda = 0.6)"
            + " @Constrain.NonNegative",
        "@Regularize.IsotropicTotalVariation(lambda = 0.6, epsilon = 0)"
            + " @Regularize.ElasticNet(lambda = 0.3) @Constrain.Box(min = -0.1, max = 0.7)"
      })
  void fusedLassoByProximalAndDualSteps(String penalties) {
    double[] f = signal(101);
    Map<String, Integer> sizes = Map.of("n", f.length);
    String members = SIGNAL.formatted(penalties);
    try (Running fista = running("Fused", "@Optimizer.Fista", members, sizes);
        Running dual = running("Fused", "@Optimizer.PrimalDual", members, sizes)) {
      Solution exact = solve(fista, 1e-12, "f", Nd4j.create(f));
      Solution certified = solve(dual, 1e-10, "f", Nd4j.create(f));
      assertThat(certified.certificate().kind()).contains("duality gap");
      assertThat(exact.objective()).isWithin(1e-9 * exact.objective()).of(certified.objective());
      assertThat(exact.objective()).isAtMost(certified.objective() * (1 + 1e-13));
      assertThat(values(fista, "u")).usingTolerance(1e-4).containsExactly(values(dual, "u"));
      assertThat(exact.iterations()).isAtMost(10);
    }
  }

  /** A regression in which the prior joins neighbours, by all methods that take proximal steps. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "@Optimizer.ProximalGradient",
        "@Optimizer.Admm",
        "@Optimizer.DouglasRachford",
        "@Optimizer.PrimalDual"
      })
  void methodsAgreeOnAFusedRegression(String method) {
    String members =
        REGRESSION.formatted(
            "@Regularize.TotalVariation(lambda = 0.1) @Regularize.L1(lambda = 0.02)");
    Map<String, Integer> sizes = Map.of("rows", 60, "features", 25);
    try (Running fista = running("Regression", "@Optimizer.Fista", members, sizes);
        Running other = running("Regression", method, members, sizes)) {
      Problem problem = new Problem(60, 25, 3);
      Object[] data = {"x", Nd4j.create(problem.x), "y", Nd4j.create(problem.y)};
      Solution expected = solve(fista, 1e-10, data);
      Solution found = solve(other, 1e-9, data);
      assertThat(found.objective()).isWithin(1e-8 * expected.objective()).of(expected.objective());
      assertThat(Arrays.stream(values(fista, "w")).distinct().count()).isLessThan(20);
    }
  }

  // Groups

  /** A regression on correlated features of which some matter. */
  private static final class Problem {
    final double[][] x;
    final double[] y;
    final double[] classes;

    Problem(int rows, int features, long seed) {
      Random random = new Random(seed);
      x = new double[rows][features];
      y = new double[rows];
      classes = new double[rows];
      for (int i = 0; i < rows; i++) {
        double common = random.nextGaussian();
        for (int j = 0; j < features; j++) {
          x[i][j] = random.nextGaussian() + 0.5 * common;
          y[i] += j / 5 % 2 == 0 ? x[i][j] * (1 + j % 3) / 3 : 0;
        }
        y[i] += 0.5 * random.nextGaussian();
        classes[i] = y[i] > 0 ? 1 : 0;
      }
    }
  }

  /** The numbers of the groups, as the objective got them. */
  private static double[] numbers(Running model) {
    return model.constant("groups").data();
  }

  @ParameterizedTest
  @CsvSource({"false, ''", "true, ''", "true, @Regularize.L1(lambda = 0.03)"})
  void coordinateDescentTakesGroupsOfAnySize(boolean weighted, String more) {
    String members =
        REGRESSION.formatted(
            "@Regularize.GroupLasso(lambda = 0.25, groups = \"groups\", weighted = %s) %s"
                .formatted(weighted, more));
    Map<String, Integer> sizes = Map.of("rows", 80, "features", 23);
    try (Running descent = running("Grouped", "@Optimizer.CoordinateDescent", members, sizes);
        Running fista = running("Grouped", "@Optimizer.Fista", members, sizes)) {
      Problem problem = new Problem(80, 23, 4);
      Object[] data = {"x", Nd4j.create(problem.x), "y", Nd4j.create(problem.y)};
      Solution byGap = solve(descent, 1e-11, data);
      Solution bySteps = solve(fista, 1e-10, data);
      assertThat(byGap.certificate().kind()).contains("duality gap");
      assertThat(byGap.objective()).isWithin(1e-9 * byGap.objective()).of(bySteps.objective());
      assertThat(values(descent, "w")).usingTolerance(1e-5).containsExactly(values(fista, "w"));
    }
  }

  @Test
  void logisticRegressionWithGroupsAndBounds() {
    String members =
        CLASSIFICATION.formatted(
            "@Regularize.GroupLasso(lambda = 0.02, groups = \"groups\", weighted = true)"
                + " @Constrain.NonNegative");
    Map<String, Integer> sizes = Map.of("rows", 90, "features", 17);
    try (Running descent = running("Classes", "@Optimizer.CoordinateDescent", members, sizes);
        Running fista = running("Classes", "@Optimizer.Fista", members, sizes)) {
      Problem problem = new Problem(90, 17, 6);
      Object[] data = {"x", Nd4j.create(problem.x), "y", Nd4j.create(problem.classes)};
      Solution byGap = solve(descent, 1e-10, data);
      Solution bySteps = solve(fista, 1e-9, data);
      assertThat(byGap.objective()).isWithin(1e-9 * byGap.objective()).of(bySteps.objective());
    }
  }

  /** With orthonormal features each group is that of the least squares, shrunk by its norm. */
  @ParameterizedTest
  @ValueSource(strings = {"@Optimizer.CoordinateDescent", "@Optimizer.Fista"})
  void orthonormalFeaturesHaveAClosedForm(String method) {
    int n = 12;
    String members =
        REGRESSION.formatted(
            "@Regularize.GroupLasso(lambda = 0.15, groups = \"groups\", weighted = true)");
    try (Running model =
        running("Orthonormal", method, members, Map.of("rows", n, "features", n))) {
      double[] y = new Random(8).doubles(n, -1, 1).toArray();
      INDArray x = Nd4j.eye(n).castTo(DataType.DOUBLE).mul(Math.sqrt(n));
      solve(model, 1e-12, "x", x, "y", Nd4j.create(y));
      double[] group = numbers(model);
      double[] w = values(model, "w");
      boolean gone = false;
      for (int i = 0; i < n; i++) {
        double squares = 0;
        int size = 0;
        for (int j = 0; j < n; j++) {
          if (group[j] == group[i]) {
            squares += y[j] * y[j] / n;
            size++;
          }
        }
        double kept = Math.max(1 - 0.15 * Math.sqrt(size) / Math.sqrt(squares), 0);
        assertThat(w[i]).isWithin(1e-10).of(kept * y[i] / Math.sqrt(n));
        gone |= w[i] == 0;
      }
      assertThat(gone).isTrue();
    }
  }

  @Test
  void aPathStartsWhereTheFirstGroupComesIn() {
    String members =
        REGRESSION.formatted("@Regularize.GroupLasso(lambda = 1, groups = \"groups\")");
    Map<String, Integer> sizes = Map.of("rows", 80, "features", 23);
    try (Running model = running("GroupPath", "@Optimizer.CoordinateDescent", members, sizes)) {
      Problem problem = new Problem(80, 23, 4);
      Record batch =
          batch(model.objective(), "x", Nd4j.create(problem.x), "y", Nd4j.create(problem.y));
      SolutionPath path = RegularizationPath.of(model.objective()).lambdas(20).compute(batch);
      double[] group = numbers(model);
      double most = 0;
      for (int number = 0; number < 4; number++) {
        double squares = 0;
        for (int j = 0; j < group.length; j++) {
          double slope = 0;
          for (int i = 0; i < problem.y.length; i++) {
            slope += problem.x[i][j] * problem.y[i] / problem.y.length;
          }
          squares += group[j] == number ? slope * slope : 0;
        }
        most = Math.max(most, Math.sqrt(squares));
      }
      assertThat(path.points().get(0).factor()).isWithin(1e-6 * most).of(most);
      assertThat(path.points().get(0).nonzeros()).isEqualTo(0);
      assertThat(path.points().get(19).nonzeros()).isGreaterThan(10);
    }
  }

  @Test
  void numbersOfGroupsAreCheckedWhenTheObjectiveIsBuilt() {
    String members =
        REGRESSION
            .formatted("@Regularize.GroupLasso(lambda = 1, groups = \"fractions\")")
            .replace("Tensor groups;", "Tensor fractions;");
    AssertionError thrown =
        assertThrows(
            AssertionError.class,
            () ->
                running("Wrong", "@Optimizer.Fista", members, Map.of("rows", 5, "features", 4))
                    .close());
    assertThat(thrown).hasMessageThat().contains("The constant \"fractions\" holds the number of");
  }
}
