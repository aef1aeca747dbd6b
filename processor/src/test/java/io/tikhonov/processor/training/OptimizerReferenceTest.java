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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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
          "centered", "centered",
          "eps", "epsilon",
          "amsgrad", "amsgrad",
          "momentum_decay", "momentumDecay",
          "rho", "rho");

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
        "adamw:AdamW",
        "amsgrad:Adam",
        "adadelta:Adadelta",
        "adamax:Adamax",
        "nadam:NAdam",
        "radam:RAdam",
        "rprop:Rprop",
        "asgd:ASGD"
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
    List<Object> attributes = new ArrayList<>();
    settings.forEach(
        (setting, value) -> {
          // Where the average of ASGD starts is a matter of @Average.SWA.
          if (!setting.equals("t0")) {
            attributes.addAll(List.of(attribute(name, setting), value));
          }
        });
    return ingredient("Optimizer." + name, attributes.toArray());
  }

  private static String attribute(String optimizer, String setting) {
    return switch (setting) {
      case "alpha" -> optimizer.equals("ASGD") ? "alpha" : "smoothing";
      case "lambd" -> "lambda";
      default -> Objects.requireNonNull(ATTRIBUTES.get(setting), setting);
    };
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

  /** The objective of the matrix optimizers: Σ (W − T)⁴/4. */
  @ParameterizedTest
  @ValueSource(strings = {"muon:Muon", "adafactor:Adafactor"})
  void equalsPyTorchOnMatrices(String selected) {
    String[] names = selected.split(":", -1);
    Map<String, Object> file = ReferenceData.read("matrix-optimizers.json");
    Map<String, Object> reference =
        ReferenceData.object(ReferenceData.object(file.get("cases")).get(names[0]));
    Ingredient optimizer = optimizer(names[1], ReferenceData.object(reference.get("settings")));
    double[] ones = new double[24];
    Arrays.fill(ones, 1);
    for (boolean named : new boolean[] {false, true}) {
      Quartic quartic =
          new Quartic(optimizer, new int[] {6, 4}, named)
              .start(file.get("W0"), file.get("T"))
              .weights(ones);
      quartic.follow(ReferenceData.list(reference.get("trajectory")));
    }
  }

  static Stream<Map<String, Object>> settings() {
    return ReferenceData.list(ReferenceData.read("optimizer-settings.json").get("cases")).stream()
        .map(ReferenceData::object);
  }

  /**
   * Large rates and decays, odd lengths, every option; the references are PyTorch's and Optax's.
   */
  @ParameterizedTest
  @MethodSource("settings")
  void equalsTheReference(Map<String, Object> reference) {
    List<Object> attributes = new ArrayList<>();
    ReferenceData.object(reference.get("attributes"))
        .forEach((name, value) -> attributes.addAll(List.of(name, value)));
    Ingredient optimizer = ingredient("Optimizer." + reference.get("rule"), attributes.toArray());
    double[] dims = ReferenceData.numbers(reference.get("shape"));
    int[] sizes = Arrays.stream(dims).mapToInt(size -> (int) size).toArray();
    for (boolean named : new boolean[] {false, true}) {
      Quartic quartic =
          new Quartic(optimizer, sizes, named).start(reference.get("w0"), reference.get("t"));
      if (reference.containsKey("masks")) {
        quartic.masks(ReferenceData.list(reference.get("masks")));
      } else {
        quartic.weights(ReferenceData.numbers(reference.get("c")));
      }
      quartic.follow(ReferenceData.list(reference.get("trajectory")));
    }
  }

  /** Σ c(w − t)⁴/4 with dimensions as numbers or by name. */
  private static final class Quartic {
    private final Node w;
    private final Node t;
    private final Node c;
    private final Simulation simulation;
    private List<?> masks = List.of();

    Quartic(Ingredient optimizer, int[] sizes, boolean named) {
      TestModel model = new TestModel();
      Graph g = model.graph;
      Object[] dims = new Object[sizes.length];
      Map<String, Integer> names = new HashMap<>();
      for (int axis = 0; axis < dims.length; axis++) {
        names.put("n" + axis, sizes[axis]);
        dims[axis] = named ? "n" + axis : sizes[axis];
      }
      w = model.weight("w", shape(dims));
      t = model.input(Leaf.Role.INPUT, "t", shape(dims));
      c = model.input(Leaf.Role.INPUT, "c", shape(dims));
      Node fourth = g.mul(c, g.pow(g.sub(w, t), g.literal(4)));
      model.loss("objective", g.div(g.sum(fourth), g.literal(4))).with(optimizer);
      TrainingPrograms programs = ProgramBuilder.build(model.build(), Catalogue.load());
      simulation = new Simulation(g, programs, names);
    }

    Quartic start(Object point, Object target) {
      simulation.put(w, ReferenceData.numbers(point)).put(t, ReferenceData.numbers(target));
      return this;
    }

    Quartic weights(double[] weights) {
      simulation.put(c, weights);
      return this;
    }

    /** Weights for each step. */
    Quartic masks(List<?> perStep) {
      masks = perStep;
      return this;
    }

    void follow(List<?> trajectory) {
      for (int step = 0; step < trajectory.size(); step++) {
        if (!masks.isEmpty()) {
          simulation.put(c, ReferenceData.numbers(masks.get(step)));
        }
        simulation.step();
        assertWithMessage("step %s", step)
            .that(simulation.get(w))
            .usingTolerance(1e-11)
            .containsExactly(ReferenceData.numbers(trajectory.get(step)))
            .inOrder();
      }
    }
  }
}
