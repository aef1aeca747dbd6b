package io.tikhonov.processor.training;

import static com.google.common.truth.Truth.assertThat;
import static io.tikhonov.processor.training.TestModel.ingredient;
import static io.tikhonov.processor.training.TestModel.shape;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tikhonov.processor.catalogue.Catalogue;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.IrException;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgramBuilderTest {
  private static final Ingredient DESCENT = ingredient("Optimizer.SGD", "learningRate", 0.1);

  private static TrainingPrograms build(TestModel model) {
    return ProgramBuilder.build(model.build(), Catalogue.load());
  }

  private static Simulation simulation(TestModel model) {
    return new Simulation(model.graph, build(model), Map.of());
  }

  private static Node halfSquare(Graph g, Node x) {
    return g.mul(g.literal(0.5), g.sum(g.square(x)));
  }

  @Test
  void namesTermsInDeclaredOrder() {
    TestModel model = new TestModel();
    Graph g = model.graph;
    Node w1 =
        model.weight(
            "w1",
            shape(2, 3),
            ingredient("Regularize.L1", "lambda", 0.5),
            ingredient("Regularize.GroupLasso", "lambda", 1),
            ingredient("Regularize.L1", "lambda", 0.25));
    Node b1 = model.parameter("b1", shape(3), "BIAS", ingredient("Regularize.L2", "lambda", 2));
    Node table = model.parameter("table", shape(3), "EMBEDDING");
    model
        .term("fit", 2, g.sum(w1), g.sum(w1))
        .loss("shift", g.add(g.sum(b1), g.sum(table)))
        .with(DESCENT, ingredient("Regularize.L1", "lambda", 0.1));
    TrainingPrograms programs = build(model);
    assertThat(programs.terms().stream().map(ProgramBuilderTest::text))
        .containsExactly(
            "fit differentiable 2·fit()",
            "shift differentiable shift()",
            "w1/L1 0.1·‖w1‖₁",
            "w1/L1#2 0.5·‖w1‖₁",
            "w1/GroupLasso Σᵢ ‖w1[i, …]‖₂",
            "w1/L1#3 0.25·‖w1‖₁",
            "b1/L2 differentiable 2/2·‖b1‖₂²")
        .inOrder();

    Simulation simulation =
        new Simulation(g, programs, Map.of())
            .put(w1, 3, 0, -4, 0, 0, 1)
            .put(b1, 1, 2, 3)
            .put(table, 1, 1, 1)
            .run(programs.value());
    assertThat(simulation.terms()).containsExactly(0.0, 9.0, 0.8, 4.0, 6.0, 2.0, 14.0).inOrder();
  }

  @Test
  void namedParametersReplaceTheRole() {
    TestModel model = new TestModel();
    Graph g = model.graph;
    Node w = model.weight("w", shape(2));
    Node b = model.parameter("b", shape(2), "BIAS");
    model
        .loss("fit", g.add(g.sum(w), g.sum(b)))
        .with(DESCENT, ingredient("Regularize.L2", "lambda", 1, "on", List.of("b")));
    assertThat(build(model).terms().stream().map(TrainingPrograms.TermInfo::name))
        .containsExactly("fit", "b/L2")
        .inOrder();
  }

  @Test
  void gradientIsThatOfLossesAndCoupledTerms() {
    TestModel model = new TestModel();
    Graph g = model.graph;
    Node w =
        model.weight(
            "w",
            shape(3),
            ingredient("Regularize.L1", "lambda", 0.5, "mode", "COUPLED"),
            ingredient("Regularize.L2", "lambda", 0.25, "mode", "DECOUPLED"),
            ingredient("Regularize.L1", "lambda", 8));
    model.term("fit", 3, halfSquare(g, w), halfSquare(g, w)).with(DESCENT);
    TrainingPrograms programs = build(model);
    Simulation simulation = new Simulation(g, programs, Map.of()).put(w, 1, 0, -2);
    simulation.run(programs.gradient());
    assertThat(simulation.gradient("w")).usingTolerance(1e-15).containsExactly(3.5, 0, -6.5);
    // 1 − 0.1·(3.5 + 0.25) = 0.625 falls to 0 under the threshold 0.8, −2 + 0.1·7 = −1.3 does not.
    assertThat(simulation.step().get(w)).usingTolerance(1e-15).containsExactly(0, 0, -0.5);
  }

  @Test
  void decayLeavesOutBiasesAndNorms() {
    for (Ingredient rule :
        List.of(
            ingredient("Optimizer.SGD", "learningRate", 0.1, "weightDecay", 0.5),
            ingredient("Optimizer.AdamW", "learningRate", 0.1, "weightDecay", 0.5))) {
      TestModel model = new TestModel();
      Graph g = model.graph;
      Node w = model.weight("w", shape(1));
      Node table = model.parameter("table", shape(1), "EMBEDDING");
      Node b = model.parameter("b", shape(1), "BIAS");
      Node gain = model.parameter("gain", shape(1), "NORM");
      Node zero = g.mul(g.literal(0), g.add(g.sum(w), g.sum(gain)));
      Simulation simulation =
          simulation(model.loss("nothing", zero).with(rule))
              .put(w, 2)
              .put(table, 2)
              .put(b, 2)
              .put(gain, 2)
              .step();
      assertThat(simulation.get(w)[0]).isWithin(1e-15).of(1.9);
      assertThat(simulation.get(table)[0]).isWithin(1e-15).of(1.9);
      assertThat(simulation.get(b)[0]).isEqualTo(2);
      assertThat(simulation.get(gain)[0]).isEqualTo(2);
    }
  }

  @Test
  void trainsLimitsWhoReceivesTheGradient() {
    TestModel model = new TestModel();
    Graph g = model.graph;
    Node u = model.weight("u", shape());
    Node v = model.weight("v", shape());
    model
        .loss("game", g.mul(u, v), "u")
        .loss("counter", g.neg(g.mul(u, v)), "v")
        .loss("both", g.mul(g.literal(10), g.add(u, v)));
    model.with(DESCENT);
    TrainingPrograms programs = build(model);
    Simulation simulation = new Simulation(g, programs, Map.of()).put(u, 2).put(v, 3);
    simulation.run(programs.gradient());
    assertThat(simulation.gradient("u")[0]).isEqualTo(13);
    assertThat(simulation.gradient("v")[0]).isEqualTo(8);
  }

  @Test
  void maximizeAscendsButDecayPulls() {
    TestModel model = new TestModel();
    Graph g = model.graph;
    Node u =
        model.weight(
            "u",
            shape(1),
            ingredient("Optimizer.SGD", "learningRate", 0.1, "weightDecay", 0.5, "maximize", true));
    model.loss("value", g.mul(g.literal(3), g.sum(u)));
    Simulation simulation = simulation(model).put(u, 2).step();
    assertThat(simulation.get(u)[0]).isWithin(1e-15).of(2 + 0.1 * (3 - 0.5 * 2));
  }

  @Test
  void fieldWinsOverClass() {
    TestModel model = new TestModel();
    Graph g = model.graph;
    Node u = model.weight("u", shape(1));
    Node v =
        model.weight(
            "v",
            shape(1),
            ingredient("Optimizer.SGD", "learningRate", 0.5),
            ingredient("Schedule.Constant"));
    Node w = model.weight("w", shape(1), ingredient("Schedule.Constant"));
    model
        .loss("value", g.add(g.add(g.sum(u), g.sum(v)), g.sum(w)))
        .with(DESCENT, ingredient("Schedule.Exponential", "factor", 0.5));
    Simulation simulation = simulation(model).put(u, 0).put(v, 0).put(w, 0).step().step();
    assertThat(simulation.get(u)[0]).isWithin(1e-15).of(-0.15);
    assertThat(simulation.get(v)[0]).isWithin(1e-15).of(-1);
    assertThat(simulation.get(w)[0]).isWithin(1e-15).of(-0.2);
    assertThat(simulation.report(ProgramBuilder.LEARNING_RATE)).isEqualTo(0.05);
  }

  @Test
  void reportsTheRateOfTheFirstParameterWithoutOneOnTheClass() {
    TestModel model = new TestModel();
    Node u = model.weight("u", shape(1), ingredient("Optimizer.Adam", "learningRate", 0.25));
    model.loss("value", model.graph.sum(u));
    Simulation simulation = simulation(model).put(u, 0).step();
    assertThat(simulation.report(ProgramBuilder.LEARNING_RATE)).isEqualTo(0.25);
  }

  @Test
  void statesAreSetFromOldValues() {
    TestModel model = new TestModel();
    Graph g = model.graph;
    Node w = model.weight("w", shape(2));
    Node memory = model.state("memory", shape(2));
    model
        .loss("fit", halfSquare(g, g.sub(w, memory)))
        .updating(memory, g.add(memory, w))
        .with(DESCENT);
    Simulation whole = simulation(model).put(w, 1, 2).put(memory, 0, 1).step();
    assertThat(whole.get(memory)).usingExactEquality().containsExactly(1.0, 3.0).inOrder();
    assertThat(whole.get(w)).usingTolerance(1e-15).containsExactly(0.9, 1.9).inOrder();
    Simulation parts = simulation(model).put(w, 1, 2).put(memory, 0, 1).stepInParts("w");
    assertThat(parts.get(memory)).usingExactEquality().containsExactly(1.0, 3.0).inOrder();
    assertThat(parts.get(w)).usingTolerance(1e-15).containsExactly(0.9, 1.9).inOrder();
  }

  @Test
  void averagesStartAtTheFirstValueAndFollowTheNewOne() {
    TestModel model = new TestModel();
    Graph g = model.graph;
    Node w = model.weight("w", shape(1));
    Node average = g.stored(Leaf.Role.AVERAGE, "w", shape(1));
    model
        .loss("fit", g.add(g.sum(w), halfSquare(g, g.sub(w, average))))
        .with(DESCENT, ingredient("Average.EMA", "decay", 0.75));
    TrainingPrograms programs = build(model);
    assertThat(programs.slots())
        .containsExactly(new TrainingPrograms.Slot(average, "w/average", 0, "w"));
    Simulation simulation = new Simulation(g, programs, Map.of()).put(w, 5);
    simulation.step();
    assertThat(simulation.terms().get(0)).isEqualTo(5);
    assertThat(simulation.get(w)[0]).isWithin(1e-15).of(4.9);
    assertThat(simulation.get(average)[0]).isWithin(1e-15).of(0.75 * 5 + 0.25 * 4.9);
  }

  @Test
  void anAverageThatNobodyKeepsIsAnError() {
    TestModel model = new TestModel();
    Graph g = model.graph;
    Node w = model.weight("w", shape(1));
    Node average = g.stored(Leaf.Role.AVERAGE, "w", shape(1));
    model.loss("fit", halfSquare(g, g.sub(w, average))).with(DESCENT);
    IrException problem = assertThrows(IrException.class, () -> build(model));
    assertThat(problem.code()).isEqualTo("TKV104");
    assertThat(problem).hasMessageThat().contains("running average of w");
  }

  @Test
  void noOptimizerIsAnError() {
    TestModel model = new TestModel();
    Node w = model.weight("w", shape(1));
    model.loss("fit", model.graph.sum(w));
    IrException problem = assertThrows(IrException.class, () -> build(model));
    assertThat(problem.code()).isEqualTo("TKV104");
  }

  @Test
  void evaluationIsTheValueIfModesPlayNoRole() {
    TestModel same = new TestModel();
    Node w = same.weight("w", shape(1));
    same.loss("fit", same.graph.sum(w)).with(DESCENT);
    TrainingPrograms programs = build(same);
    assertThat(programs.evaluation()).isSameInstanceAs(programs.value());

    TestModel other = new TestModel();
    Graph g = other.graph;
    Node u = other.weight("u", shape(1));
    other.term("fit", 2, g.sum(u), g.sum(g.square(u))).with(DESCENT);
    TrainingPrograms two = build(other);
    Simulation simulation = new Simulation(g, two, Map.of()).put(u, 3);
    assertThat(simulation.run(two.evaluation()).terms()).containsExactly(18.0);
    assertThat(simulation.run(two.value()).terms()).containsExactly(6.0);
  }

  @Test
  void predictionsGiveTheirResult() {
    TestModel model = new TestModel();
    Graph g = model.graph;
    Node w = model.weight("w", shape(2));
    Node x = model.input(Leaf.Role.INPUT, "x", shape(2));
    model.loss("fit", g.sum(g.mul(w, x))).prediction("score", g.mul(w, x)).with(DESCENT);
    TrainingPrograms programs = build(model);
    Simulation simulation = new Simulation(g, programs, Map.of()).put(w, 2, 3).put(x, 10, 100);
    simulation.run(programs.predictions().get("score"));
    assertThat(simulation.result().data()).usingExactEquality().containsExactly(20.0, 300.0);
  }

  /** A parameter that is frozen for a while counts its own updates, as PyTorch's optimizers do. */
  @Test
  void biasCorrectionCountsTheUpdatesOfTheParameter() {
    TestModel model = new TestModel();
    Graph g = model.graph;
    Node u = model.weight("u", shape(1));
    Node v = model.weight("v", shape(1));
    model
        .loss("fit", g.add(g.sum(u), g.sum(v)))
        .with(ingredient("Optimizer.Adam", "learningRate", 0.1));
    Simulation simulation = simulation(model).put(u, 0).put(v, 0);
    for (int t = 0; t < 5; t++) {
      simulation.stepInParts("u");
    }
    simulation.stepInParts("u", "v");
    assertThat(simulation.get(u)[0]).isWithin(1e-7).of(-0.6);
    assertThat(simulation.get(v)[0]).isWithin(1e-8).of(-0.1);
  }

  @Test
  void dampeningSparesTheFirstStep() {
    TestModel model = new TestModel();
    Graph g = model.graph;
    Node w = model.weight("w", shape(1));
    model
        .loss("fit", g.sum(w))
        .with(ingredient("Optimizer.SGD", "learningRate", 1, "momentum", 0.5, "dampening", 0.25));
    Simulation simulation = simulation(model).put(w, 0).step();
    assertThat(simulation.get(w)[0]).isEqualTo(-1);
    simulation.step();
    assertThat(simulation.get(w)[0]).isEqualTo(-1 - (0.5 + 0.75));
  }

  @Test
  void describesTheUpdate() {
    TestModel model = new TestModel();
    Graph g = model.graph;
    Node w =
        model.weight(
            "w",
            shape(2, 2),
            ingredient("Regularize.L1", "lambda", 1e-3),
            ingredient("Regularize.L2", "lambda", 0.5, "mode", "COUPLED"),
            ingredient("Constrain.NonNegative"));
    model
        .loss("fit", g.sum(w))
        .with(
            ingredient("Optimizer.AdamW", "learningRate", 0.01),
            ingredient("Gradient.ClipByGlobalNorm", "maxNorm", 1),
            ingredient("Schedule.Cosine", "warmupSteps", 50L),
            ingredient("Average.EMA"));
    TrainingPrograms.ParameterRecipe recipe = build(model).recipes().get(0);
    assertThat(recipe.parameter()).isEqualTo("w");
    assertThat(recipe.optimizer())
        .isEqualTo(
            "AdamW(beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, learningRate = 0.01,"
                + " weightDecay = 0.01)");
    assertThat(recipe.penalties())
        .containsExactly("L1(lambda = 0.001), proximal", "L2(lambda = 0.5), coupled")
        .inOrder();
    assertThat(recipe.steps().stream().map(TrainingPrograms.RecipeStep::formula))
        .containsExactly(
            "η = η₀·(t + 1)/50 for t < 50, then ½·η₀·(1 + cos πp)",
            "p = min((t − 50)/(T − 50), 1), T the length of the run",
            "η₀ = 0.01",
            "g = ∂(fit + w/L2)/∂w",
            "g ← g·min(1, 1/(‖all gradients‖₂ + 1e-6))",
            "m ← 0.9·m + 0.1·g",
            "v ← 0.999·v + 0.001·g²",
            "d = m̂/(√v̂ + 1e-8) with m̂ = m/(1 − 0.9ᵏ), v̂ = v/(1 − 0.999ᵏ)",
            "w ← w − η·(d + 0.01·w)",
            "w ← sign(w)·max(|w| − 0.001·s, 0) with s = η/(√v̂ + 1e-8)",
            "w ← max(w, 0)",
            "a ← 0.999·a + 0.001·w")
        .inOrder();
  }

  private static String text(TrainingPrograms.TermInfo term) {
    return term.name() + (term.differentiable() ? " differentiable " : " ") + term.formula();
  }
}
