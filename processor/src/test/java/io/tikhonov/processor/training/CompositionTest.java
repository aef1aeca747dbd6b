package io.tikhonov.processor.training;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static io.tikhonov.processor.training.TestModel.ingredient;

import io.tikhonov.processor.Cases;
import io.tikhonov.processor.catalogue.Catalogue;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Interpreter;
import io.tikhonov.processor.ir.Interpreter.Array;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.spi.ConstraintDefinition;
import io.tikhonov.processor.spi.ProximalPart;
import io.tikhonov.processor.spi.ProximalPenalty;
import io.tikhonov.processor.spi.Site;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several proximal terms and sets on one parameter. */
class CompositionTest {
  private static final Catalogue CATALOGUE = Catalogue.load();
  private static final int ROWS = 2;
  private static final int COLUMNS = 3;

  private static final Map<String, Ingredient> INGREDIENTS =
      Map.ofEntries(
          Map.entry("L1", ingredient("Regularize.L1", "lambda", 0.4)),
          Map.entry("L2", ingredient("Regularize.L2", "lambda", 0.9)),
          Map.entry("ElasticNet", ingredient("Regularize.ElasticNet", "lambda", 0.6)),
          Map.entry("Rows", ingredient("Regularize.GroupLasso", "lambda", 0.5)),
          Map.entry("MoreRows", ingredient("Regularize.GroupLasso", "lambda", 0.2)),
          Map.entry("Columns", ingredient("Regularize.GroupLasso", "lambda", 0.5, "axis", 1)),
          Map.entry("Nuclear", ingredient("Regularize.NuclearNorm", "lambda", 0.5)),
          Map.entry("Along", variation(1)),
          Map.entry("Down", variation(0)),
          Map.entry("NonNegative", ingredient("Constrain.NonNegative")),
          Map.entry("Box", ingredient("Constrain.Box", "min", -0.5, "max", 0.6)),
          Map.entry("Balls", ingredient("Constrain.MaxNorm", "radius", 0.7)),
          Map.entry("Whole", ingredient("Regularize.L2Norm", "lambda", 0.5)),
          Map.entry("Sparse", ingredient("Regularize.SparseGroupLasso", "lambda", 0.4)),
          Map.entry("Spectral", ingredient("Regularize.SpectralNorm", "lambda", 0.5)),
          Map.entry("Log", ingredient("Regularize.LogSum", "lambda", 0.2, "epsilon", 1)),
          Map.entry("Ball", ingredient("Constrain.L2Ball", "radius", 0.7)),
          Map.entry("Diamond", ingredient("Constrain.L1Ball", "radius", 0.7)),
          Map.entry("Few", ingredient("Constrain.L0Ball", "count", 3)),
          Map.entry("FewRows", ingredient("Constrain.GroupL0Ball", "count", 1)),
          Map.entry("Simplex", ingredient("Constrain.Simplex", "sum", 0.7)));

  private static Ingredient variation(int axis) {
    return ingredient("Regularize.TotalVariation", "lambda", 0.3, "axes", List.of(axis));
  }

  /** The declared ingredients, in a uniform or a diagonal metric. */
  private static final class Case {
    final Graph graph = new Graph();
    final List<Site> sites = new ArrayList<>();
    final Node preconditioner;
    final Composition composition;
    final Node result;
    final Node point;

    Case(String declared, boolean diagonal) {
      Shape shape = TestModel.shape(ROWS, COLUMNS);
      TensorDeclaration parameter = TestModel.declaration(graph, "w", shape);
      point = parameter.leaf();
      preconditioner = diagonal ? graph.stored(Leaf.Role.SLOT, "p", shape) : graph.scalar("p");
      List<Composition.Part> parts = new ArrayList<>();
      for (String name : declared.split(" ", -1)) {
        Site site = new Site(graph, INGREDIENTS.get(name), parameter, true);
        sites.add(site);
        for (ProximalPart part : parts(site)) {
          parts.add(new Composition.Part(part, preconditioner, graph.literal(1)));
        }
      }
      composition = new Composition(graph, "w", parts);
      result = composition.apply(point, graph.scalar("rate"));
    }

    private static List<ProximalPart> parts(Site site) {
      return CATALOGUE
          .find(site.ingredient(), ProximalPenalty.class)
          .map(penalty -> penalty.proximal(site))
          .orElseGet(() -> List.of(CATALOGUE.constraint(site.ingredient()).projection(site)));
    }

    double[] apply(double[] v, double[] p, double rate) {
      return evaluate(result, v, p, rate).data();
    }

