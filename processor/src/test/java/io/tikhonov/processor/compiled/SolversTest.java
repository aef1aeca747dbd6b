package io.tikhonov.processor.compiled;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tikhonov.runtime.Objective;
import io.tikhonov.runtime.solve.RegularizationPath;
import io.tikhonov.runtime.solve.Solution;
import io.tikhonov.runtime.solve.SolutionPath;
import io.tikhonov.runtime.solve.Solver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Compiled declarations with solvers, on real data, against minimisers from elsewhere. */
final class SolversTest {
  private static final double EQUAL = 1e-8;

  private static final String REGRESSION =
      """
        @Parameter(shape = "features", init = Init.ZEROS)
        %s
        Tensor w;

        @Loss(weight = 0.5)
        Tensor squares(@Shape({"rows", "features"}) Tensor x, @Shape("rows") Tensor y) {
          return meanSquaredError(x.matmul(w), y);
        }
      """;

  private static final String ELASTIC_NET = "@Regularize.ElasticNet(lambda = 0.1, l1Ratio = 0.9)";

  private static final String CLASSIFICATION =
      """
        @Parameter(shape = "features", init = Init.ZEROS)
        %s
        Tensor w;

        @Parameter(shape = {}, role = Role.BIAS, init = Init.ZEROS)
        Tensor b;

        @Loss(weight = %s)
        Tensor likelihood(@Shape({"rows", "features"}) Tensor x, @Shape("rows") Tensor y) {
          return sigmoidCrossEntropy(x.matmul(w).plus(b), y);
        }
      """;

  private static final String DENOISING =
      """
        @Parameter(shape = {"rows", "columns"}, init = Init.ZEROS)
        %s
        Tensor u;

        @Loss(weight = 0.5)
        Tensor squares(@Shape({"rows", "columns"}) Tensor f) {
          return sum(square(u.minus(f)));
        }
      """;

  /** Compiles a model and builds its objective with these sizes. */
  private static Running running(
      String name, String solver, String members, Map<String, Integer> sizes) {
    return running(name, solver, members, sizes, 1, "auto");
  }

  private static Running running(
      String name,
      String solver,
      String members,
      Map<String, Integer> sizes,
      int threads,
      String simd) {
    ModelSource source = new ModelSource(name, solver, true, members);
    CompiledModel compiled = CompiledModel.compile(source).get(name);
    return new Running(compiled, new Data(sizes, 1), threads, simd);
  }

  private static Record batch(Objective<Record> objective, Object... namesAndArrays) {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    for (int i = 0; i < namesAndArrays.length; i += 2) {
      arrays.put((String) namesAndArrays[i], (INDArray) namesAndArrays[i + 1]);
    }
    return objective.batch(arrays);
  }

  private static Record diabetes(Objective<Record> objective) {
    INDArray x = Nd4j.create(SolverData.diabetes());
    return batch(objective, "x", x, "y", Nd4j.create(SolverData.diabetesTarget()));
  }

  private static Record tumours(Objective<Record> objective) {
    INDArray x = Nd4j.create(SolverData.tumourFeatures());
    return batch(objective, "x", x, "y", Nd4j.create(SolverData.tumourClasses()));
  }

  private static void zero(Objective<Record> objective, String... parameters) {
    for (String name : parameters) {
      INDArray live = objective.parameters().get(name);
      objective.parameters().put(name, Nd4j.zeros(DataType.DOUBLE, live.shape()));
    }
  }

  private static double[] values(Objective<Record> objective, String parameter) {
    return objective.parameters().get(parameter).dup().data().asDouble();
  }

  private static void assertSameZeros(double[] found, double[] expected) {
    for (int i = 0; i < expected.length; i++) {
      assertWithMessage("element %s is 0", i).that(found[i] == 0).isEqualTo(expected[i] == 0);
    }
  }

  private static void assertRelative(double value, double expected, double tolerance) {
    assertThat(value).isWithin(tolerance * Math.abs(expected)).of(expected);
  }

