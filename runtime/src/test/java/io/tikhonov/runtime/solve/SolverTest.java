package io.tikhonov.runtime.solve;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tikhonov.runtime.Dataset;
import io.tikhonov.runtime.Objective;
import io.tikhonov.runtime.support.LinearObjective;
import io.tikhonov.runtime.support.TestData;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SolverTest {

  private static final Map<String, Double> FISTA = Map.of("step", 0.0, "restart", 1.0);
  private static final double L1 = 3;

  private final INDArray x = Nd4j.createFromArray(Reference.diabetes());
  private final INDArray y = Nd4j.createFromArray(Reference.diabetesTarget()).addi(152.0);
  private final Dataset data = Dataset.of("x", x, "y", y);
  private final List<RegressionObjective> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(RegressionObjective::close);
    System.clearProperty("tikhonov.progress");
  }

  private RegressionObjective objective(
      String solver, Map<String, Double> settings, boolean single, double strength) {
    RegressionObjective objective = RegressionObjective.of(solver, settings, single, 10, strength);
    opened.add(objective);
    return objective;
  }

  private RegressionObjective fista() {
    return objective("Fista", FISTA, false, L1);
  }

  private static <B extends Record> Solver<B> quiet(Objective<B> objective) {
    return Solver.of(objective).progress(false);
  }

  private static double[] weights(RegressionObjective objective) {
    return objective.parameters().get("w").dup().data().asDouble();
  }

  @Test
  void setsTheParametersToTheMinimiser() {
    RegressionObjective objective = fista();
    Solution solution = quiet(objective).solve(data);

    assertThat(solution.converged()).isTrue();
    assertThat(solution.orThrow()).isSameInstanceAs(solution);
    assertThat(solution.certificate().value()).isAtMost(1e-8);
    assertThat(solution.certificate().tolerance()).isEqualTo(1e-8);
    assertThat(solution.certificate().kind()).isEqualTo("norm of the prox-gradient map, relative");
    // The conditions of a minimiser, from the objective's own gradient.
    Map<String, INDArray> gradient = objective.gradient(new RegressionObjective.Batch(x, y));
    double[] weights = weights(objective);
    int zeros = 0;
    for (int j = 0; j < weights.length; j++) {
      double slope = gradient.get("w").getDouble(j);
      if (weights[j] == 0) {
        zeros++;
        assertThat(Math.abs(slope)).isAtMost(L1);
      } else {
        assertThat(slope).isWithin(1e-5).of(-Math.copySign(L1, weights[j]));
      }
    }
    assertThat(zeros).isAtLeast(2);
    assertThat(gradient.get("b").getDouble(0)).isWithin(1e-5).of(0);
    assertThat(solution.objective())
        .isEqualTo(objective.value(new RegressionObjective.Batch(x, y)));
    assertThat(solution.terms().terms().keySet()).containsExactly("squares", "w/L1").inOrder();
    assertThat(solution.terms().loss()).isEqualTo(solution.objective());
    assertThat(solution.iterations()).isGreaterThan(5);
    assertThat(solution.gradientEvaluations()).isAtLeast(solution.iterations());
    assertThat(solution.valueEvaluations()).isAtLeast(solution.iterations());
    assertThat(solution.time().toNanos()).isGreaterThan(0);
    assertThat(solution.toString()).startsWith("Fista converged after ");
    assertThat(solution.toString()).contains("objective ");
    Solution.Iteration last = solution.history().get(solution.history().size() - 1);
    assertThat(last.number()).isEqualTo(solution.iterations());
    assertThat(last.objective()).isWithin(1e-9 * last.objective()).of(solution.objective());
    assertThat(last.certificate()).isEqualTo(solution.certificate().value());
  }

  @Test
  void allMethodsAgree() {
    double expected = quiet(fista()).solve(data).objective();
    Map<String, Double> memory = Map.of("memory", 10.0);
    Map<String, Double> admm = Map.of("rho", 1.0, "relaxation", 1.6, "adaptive", 1.0);
    Map<String, Double> splitting = Map.of("step", 0.0, "relaxation", 1.0);
    Map<String, Map<String, Double>> solvers =
        Map.of(
            "ProximalGradient", Map.of("step", 0.0),
            "OwlQn", memory,
            "Admm", admm,
            "DouglasRachford", splitting);
    solvers.forEach(
        (name, settings) -> {
          Solution solution = quiet(objective(name, settings, false, L1)).solve(data).orThrow();
          assertThat(solution.objective()).isWithin(1e-9 * expected).of(expected);
        });
  }

  @Test
  void computesNothingTwice() {
    Map<String, Double> admm = Map.of("rho", 1.0, "relaxation", 1.6, "adaptive", 1.0);
    Map<String, Map<String, Double>> solvers =
        Map.of(
            "Fista",
            FISTA,
            "ProximalGradient",
            Map.of("step", 0.0),
            "OwlQn",
            Map.of("memory", 10.0),
            "Admm",
            admm);
    solvers.forEach(
        (name, settings) -> {
          RegressionObjective objective = objective(name, settings, false, L1);
          int before = objective.evaluations;
          Solution solution = quiet(objective).solve(data).orThrow();
          long counted = solution.gradientEvaluations() + solution.valueEvaluations();
          // The terms at the start and at the solution are computed once more.
          assertThat((long) before - objective.evaluations).isAtMost(counted + 2);
        });
  }

  @Test
  void solvesInSinglePrecision() {
    double expected = quiet(fista()).solve(data).objective();
    RegressionObjective single = objective("Fista", FISTA, true, L1);
    Solution solution = quiet(single).solve(data).orThrow();
    assertThat(solution.certificate().tolerance()).isEqualTo(1e-5);
    assertThat(solution.objective()).isWithin(1e-6 * expected).of(expected);
    RegressionObjective owlQn = objective("OwlQn", Map.of("memory", 10.0), true, L1);
    solution = quiet(owlQn).solve(data).orThrow();
    assertThat(solution.objective()).isWithin(1e-6 * expected).of(expected);
    Map<String, Double> admm = Map.of("rho", 1.0, "relaxation", 1.6, "adaptive", 1.0);
    solution = quiet(objective("Admm", admm, true, L1)).solve(data).orThrow();
    assertThat(solution.objective()).isWithin(1e-6 * expected).of(expected);
    solution = quiet(objective("ProximalGradient", Map.of("step", 0.0), true, L1)).solve(data);
    assertThat(solution.orThrow().objective()).isWithin(1e-6 * expected).of(expected);

    IllegalArgumentException tooFine =
        assertThrows(IllegalArgumentException.class, () -> Solver.of(single).tolerance(1e-7));
    assertThat(tooFine).hasMessageThat().contains("single precision");
  }

  @Test
  void smoothSumsAreSolvedByQuasiNewtonSteps() {
    for (boolean single : new boolean[] {false, true}) {
      RegressionObjective objective = objective("Lbfgs", Map.of("memory", 10.0), single, 0);
      Solution solution = quiet(objective).solve(data).orThrow();
      assertThat(solution.certificate().kind()).isEqualTo("norm of the gradient, relative");
      INDArray gradient = objective.gradient(new RegressionObjective.Batch(x, y)).get("w");
      assertThat(gradient.norm2Number().doubleValue()).isLessThan(single ? 1e-2 : 1e-5);
    }
  }

  @Test
  void theSecondTimeTakesNoIterationsToSpeakOf() {
    RegressionObjective objective = objective("Lbfgs", Map.of("memory", 10.0), false, 0);
    quiet(objective).solve(data).orThrow();
    assertThat(quiet(objective).solve(data).orThrow().iterations()).isEqualTo(0);
    RegressionObjective sparse = fista();
    quiet(sparse).solve(data).orThrow();
    assertThat(quiet(sparse).solve(data).orThrow().iterations()).isAtMost(3);
  }

  @Test
  void theSameDataGiveTheSameBits() {
    RegressionObjective first = fista();
    RegressionObjective second = fista();
    quiet(first).solve(data);
    quiet(second).solve(data);
    assertThat(weights(first)).isEqualTo(weights(second));
  }

  @Test
  void frozenParametersStay() {
    RegressionObjective objective = fista();
    objective.parameters().freeze("w");
    double[] before = weights(objective);
    quiet(objective).solve(data).orThrow();
    assertThat(weights(objective)).isEqualTo(before);
    INDArray gradient = objective.gradient(new RegressionObjective.Batch(x, y)).get("b");
    assertThat(gradient.getDouble(0)).isWithin(1e-4).of(0);

    objective.parameters().freeze("b");
    IllegalStateException nothing =
        assertThrows(IllegalStateException.class, () -> quiet(objective).solve(data));
    assertThat(nothing).hasMessageThat().contains("unfreeze");
  }

  @Test
  void notConvergedIsAnAnswer() {
    RegressionObjective objective = fista();
    Solution solution = quiet(objective).maxIterations(3).solve(data);
    assertThat(solution.converged()).isFalse();
    assertThat(solution.iterations()).isEqualTo(3);
    assertThat(solution.certificate().value()).isGreaterThan(1e-8);
    assertThat(solution.toString()).contains("has not converged after 3 iterations");
    assertThat(solution.toString()).contains("the number of iterations was used up");
    double value = objective.value(new RegressionObjective.Batch(x, y));
    assertThat(solution.objective()).isEqualTo(value);
    double least =
        solution.history().stream().mapToDouble(Solution.Iteration::objective).min().orElseThrow();
    assertThat(value).isWithin(1e-9 * value).of(least);
    IllegalStateException thrown = assertThrows(IllegalStateException.class, solution::orThrow);
    assertThat(thrown).hasMessageThat().contains("maxIterations");
    assertThat(thrown).hasMessageThat().contains("tolerance");
  }

  @Test
  void interruptionGivesTheBestPointSoFar() {
    RegressionObjective objective = fista();
    Solution solution;
    try {
      solution =
          quiet(objective)
              .listener(
                  iteration -> {
                    if (iteration.number() == 4) {
                      Thread.currentThread().interrupt();
                    }
                  })
              .solve(data);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(solution.converged()).isFalse();
    assertThat(solution.iterations()).isEqualTo(4);
    assertThat(solution.toString()).contains("interrupted");
    assertThat(objective.value(new RegressionObjective.Batch(x, y)))
        .isEqualTo(solution.objective());
  }

  @Test
  void exceptionsRestoreTheParameters() {
    for (boolean single : new boolean[] {false, true}) {
      RegressionObjective objective = objective("Fista", FISTA, single, L1);
      double[] before = weights(objective);
      assertThrows(
          CancellationForTest.class,
          () ->
              quiet(objective)
                  .listener(
                      iteration -> {
                        throw new CancellationForTest();
                      })
                  .solve(data));
      assertThat(weights(objective)).isEqualTo(before);
      assertThat(quiet(objective).solve(data).converged()).isTrue();
    }
  }

  private static final class CancellationForTest extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  @Test
  void namesIterationAndTermThatAreNoNumber() {
    RegressionObjective objective = fista();
    double[] before = weights(objective);
    objective.evaluations = 20;
    ArithmeticException thrown =
        assertThrows(ArithmeticException.class, () -> quiet(objective).solve(data));
    assertThat(thrown).hasMessageThat().containsMatch("iteration [1-9]");
    assertThat(thrown).hasMessageThat().contains("the term squares is NaN");
    assertThat(weights(objective)).isEqualTo(before);

    objective.evaluations = 0;
    thrown = assertThrows(ArithmeticException.class, () -> quiet(objective).solve(data));
    assertThat(thrown).hasMessageThat().contains("iteration 0");
    objective.evaluations = Integer.MAX_VALUE;

    INDArray wrong = y.dup();
    wrong.putScalar(7, Double.NaN);
    thrown =
        assertThrows(
            ArithmeticException.class,
            () -> quiet(objective).solve(Dataset.of("x", x, "y", wrong)));
    assertThat(thrown).hasMessageThat().contains("the term squares is NaN");
    assertThat(weights(objective)).isEqualTo(before);
  }

  @Test
  void stepsThatAreTooLongDivergeAndSaySo() {
    Map<String, Double> settings = Map.of("step", 10.0, "restart", 1.0);
    RegressionObjective objective = objective("Fista", settings, false, L1);
    double[] before = weights(objective);
    ArithmeticException thrown =
        assertThrows(ArithmeticException.class, () -> quiet(objective).solve(data));
    assertThat(thrown).hasMessageThat().contains("fixed step");
    assertThat(weights(objective)).isEqualTo(before);
  }

  @Test
  void refusesWhatHasNoSolver() {
    try (LinearObjective trained = TestData.objective(1)) {
      IllegalArgumentException thrown =
          assertThrows(IllegalArgumentException.class, () -> Solver.of(trained));
      assertThat(thrown).hasMessageThat().contains("has no solver");
      assertThat(thrown).hasMessageThat().contains("@Optimizer.Fista");
    }
    RegressionObjective objective = fista();
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class, () -> objective.step(new RegressionObjective.Batch(x, y)));
    assertThat(thrown).hasMessageThat().contains("Solver.of(objective)");
  }

  @Test
  void refusesSettingsThatMakeNoSense() {
    Solver<RegressionObjective.Batch> solver = Solver.of(fista());
    assertThrows(IllegalArgumentException.class, () -> solver.tolerance(0));
    assertThrows(IllegalArgumentException.class, () -> solver.tolerance(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> solver.tolerance(1));
    assertThrows(IllegalArgumentException.class, () -> solver.maxIterations(0));
    IllegalArgumentException negative =
        assertThrows(
            IllegalArgumentException.class,
            () -> Solver.of(objective("ProximalGradient", Map.of("step", -1.0), false, L1)));
    assertThat(negative).hasMessageThat().contains("@Optimizer.ProximalGradient(step = -1.0)");
    Map<String, Double> relaxed = Map.of("step", 1.0, "relaxation", 2.0);
    assertThrows(
        IllegalArgumentException.class,
        () -> Solver.of(objective("DouglasRachford", relaxed, false, L1)));
    assertThrows(
        IllegalArgumentException.class, () -> Solver.of(objective("Nothing", FISTA, false, L1)));
  }

  @Test
  void takesOneBatchOnly() {
    RegressionObjective objective = fista();
    Map<String, INDArray> batch = Map.of("x", x, "y", y);
    assertThat(quiet(objective).solve(Dataset.ofBatches(List.of(batch))).converged()).isTrue();
    Dataset two = Dataset.ofBatches(List.of(batch, batch));
    IllegalArgumentException thrown =
        assertThrows(IllegalArgumentException.class, () -> quiet(objective).solve(two));
    assertThat(thrown).hasMessageThat().contains("not 2");
    thrown = assertThrows(IllegalArgumentException.class, () -> quiet(objective).solve());
    assertThat(thrown).hasMessageThat().contains("needs data");
  }

  @Test
  void showsProgressInLines() {
    System.setProperty("tikhonov.progress", "lines");
    String text = progressOf(Solver.of(fista()));
    assertThat(text.lines().count()).isAtLeast(5L);
    assertThat(text.lines().count()).isAtMost(10L);
    assertThat(text).startsWith("Fista: iteration ");
    assertThat(text).contains("certificate");

    System.setProperty("tikhonov.progress", "off");
    assertThat(progressOf(Solver.of(fista()))).isEmpty();
    System.setProperty("tikhonov.progress", "bar");
    // The bar draws on the terminal itself.
    assertThat(progressOf(Solver.of(fista()))).doesNotContain("Fista: iteration");
  }

  private String progressOf(Solver<RegressionObjective.Batch> solver) {
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      solver.solve(data).orThrow();
    } finally {
      System.setErr(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