    private Array evaluate(Node node, double[] w, double[] p, double rate) {
      int[] shape = {ROWS, COLUMNS};
      Map<String, Array> leaves =
          Map.of(
              "w",
              new Array(shape, w),
              "rate",
              Array.scalar(rate),
              "p",
              p.length == 1 ? Array.scalar(p[0]) : new Array(shape, p));
      return new Interpreter(Map.of(), leaves).evaluate(node);
    }

    /** Σ R(x) + Σ (x − v)²/(2·rate·p), infinite outside the sets. */
    double objective(double[] x, double[] v, double[] p, double rate) {
      double sum = 0;
      for (Site site : sites) {
        if (CATALOGUE.find(site.ingredient(), ConstraintDefinition.class).isPresent()) {
          double[] inside = new Case(nameOf(site), false).apply(x, new double[] {1}, 1);
          for (int i = 0; i < x.length; i++) {
            sum += Math.abs(inside[i] - x[i]) > 1e-13 ? Double.POSITIVE_INFINITY : 0;
          }
        } else {
          Node value = CATALOGUE.penalty(site.ingredient()).value(site);
          sum += evaluate(value, x, p, rate).data()[0];
        }
      }
      return sum + distance(x, v, p, rate);
    }

    private static String nameOf(Site site) {
      return INGREDIENTS.entrySet().stream()
          .filter(entry -> entry.getValue().equals(site.ingredient()))
          .findFirst()
          .orElseThrow()
          .getKey();
    }
  }

