package io.tikhonov.processor.training;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static io.tikhonov.processor.training.TestModel.ingredient;
import static io.tikhonov.processor.training.TestModel.shape;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tikhonov.processor.catalogue.Catalogue;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.PenaltyMode;
import io.tikhonov.processor.spi.SolverDefinition;
import io.tikhonov.processor.spi.SolverDefinition.Form;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What solvers need of a declaration, and what primal-dual programs compute. */
class SolverProgramsTest {
  private static final Catalogue CATALOGUE = Catalogue.load();
  private static final int ROWS = 5;
  private static final int COLUMNS = 4;

  private static Stream<Arguments> forms() {
    return Stream.of(
        arguments("Optimizer.ProximalGradient", Form.COMPOSITE, PenaltyMode.COUPLED),
        arguments("Optimizer.Fista", Form.COMPOSITE, PenaltyMode.COUPLED),
        arguments("Optimizer.Admm", Form.COMPOSITE, PenaltyMode.COUPLED),
        arguments("Optimizer.DouglasRachford", Form.COMPOSITE, PenaltyMode.COUPLED),
        arguments("Optimizer.Lbfgs", Form.SMOOTH, PenaltyMode.COUPLED),
        arguments("Optimizer.OwlQn", Form.ONE_NORM, PenaltyMode.COUPLED),
        arguments("Optimizer.CoordinateDescent", Form.LINEAR_MODEL, PenaltyMode.PROXIMAL),
        arguments("Optimizer.PrimalDual", Form.SPLIT, PenaltyMode.COUPLED));
  }

  /** Modes of penalties play no role: the form of the solver decides. */
  @ParameterizedTest
  @MethodSource("forms")
  void penaltiesBelongToThePartThatTheSolverKnows(String name, Form form, PenaltyMode squares) {
    Ingredient solver = ingredient(name);
    assertThat(((SolverDefinition) CATALOGUE.optimizer(solver)).form()).isEqualTo(form);
    for (String mode : List.of("COUPLED", "DECOUPLED", "PROXIMAL", "DEFAULT")) {
      Ingredient kinked = ingredient("Regularize.L1", "lambda", 1, "mode", mode);
      assertThat(CATALOGUE.modeOf(kinked, shape(2, 3), solver)).isEqualTo(PenaltyMode.PROXIMAL);
      Ingredient smooth = ingredient("Regularize.L2", "lambda", 1, "mode", mode);
      assertThat(CATALOGUE.modeOf(smooth, shape(2, 3), solver)).isEqualTo(squares);
    }
  }

  /** Its step along one axis is exact; dual variables go with more beside it. */
  @Test
  void totalVariationBelongsWhereItIsExact() {
    Ingredient variation = ingredient("Regularize.TotalVariation", "lambda", 1);
    Ingredient fista = ingredient("Optimizer.Fista");
    Ingredient dual = ingredient("Optimizer.PrimalDual");
    assertThat(CATALOGUE.modeOf(variation, shape(5), fista)).isEqualTo(PenaltyMode.PROXIMAL);
    assertThat(CATALOGUE.modeOf(variation, shape(2, 3), fista)).isEqualTo(PenaltyMode.DUAL);
    assertThat(CATALOGUE.modeOf(variation, shape(5), dual)).isEqualTo(PenaltyMode.DUAL);
  }

  @ParameterizedTest
  @CsvSource({
    "Optimizer.ProximalGradient, step",
    "Optimizer.Fista, step",
    "Optimizer.DouglasRachford, step",
    "Optimizer.DouglasRachford, relaxation",
    "Optimizer.Lbfgs, memory",
    "Optimizer.OwlQn, memory",
    "Optimizer.Admm, rho",
    "Optimizer.Admm, relaxation",
    "Optimizer.PrimalDual, balance",
  })
  void numbersOutsideTheirDomainsAreRefused(String name, String attribute) {
    TestModel model = new TestModel();
    model.weight("w", shape(3));
    model.with(ingredient(name, attribute, -1));
    assertThat(
            IngredientChecks.check(model.build(), CATALOGUE).stream()
                .map(IngredientChecks.Finding::code)
                .toList())
        .containsExactly("TKV101");
  }

  // Primal-dual programs

  private static TestModel denoising(Ingredient... onField) {
    TestModel model = new TestModel();
    Node u = model.weight("u", shape(ROWS, COLUMNS), onField);
    Node f = model.input(Leaf.Role.INPUT, "f", shape(ROWS, COLUMNS));
    Node loss =
        model.graph.mul(
            model.graph.literal(0.7), model.graph.sum(model.graph.square(model.graph.sub(u, f))));
    return model.loss("fit", loss).with(ingredient("Optimizer.PrimalDual"));
  }

  private static final Ingredient VARIATION =
      ingredient("Regularize.IsotropicTotalVariation", "lambda", 0.3, "epsilon", 0.0);

  private final Random random = new Random(11);
  private final Map<String, double[]> memory = new HashMap<>();

  private Values read(Node leaf) {
    Leaf.Stored stored = (Leaf.Stored) leaf.op();
    if (stored.role() == Leaf.Role.SCALAR) {
      double value =
          switch (stored.id()) {
            case "stepLength" -> 0.4;
            case "dualStep" -> 0.3;
            case "extrapolation" -> 0.8;
            default -> 1;
          };
      return Values.scalar(value);
    }
    int[] sizes = stored.shape().dims().stream().mapToInt(dim -> (int) dim.constant()).toArray();
    double[] data =
        memory.computeIfAbsent(
            stored.id(), id -> random.doubles(Values.volume(sizes), -1, 1).toArray());
    return Values.of(data, sizes);
  }

