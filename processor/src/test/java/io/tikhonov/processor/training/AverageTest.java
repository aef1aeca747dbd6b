package io.tikhonov.processor.training;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static io.tikhonov.processor.training.TestModel.ingredient;
import static io.tikhonov.processor.training.TestModel.shape;

import io.tikhonov.processor.catalogue.Catalogue;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Averages of a trajectory against their closed forms. */
class AverageTest {

  /** The parameter falls by 0.1 in each step, from 5: 4.9, 4.8, ... */
  private static List<Double> averages(Ingredient average, int steps) {
    TestModel model = new TestModel();
    Graph g = model.graph;
    Node w = model.weight("w", shape(1));
    model.loss("fall", g.sum(w));
    model.with(ingredient("Optimizer.SGD", "learningRate", 0.1), average);
    TrainingPrograms programs = ProgramBuilder.build(model.build(), Catalogue.load());
    Simulation simulation = new Simulation(g, programs, Map.of()).put(w, 5);
    Node kept = g.stored(Leaf.Role.AVERAGE, "w", shape(1));
    List<Double> averages = new ArrayList<>();
    for (int t = 0; t < steps; t++) {
      simulation.step();
      averages.add(simulation.get(kept)[0]);
    }
    return averages;
  }

  private static void compare(List<Double> actual, double... expected) {
    for (int t = 0; t < expected.length; t++) {
      assertWithMessage("after %s updates", t + 1)
          .that(actual.get(t))
          .isWithin(1e-14)
          .of(expected[t]);
    }
  }

  @Test
  void exponential() {
    double first = 0.75 * 5 + 0.25 * 4.9;
    compare(averages(ingredient("Average.EMA", "decay", 0.75), 2), first, 0.75 * first + 1.2);
  }

  /** From the third update on: the mean of 4.7, then of 4.7 and 4.6, ... */
  @Test
  void equalWeights() {
    compare(averages(ingredient("Average.SWA", "startStep", 2L), 5).subList(2, 5), 4.7, 4.65, 4.6);
  }

  /** Every second update of them: 4.7, 4.5, 4.3, and nothing between. */
  @Test
  void equalWeightsOfSome() {
    compare(
        averages(ingredient("Average.SWA", "startStep", 2L, "every", 2L), 7).subList(2, 7),
        4.7,
        4.7,
        4.6,
        4.6,
        4.5);
  }

  /** Plain descent on (λ/2)‖w − w₀‖² alone stays at the first value and comes back to it. */
  @Test
  void theFirstValueStays() {
    TestModel model = new TestModel();
    Node w =
        model.weight(
            "w",
            shape(1),
            ingredient("Regularize.L2SP", "lambda", 0.5),
            ingredient("Average.Initial"));
    model
        .loss("push", model.graph.mul(model.graph.scalar("force"), model.graph.sum(w)))
        .with(ingredient("Optimizer.SGD", "learningRate", 1));
    TrainingPrograms programs = ProgramBuilder.build(model.build(), Catalogue.load());
    Simulation simulation =
        new Simulation(model.graph, programs, Map.of()).put(w, 3).scalar("force", -1).step();
    assertThat(simulation.get(w)[0]).isWithin(1e-15).of(4);
    simulation.scalar("force", 0).step();
    assertThat(simulation.get(w)[0]).isWithin(1e-15).of(3.5);
    simulation.step();
    assertThat(simulation.get(w)[0]).isWithin(1e-15).of(3.25);
  }
}
