package io.tikhonov.processor.training;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static io.tikhonov.processor.training.TestModel.ingredient;
import static io.tikhonov.processor.training.TestModel.shape;

import io.tikhonov.processor.ReferenceData;
import io.tikhonov.processor.catalogue.Catalogue;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trajectories of 25 steps against PyTorch's optimizers in double precision. */
class OptimizerReferenceTest {
  private static final Map<String, Object> REFERENCE = ReferenceData.read("optimizers.json");
  private static final Map<String, String> ATTRIBUTES =
      Map.of(
          "lr", "learningRate",
          "momentum", "momentum",
          "nesterov", "nesterov",
          "weight_decay", "weightDecay",
          "alpha", "smoothing",
          "centered", "centered",
          "eps", "epsilon");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sgd:SGD",
        "sgd_momentum:SGD",
        "sgd_nesterov:SGD",
        "sgd_coupled_l2:SGD",
        "adagrad:Adagrad",
        "rmsprop:RMSprop",
        "rmsprop_centered_momentum:RMSprop",
        "adam:Adam",
        "adam_coupled_l2:Adam",
        "adamw:AdamW"
      })
  void equalsPyTorch(String selected) {
    String[] names = selected.split(":", -1);
    Map<String, Object> reference =
        ReferenceData.object(ReferenceData.object(REFERENCE.get("cases")).get(names[0]));
    Ingredient optimizer = optimizer(names[1], ReferenceData.object(reference.get("settings")));
    List<?> trajectory = ReferenceData.list(reference.get("trajectory"));
    compare(optimizer, trajectory, false);
    compare(optimizer, trajectory, true);
  }

  private static Ingredient optimizer(String name, Map<String, Object> settings) {
    Object[] attributes = new Object[2 * settings.size()];
    int i = 0;
    for (Map.Entry<String, Object> setting : settings.entrySet()) {
      attributes[i++] = ATTRIBUTES.get(setting.getKey());
      attributes[i++] = setting.getValue();
    }
    return ingredient("Optimizer." + name, attributes);
  }

  /** Σ c(w − a)⁴/4 + ½‖Bw‖². */
  private static void compare(Ingredient optimizer, List<?> trajectory, boolean inParts) {
    TestModel model = new TestModel();
    Graph g = model.graph;
    Node w = model.weight("w", shape(12));
    Node a = model.input(Leaf.Role.INPUT, "a", shape(12));
    Node c = model.input(Leaf.Role.INPUT, "c", shape(12));
    Node b = model.input(Leaf.Role.INPUT, "b", shape(5, 12));
    Node quartic = g.div(g.sum(g.mul(c, g.pow(g.sub(w, a), g.literal(4)))), g.literal(4));
    Node product = g.matmul(b, g.reshape(w, shape(12, 1)));
    Node quadratic = g.mul(g.literal(0.5), g.sum(g.square(product)));
    model.loss("objective", g.add(quartic, quadratic)).with(optimizer);

    TrainingPrograms programs = ProgramBuilder.build(model.build(), Catalogue.load());
    Simulation simulation =
        new Simulation(g, programs, Map.of())
            .put(w, ReferenceData.numbers(REFERENCE.get("w0")))
            .put(a, ReferenceData.numbers(REFERENCE.get("a")))
            .put(c, ReferenceData.numbers(REFERENCE.get("c")))
            .put(b, ReferenceData.numbers(REFERENCE.get("B")));
    assertThat(trajectory).hasSize(25);
    for (int t = 0; t < 25; t++) {
      if (inParts) {
        simulation.stepInParts("w");
      } else {
        simulation.step();
      }
      assertWithMessage("step %s", t)
          .that(simulation.get(w))
          .usingTolerance(1e-12)
          .containsExactly(ReferenceData.numbers(trajectory.get(t)))
          .inOrder();
    }
  }
}