  private static double distance(double[] x, double[] v, double[] p, double rate) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += Math.pow(x[i] - v[i], 2) / (2 * rate * p[p.length == 1 ? 0 : i]);
    }
    return sum;
  }

  /** The composition is the minimiser of the sum: the value at x + δ exceeds it by Σ δ²/(2s). */
  private static void assertMinimises(String declared, boolean diagonal) {
    Case tested = new Case(declared, diagonal);
    assertWithMessage(declared).that(tested.composition.isExact()).isTrue();
    Cases.check(
        12,
        random -> {
          double[] v = random.normals(ROWS * COLUMNS);
          double[] p = random.logUniforms(diagonal ? v.length : 1, 0.1, 10);
          double rate = random.logUniform(0.1, 1);
          double[] x = tested.apply(v, p, rate);
          double lowest = tested.objective(x, v, p, rate);
          assertThat(lowest).isFinite();
          for (int trial = 0; trial < 60; trial++) {
            double[] y = x.clone();
            double size = random.logUniform(1e-6, 0.5);
            for (int i = 0; i < y.length; i++) {
              y[i] += random.chance(0.6) ? size * random.normal() : 0;
            }
            double bound = distance(y, x, p, rate);
            assertThat(tested.objective(y, v, p, rate) - lowest)
                .isAtLeast(bound - 1e-11 * (1 + bound));
          }
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "L1 L2",
        "L2 L1",
        "ElasticNet L1",
        "L2 ElasticNet",
        "L1 L2 ElasticNet Box",
        "ElasticNet NonNegative L2 Rows",
        "L1 Rows",
        "Rows L1",
        "Columns ElasticNet",
        "Rows L2 L1",
        "Box L1",
        "NonNegative ElasticNet",
        "NonNegative Rows",
        "Rows NonNegative L1 L2",
        "L1 Balls",
        "Balls ElasticNet",
        "NonNegative Balls L2",
        "Whole L1 L2",
        "NonNegative Whole",
        "Sparse L1",
        "Sparse L2 NonNegative",
        "Ball L1 NonNegative",
        "Diamond L2",
        "Diamond L1",
        "NonNegative Diamond L1",
        "Few L1",
        "Few NonNegative",
        "FewRows L1 NonNegative L2",
        "Simplex L2",
        "Log L2",
        "Along L2",
        "NonNegative Along",
        "Down Box L2"
      })
  void isExactInAnyMetricInAnyDeclaredOrder(String declared) {
    assertMinimises(declared, false);
    assertMinimises(declared, true);
  }

  /** Which elements stay is decided by what thresholding and signs leave of them. */
  @ParameterizedTest
  @ValueSource(strings = {"Few L1", "Few NonNegative", "NonNegative L1 Few", "Few L2"})
  void keepsTheElementsThatMatterForTheSum(String declared) {
    Case tested = new Case(declared, true);
    Case unbounded = new Case(declared.replace("Few", "").strip(), true);
    Cases.check(
        20,
        random -> {
          double[] v = random.normals(ROWS * COLUMNS);
          double[] p = random.logUniforms(v.length, 0.1, 10);
          double lowest = tested.objective(tested.apply(v, p, 0.5), v, p, 0.5);
          double[] free = unbounded.apply(v, p, 0.5);
          for (int kept = 0; kept < 1 << v.length; kept++) {
            double[] y = free.clone();
            for (int i = 0; i < y.length; i++) {
              y[i] = (kept >> i & 1) == 1 ? y[i] : 0;
            }
            if (Integer.bitCount(kept) <= 3) {
              assertThat(lowest).isAtMost(unbounded.objective(y, v, p, 0.5) + 1e-12);
            }
          }
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Along L1",
        "ElasticNet Down",
        "L1 NonNegative Along",
        "Box L1 L2 Along",
        "Rows Along L1 NonNegative",
        "Whole Down",
        "Ball Along L1",
        "Balls Along",
        "Columns Down L2",
        "Nuclear L2",
        "Spectral L2",
        "Whole Ball",
        "Rows MoreRows",
        "Balls Rows",
        "L1 Balls Rows NonNegative"
      })
  void isExactInAUniformMetric(String declared) {
    assertMinimises(declared, false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Rows Columns",
        "Whole Rows",
        "Simplex L1",
        "Spectral L1",
        "Log NonNegative",
        "Nuclear L1",
        "Nuclear NonNegative",
        "Along Down",
        "Along Along",
        "Along Columns",
        "Down Rows",
        "Along Nuclear",
        "Along Simplex",
        "Along Diamond",
        "Along Log",
        "Rows Box"
      })
  void saysThatNoOrderIsExact(String declared) {
    assertThat(new Case(declared, false).composition.isExact()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Rows MoreRows", "Rows Balls", "Along L1", "Along Rows"})
  void someStepsAreExactInAUniformMetricOnly(String declared) {
    assertThat(new Case(declared, true).composition.isExact()).isFalse();
  }

  /** Factors on schedules of their own cannot be added up beforehand. */
  @Test
  void squaresWithFactorsOfTheirOwnAreExactToo() {
    Graph g = new Graph();
    TensorDeclaration w = TestModel.declaration(g, "w", TestModel.shape(1, 2));
    List<Composition.Part> parts = new ArrayList<>();
    for (String name : List.of("L2", "L1", "L2")) {
      ProximalPart part = Case.parts(new Site(g, INGREDIENTS.get(name), w, true)).get(0);
      parts.add(new Composition.Part(part, g.literal(1), g.literal(1 + parts.size())));
    }
    Composition composition = new Composition(g, "w", parts);
    assertThat(composition.isExact()).isTrue();
    double rate = 0.3;
    Node result = composition.apply(w.leaf(), g.literal(rate));
    Array v = new Array(new int[] {1, 2}, new double[] {1.7, -0.1});
    double[] x = new Interpreter(Map.of(), Map.of("w", v)).evaluate(result).data();
    // λ‖x‖₁ + μ/2·‖x‖² with λ = 2·0.4 and μ = 0.9 + 3·0.9.
    assertThat(x[0]).isWithin(1e-14).of((1.7 - rate * 0.8) / (1 + rate * 3.6));
    assertThat(x[1]).isWithin(1e-14).of(0);
  }

  /** The set is met even if the composition is not exact. */
  @Test
  void projectsLast() {
    Case tested = new Case("NonNegative Nuclear", false);
    Cases.check(
        20,
        random -> {
          double[] x = tested.apply(random.normals(ROWS * COLUMNS), new double[] {1}, 0.5);
          assertThat(Arrays.stream(x).min().orElseThrow()).isAtLeast(0.0);
        });
  }

  /** The reverse of the stated order is another point, so the order matters. */
  @Test
  void theReverseOrderIsNotExact() {
    Graph g = new Graph();
    TensorDeclaration w = TestModel.declaration(g, "w", TestModel.shape(1, 2));
    ProximalPart l1 = Case.parts(new Site(g, INGREDIENTS.get("L1"), w, true)).get(0);
    ProximalPart rows = Case.parts(new Site(g, INGREDIENTS.get("Rows"), w, true)).get(0);
    Node one = g.literal(1);
    Node exact = rows.operator().apply(l1.operator().apply(w.leaf(), one), one);
    Node reverse = l1.operator().apply(rows.operator().apply(w.leaf(), one), one);
    TestInterpreter interpreter =
        new TestInterpreter(Map.of(), leaf -> Values.of(new double[] {2, 0.6}, 1, 2));
    assertThat(interpreter.evaluate(exact).at(1))
        .isNotWithin(1e-3)
        .of(interpreter.evaluate(reverse).at(1));
  }
}