  private double[] evaluate(Node node) {
    return new TestInterpreter(Map.of(), this::read).evaluate(node).data().clone();
  }

  private static String name(Effect effect) {
    if (effect instanceof Effect.Store store) {
      return store.target().op().opName();
    } else if (effect instanceof Effect.Gradient gradient) {
      return gradient.parameter();
    }
    return effect instanceof Effect.Report report ? report.name() : "";
  }

  private static Node value(Program program, String target) {
    return program.effects().stream()
        .filter(effect -> name(effect).equals(target))
        .map(Effect::value)
        .findFirst()
        .orElseThrow();
  }

  private static double difference(double[] u, int i, int j, int down, int right) {
    return i + down < ROWS && j + right < COLUMNS
        ? u[(i + down) * COLUMNS + j + right] - u[i * COLUMNS + j]
        : 0;
  }

  @Test
  void theNormalOperatorIsThatOfTheDifferences() {
    SolverPrograms.Saddle saddle = saddle(denoising(VARIATION));
    double[] product = evaluate(value(saddle.normal(), "u"));
    double[] u = memory.get("u");
    double dot = 0;
    for (int i = 0; i < u.length; i++) {
      dot += u[i] * product[i];
    }
    double squares = 0;
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < COLUMNS; j++) {
        squares += Math.pow(difference(u, i, j, 1, 0), 2) + Math.pow(difference(u, i, j, 0, 1), 2);
      }
    }
    assertThat(dot).isWithin(1e-12).of(squares);
  }

  private static SolverPrograms.Saddle saddle(TestModel model) {
    return ProgramBuilder.build(model.build(), CATALOGUE).solver().get().saddle().get();
  }

  private static double norm(double[] a, double[] b, int i) {
    return Math.hypot(a[i], b[i]);
  }

  @Test
  void dualVariablesStayInTheirBalls() {
    SolverPrograms.Saddle saddle = saddle(denoising(VARIATION));
    double[] first = evaluate(value(saddle.iteration(), "dual/p1"));
    double[] second = evaluate(value(saddle.iteration(), "dual/p2"));
    boolean touches = false;
    for (int i = 0; i < first.length; i++) {
      assertThat(norm(first, second, i)).isAtMost(0.3 + 1e-12);
      touches |= norm(first, second, i) > 0.3 - 1e-9;
    }
    assertThat(touches).isTrue();
  }

  /** The dual value at any feasible p is below the value of the sum at any x that is allowed. */
  @Test
  void weakDuality() {
    Ingredient sign = ingredient("Constrain.NonNegative");
    Ingredient norm = ingredient("Regularize.L1", "lambda", 0.2);
    TestModel model = denoising(VARIATION, norm, sign);
    TrainingPrograms programs = ProgramBuilder.build(model.build(), CATALOGUE);
    SolverPrograms.Saddle saddle = programs.solver().get().saddle().get();
    assertThat(saddle.exact()).isTrue();
    assertThat(evaluate(saddle.curvature().get())[0]).isWithin(1e-12).of(1.4);
    for (int trial = 0; trial < 50; trial++) {
      memory.clear();
      double[] first = evaluate(value(saddle.iteration(), "dual/p1"));
      double[] second = evaluate(value(saddle.iteration(), "dual/p2"));
      memory.put("dual/p1", first);
      memory.put("dual/p2", second);
      memory.put("u", random.doubles(ROWS * COLUMNS, 0, 1).toArray());
      double primal = 0;
      for (Effect effect : programs.value().effects()) {
        primal += evaluate(effect.value())[0];
      }
      double dual = evaluate(value(saddle.dual().get(), SolverPrograms.DUAL_VALUE))[0];
      assertWithMessage("trial %s", trial).that(dual).isAtMost(primal);
    }
  }

  /**
   * The step of x minimises f(x) + ⟨Kx, p⟩ + g(x) + ‖x − last x‖²/(2τ), coordinate by coordinate.
   */
  @Test
  void theStepOfTheParametersIsProximal() {
    Ingredient norm = ingredient("Regularize.L1", "lambda", 0.2);
    SolverPrograms.Saddle saddle = saddle(denoising(VARIATION, norm));
    double[] p1 = evaluate(value(saddle.iteration(), "dual/p1"));
    double[] p2 = evaluate(value(saddle.iteration(), "dual/p2"));
    double[] next = evaluate(value(saddle.iteration(), "u"));
    double[] u = memory.get("u");
    double[] f = memory.get("f");
    double tau = 0.4;
    for (int i = 0; i < next.length; i++) {
      int row = i / COLUMNS;
      int column = i % COLUMNS;
      // One of the two holds the differences of rows; both orders are tried.
      double slope = 1.4 * (next[i] - f[i]) + (next[i] - u[i]) / tau;
      double rows = slope + adjoint(p1, row, column, 1, 0) + adjoint(p2, row, column, 0, 1);
      double columns = slope + adjoint(p2, row, column, 1, 0) + adjoint(p1, row, column, 0, 1);
      double excess = next[i] == 0 ? 0.2 : 0;
      double kink = next[i] == 0 ? 0 : 0.2 * Math.signum(next[i]);
      double rest = Math.min(Math.abs(rows + kink), Math.abs(columns + kink));
      assertThat(rest).isAtMost(excess + 1e-12);
    }
  }

  private static double adjoint(double[] p, int row, int column, int down, int right) {
    int i = row * COLUMNS + column;
    boolean inside = row + down < ROWS && column + right < COLUMNS;
    boolean first = row - down < 0 || column - right < 0;
    return (inside ? -p[i] : 0) + (first ? 0 : p[i - down * COLUMNS - right]);
  }
}