  // Linear regression

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@Optimizer.ProximalGradient",
        "@Optimizer.ProximalGradient(step = 0.2)",
        "@Optimizer.Fista",
        "@Optimizer.Fista(restart = false)",
        "@Optimizer.Admm",
        "@Optimizer.DouglasRachford",
        "@Optimizer.CoordinateDescent"
      })
  void elasticNetIsThatOfTheReference(String solver) {
    Map<String, Object> expected =
        SolverData.found("elastic-net-diabetes.json", "alpha=0.1,l1_ratio=0.9");
    Solution solution = solveRegression(solver, ELASTIC_NET, expected);
    assertThat(solution.converged()).isTrue();
    assertRelative(solution.objective(), SolverData.number(expected, "objective"), EQUAL);
  }

  @Test
  void theOneNormByQuasiNewtonSteps() {
    Map<String, Object> expected =
        SolverData.found("elastic-net-diabetes.json", "alpha=5.0,l1_ratio=1.0");
    Solution solution = solveRegression("@Optimizer.OwlQn", "@Regularize.L1(lambda = 5)", expected);
    assertRelative(solution.objective(), SolverData.number(expected, "objective"), EQUAL);
  }

  private static Solution solveRegression(
      String solver, String penalty, Map<String, Object> expected) {
    double[][] x = SolverData.diabetes();
    try (Running model =
        running(
            "Regression",
            solver,
            REGRESSION.formatted(penalty),
            Map.of("features", x[0].length, "rows", x.length))) {
      zero(model.objective(), "w");
      Record batch = diabetes(model.objective());
      Solution solution = Solver.of(model.objective()).progress(false).solve(batch);
      assertSameZeros(values(model.objective(), "w"), SolverData.coefficients(expected));
      return solution;
    }
  }

  /** (XᵀX/n + λI)w = Xᵀy/n. */
  @Test
  void ridgeRegressionSolvesItsEquations() {
    double[][] x = SolverData.diabetes();
    double[] y = SolverData.diabetesTarget();
    try (Running model =
        running(
            "Ridge",
            "@Optimizer.Lbfgs",
            REGRESSION.formatted("@Regularize.L2(lambda = 0.3)"),
            Map.of("features", x[0].length, "rows", x.length))) {
      zero(model.objective(), "w");
      Record batch = batch(model.objective(), "x", Nd4j.create(x), "y", Nd4j.create(y));
      Solver.of(model.objective()).tolerance(1e-10).progress(false).solve(batch).orThrow();
      double[] w = values(model.objective(), "w");
      for (int j = 0; j < w.length; j++) {
        double slope = 0.3 * w[j];
        for (int i = 0; i < x.length; i++) {
          double residual = -y[i];
          for (int k = 0; k < w.length; k++) {
            residual += x[i][k] * w[k];
          }
          slope += residual * x[i][j] / x.length;
        }
        assertThat(slope).isWithin(1e-7).of(0);
      }
    }
  }

  @Test
  void aBitIsTheSameOnTwoThreadsAndWithoutVectors() {
    double[][] x = SolverData.diabetes();
    List<double[]> found = new ArrayList<>();
    for (int threads : new int[] {1, 2}) {
      for (String simd : List.of("on", "off")) {
        try (Running model =
            running(
                "Repeated",
                "@Optimizer.Fista",
                REGRESSION.formatted(ELASTIC_NET),
                Map.of("features", x[0].length, "rows", x.length),
                threads,
                simd)) {
          zero(model.objective(), "w");
          Record batch = diabetes(model.objective());
          Solver.of(model.objective()).progress(false).solve(batch);
          found.add(values(model.objective(), "w"));
        }
      }
    }
    found.forEach(w -> assertThat(w).isEqualTo(found.get(0)));
  }

  // Logistic regression

  @ParameterizedTest
  @ValueSource(strings = {"@Optimizer.CoordinateDescent", "@Optimizer.Fista", "@Optimizer.Admm"})
  void logisticRegressionIsThatOfTheReference(String solver) {
    double[][] x = SolverData.tumourFeatures();
    Map<String, Object> expected =
        SolverData.found("elastic-net-logistic-breast-cancer.json", "C=0.05,l1_ratio=0.5");
    try (Running model =
        running(
            "Logistic",
            solver,
            CLASSIFICATION.formatted(
                "@Regularize.ElasticNet(lambda = 1, l1Ratio = 0.5)", 0.05 * x.length),
            Map.of("features", x[0].length, "rows", x.length))) {
      zero(model.objective(), "w", "b");
      Record batch = tumours(model.objective());
      Solution solution = Solver.of(model.objective()).progress(false).solve(batch).orThrow();
      assertRelative(solution.objective(), SolverData.number(expected, "objective"), 1e-7);
      assertSameZeros(values(model.objective(), "w"), SolverData.coefficients(expected));
      assertRelative(
          values(model.objective(), "b")[0], SolverData.number(expected, "intercept"), 1e-4);
    }
  }

  @Test
  void aPathStartsAtZeroAndEndsAtTheDeclaredSum() {
    double[][] x = SolverData.tumourFeatures();
    try (Running model =
        running(
            "Path",
            "@Optimizer.CoordinateDescent",
            CLASSIFICATION.formatted("@Regularize.L1(lambda = 0.01)", 1),
            Map.of("features", x[0].length, "rows", x.length))) {
      zero(model.objective(), "w", "b");
      Record batch = tumours(model.objective());
      SolutionPath path = RegularizationPath.of(model.objective()).lambdas(20).compute(batch);
      assertThat(path.points()).hasSize(20);
      assertThat(path.points().get(0).nonzeros()).isEqualTo(0);
      assertThat(path.points().get(1).nonzeros()).isAtLeast(1);
      assertThat(path.points().get(19).nonzeros()).isGreaterThan(10);
      for (SolutionPath.Point point : path.points()) {
        point.coefficients().forEach(model.objective().parameters()::put);
        Map<String, Double> declared = model.objective().evaluate(batch).terms();
        Map<String, Double> found = point.terms().terms();
        assertThat(found.keySet()).isEqualTo(declared.keySet());
        declared.forEach(
            (term, value) -> {
              double factor = term.equals("w/L1") ? point.factor() : 1;
              assertThat(found.get(term)).isWithin(1e-12 * (1 + value)).of(factor * value);
            });
      }
    }
  }

  /** Where no factor is known to give zeros, a path asks for its grid, and follows it. */
  @Test
  void pathsWithoutALargestFactorAskForTheirGrid() {
    double[][] x = SolverData.diabetes();
    try (Running model =
        running(
            "RidgePath",
            "@Optimizer.Lbfgs",
            REGRESSION.formatted("@Regularize.L2(lambda = 0.3)"),
            Map.of("features", x[0].length, "rows", x.length))) {
      Record batch = diabetes(model.objective());
      double[] before = values(model.objective(), "w");
      RegularizationPath<Record> path = RegularizationPath.of(model.objective());
      Exception refused = assertThrows(IllegalStateException.class, () -> path.compute(batch));
      assertThat(refused).hasMessageThat().contains("factors(10, 1, 0.1)");
      assertThat(path.factors(1, 0.1).compute(batch).points()).hasSize(2);
      assertThat(values(model.objective(), "w")).isEqualTo(before);
    }
    try (Running model =
        running(
            "VariationPath",
            "@Optimizer.PrimalDual",
            DENOISING.formatted("@Regularize.TotalVariation(lambda = 0.1)"),
            Map.of("rows", 6, "columns", 5))) {
      Record batch = batch(model.objective(), "f", Nd4j.ones(DataType.DOUBLE, 6, 5));
      RegularizationPath<Record> path = RegularizationPath.of(model.objective());
      Exception refused = assertThrows(IllegalStateException.class, () -> path.compute(batch));
      assertThat(refused).hasMessageThat().contains("@Optimizer.PrimalDual");
      assertThat(path.factors(2, 1).compute(batch).points()).hasSize(2);
    }
  }

  /** Counts with the logarithm of their mean linear, bounded coefficients. */
  @Test
  void boundedPoissonRegressionIsThatOfProximalSteps() {
    String members =
        """
          @Parameter(shape = "features", init = Init.ZEROS)
          @Regularize.L1(lambda = 0.02)
          @Constrain.Box(min = -0.25, max = 0.3)
          Tensor w;

          @Parameter(shape = {}, role = Role.BIAS, init = Init.ZEROS)
          Tensor b;

          @Loss
          Tensor counts(@Shape({"rows", "features"}) Tensor x, @Shape("rows") Tensor y) {
            Tensor eta = x.matmul(w).plus(b);
            return mean(exp(eta).minus(y.times(eta)));
          }
        """;
    Random random = new Random(5);
    INDArray x = Nd4j.zeros(DataType.DOUBLE, 80, 7);
    INDArray y = Nd4j.zeros(DataType.DOUBLE, 80);
    for (int i = 0; i < 80; i++) {
      for (int j = 0; j < 7; j++) {
        x.putScalar(i, j, random.nextGaussian());
      }
      y.putScalar(i, random.nextInt(4));
    }
    List<Double> objectives = new ArrayList<>();
    for (String solver : List.of("@Optimizer.CoordinateDescent", "@Optimizer.Fista")) {
      try (Running model = running("Poisson", solver, members, Map.of("features", 7, "rows", 80))) {
        zero(model.objective(), "w", "b");
        Record batch = batch(model.objective(), "x", x, "y", y);
        objectives.add(
            Solver.of(model.objective())
                .tolerance(1e-9)
                .progress(false)
                .solve(batch)
                .orThrow()
                .objective());
        for (double value : values(model.objective(), "w")) {
          assertThat(value).isAtLeast(-0.25);
          assertThat(value).isAtMost(0.3);
        }
      }
    }
    assertRelative(objectives.get(0), objectives.get(1), EQUAL);
  }

  // Total variation

  @Test
  void isotropicTotalVariationIsThatOfTheReference() {
    assertDenoised(
        "lambda=0.08,isotropic",
        DENOISING.formatted("@Regularize.IsotropicTotalVariation(lambda = 0.08, epsilon = 0)"));
  }

  @Test
  void anisotropicTotalVariationInAMethodIsThatOfTheReference() {
    assertDenoised(
        "lambda=0.06,anisotropic",
        DENOISING.formatted("")
            + """
                @Regularize(lambda = 0.06)
                Tensor variation() {
                  return Penalties.totalVariation(u, 0, 1);
                }
              """);
  }

  private static void assertDenoised(String name, String members) {
    double expected =
        SolverData.number(SolverData.found("total-variation-denoising.json", name), "objective");
    double[][] noisy = SolverData.camera();
    try (Running model =
        running(
            "Denoising",
            "@Optimizer.PrimalDual",
            members,
            Map.of("rows", noisy.length, "columns", noisy[0].length))) {
      zero(model.objective(), "u");
      Record batch = batch(model.objective(), "f", Nd4j.create(noisy));
      Solution solution =
          Solver.of(model.objective()).tolerance(5e-7).progress(false).solve(batch).orThrow();
      assertThat(solution.certificate().kind()).contains("duality gap");
      assertRelative(solution.objective(), expected, 1e-6);
    }
  }

  /** The gap bounds how far every point is from the minimum, so it must not lie. */
  @Test
  void theDualityGapIsAnUpperBound() {
    double[][] noisy = SolverData.camera();
    try (Running model =
        running(
            "Bounded",
            "@Optimizer.PrimalDual(balance = 0.5)",
            DENOISING.formatted(
                "@Regularize.TotalVariation(lambda = 0.1)"
                    + " @Regularize.L1(lambda = 0.05) @Constrain.NonNegative"),
            Map.of("rows", 40, "columns", 33))) {
      INDArray f =
          Nd4j.create(noisy).get(NDArrayIndex.interval(0, 40), NDArrayIndex.interval(0, 33)).dup();
      Record batch = batch(model.objective(), "f", f);
      zero(model.objective(), "u");
      double minimum =
          Solver.of(model.objective())
              .tolerance(1e-9)
              .maxIterations(100_000)
              .progress(false)
              .solve(batch)
              .orThrow()
              .objective();
      zero(model.objective(), "u");
      Solution rough =
          Solver.of(model.objective()).tolerance(1e-3).progress(false).solve(batch).orThrow();
      assertThat(rough.history()).isNotEmpty();
      for (Solution.Iteration iteration : rough.history()) {
        double gap = iteration.certificate() * iteration.objective();
        assertThat(iteration.objective() - gap).isAtMost(minimum * (1 + 1e-12));
        assertThat(iteration.objective()).isAtLeast(minimum * (1 - 1e-12));
      }
    }
  }

  /** A blurred image, its values bounded: the smooth part has no proximal step in closed form. */
  @Test
  void deblurringEndsWhereItsDualResidualsVanish() {
    String members =
        """
          @Parameter(shape = {"rows", "columns"}, init = Init.ZEROS)
          @Regularize.IsotropicTotalVariation(lambda = 0.02, epsilon = 0)
          @Constrain.Box(min = 0, max = 1)
          Tensor u;

          @Loss(weight = 0.5)
          Tensor squares(@Shape({"rows", "columns"}) Tensor f) {
            Tensor blurred = u.plus(shift(u, 0, 1)).plus(shift(u, 0, -1)).times(1 / 3.0);
            return sum(square(blurred.minus(f)));
          }
        """;
    double[][] noisy = SolverData.camera();
    List<Double> objectives = new ArrayList<>();
    for (double balance : new double[] {0, 20}) {
      try (Running model =
          running(
              "Deblurring",
              "@Optimizer.PrimalDual(balance = " + balance + ")",
              members,
              Map.of("rows", 24, "columns", 31))) {
        INDArray f =
            Nd4j.create(noisy)
                .get(NDArrayIndex.interval(20, 44), NDArrayIndex.interval(10, 41))
                .dup();
        zero(model.objective(), "u");
        Solution solution =
            Solver.of(model.objective())
                .tolerance(1e-7)
                .progress(false)
                .solve(batch(model.objective(), "f", f))
                .orThrow();
        objectives.add(solution.objective());
      }
    }
    assertRelative(objectives.get(0), objectives.get(1), 1e-6);
  }

  /** Differences along any axes of a tensor of rank 3, and a robust loss. */
  @Test
  void volumesWithAbsoluteResiduals() {
    String members =
        """
          @Parameter(shape = {"slices", "rows", "columns"}, init = Init.ZEROS)
          @Regularize.IsotropicTotalVariation(lambda = 0.4, epsilon = 0, axes = {0, 2})
          Tensor u;

          @Constant(shape = {"slices", "rows", "columns"})
          Tensor f;

          @Loss
          Tensor residuals() {
            return sum(abs(u.minus(f)));
          }

          @Regularize(lambda = 0.05)
          Tensor size() {
            return sum(square(u));
          }
        """;
    List<Double> objectives = new ArrayList<>();
    for (double balance : new double[] {0.1, 3}) {
      try (Running model =
          running(
              "Volume",
              "@Optimizer.PrimalDual(balance = " + balance + ")",
              members,
              Map.of("slices", 5, "rows", 3, "columns", 7))) {
        zero(model.objective(), "u");
        Solution solution =
            Solver.of(model.objective())
                .tolerance(1e-8)
                .maxIterations(100_000)
                .progress(false)
                .solve(batch(model.objective()))
                .orThrow();
        assertThat(solution.certificate().kind()).contains("duality gap");
        objectives.add(solution.objective());
      }
    }
    assertRelative(objectives.get(0), objectives.get(1), 1e-7);
  }

  // Matrices and sets

  @Test
  void aMatrixIsCompletedAlikeByTwoMethods() {
    String members =
        """
          @Parameter(shape = {"rows", "columns"}, init = Init.ZEROS)
          @Regularize.NuclearNorm(lambda = 0.4)
          Tensor m;

          @Loss(weight = 0.5)
          Tensor squares(
              @Shape({"rows", "columns"}) Tensor known, @Shape({"rows", "columns"}) Tensor mask) {
            return sum(square(m.minus(known).times(mask)));
          }
        """;
    Random random = new Random(7);
    INDArray known = Nd4j.zeros(DataType.DOUBLE, 9, 7);
    INDArray mask = Nd4j.zeros(DataType.DOUBLE, 9, 7);
    for (int i = 0; i < 9; i++) {
      for (int j = 0; j < 7; j++) {
        known.putScalar(i, j, Math.sin(i) * (j - 3) + Math.cos(i) * (j % 2));
        mask.putScalar(i, j, random.nextDouble() < 0.7 ? 1 : 0);
      }
    }
    List<Double> objectives = new ArrayList<>();
    for (String solver : List.of("@Optimizer.Fista", "@Optimizer.Admm")) {
      try (Running model =
          running("Completion", solver, members, Map.of("rows", 9, "columns", 7))) {
        zero(model.objective(), "m");
        objectives.add(
            Solver.of(model.objective())
                .tolerance(1e-9)
                .progress(false)
                .solve(batch(model.objective(), "known", known, "mask", mask))
                .orThrow()
                .objective());
      }
    }
    assertRelative(objectives.get(0), objectives.get(1), EQUAL);
  }

  /** The nearest point of the simplex: all positive elements lie the same distance from theirs. */
  @Test
  void weightsOnTheSimplex() {
    String members =
        """
          @Parameter(shape = "n")
          @Constrain.Simplex
          Tensor w;

          @Loss(weight = 0.5)
          Tensor squares(@Shape("n") Tensor target) {
            return sum(square(w.minus(target)));
          }
        """;
    try (Running model =
        running("Portfolio", "@Optimizer.ProximalGradient", members, Map.of("n", 5))) {
      double[] target = {0.9, 0.4, -0.3, 0.35, 0.1};
      Solver.of(model.objective())
          .progress(false)
          .solve(batch(model.objective(), "target", Nd4j.create(target)))
          .orThrow();
      double[] w = values(model.objective(), "w");
      double sum = 0;
      for (double value : w) {
        sum += value;
      }
      assertThat(sum).isWithin(1e-12).of(1);
      double shift = target[0] - w[0];
      for (int i = 0; i < w.length; i++) {
        assertThat(w[i]).isWithin(1e-9).of(Math.max(target[i] - shift, 0));
      }
    }
  }

  // Use

  @Test
  void stepsAreRefused() {
    double[][] x = SolverData.diabetes();
    try (Running model =
        running(
            "Stepped",
            "@Optimizer.Fista",
            REGRESSION.formatted(ELASTIC_NET),
            Map.of("features", x[0].length, "rows", x.length))) {
      Record batch = diabetes(model.objective());
      Exception refused =
          assertThrows(IllegalStateException.class, () -> model.objective().step(batch));
      assertThat(refused)
          .hasMessageThat()
          .isEqualTo(
              "Stepped is declared with @Optimizer.Fista, which solves it as a whole: call"
                  + " Solver.of(objective).solve(batch). For a training loop declare an update rule"
                  + " such as @Optimizer.AdamW instead.");
    }
  }
}
