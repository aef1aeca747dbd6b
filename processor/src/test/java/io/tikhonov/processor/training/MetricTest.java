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
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The metric of an optimizer: proximal steps and projections in it solve the declared problem. */
class MetricTest {
  private static final double[] CURVATURES = {1, 4, 0.3, 2};
  private static final double[] TARGETS = {2, -0.2, 1, -1.5};

  static Stream<Ingredient> optimizers() {
    return Stream.of(
        ingredient("Optimizer.SGD", "learningRate", 0.1),
        ingredient("Optimizer.SGD", "learningRate", 0.02, "momentum", 0.9),
        ingredient("Optimizer.SGD", "learningRate", 0.02, "momentum", 0.9, "dampening", 0.4),
        ingredient("Optimizer.SGD", "learningRate", 0.02, "momentum", 0.8, "nesterov", true),
        ingredient("Optimizer.Adam", "learningRate", 0.02),
        ingredient("Optimizer.AdamW", "learningRate", 0.02, "weightDecay", 0),
        ingredient("Optimizer.RMSprop", "learningRate", 0.02),
        ingredient("Optimizer.RMSprop", "learningRate", 0.005, "momentum", 0.7),
        ingredient("Optimizer.Adagrad", "learningRate", 0.3),
        ingredient("Optimizer.Adam", "learningRate", 0.02, "amsgrad", true),
        ingredient("Optimizer.Adagrad", "learningRate", 0.3, "learningRateDecay", 1e-3),
        ingredient("Optimizer.AdagradNorm", "learningRate", 0.9),
        ingredient("Optimizer.Adadelta", "learningRate", 2),
        ingredient("Optimizer.Adamax", "learningRate", 0.02),
        ingredient("Optimizer.NAdam", "learningRate", 0.02),
        ingredient("Optimizer.RAdam", "learningRate", 0.05),
        ingredient("Optimizer.ASGD", "learningRate", 0.1, "lambda", 0),
        ingredient("Optimizer.SGDW", "learningRate", 0.02, "momentum", 0.9, "weightDecay", 0),
        ingredient("Optimizer.Adafactor", "learningRate", 0.05));
  }

  /** Rules whose direction does not depend on the parameter. */
  static Stream<Ingredient> homogeneous() {
    return optimizers().filter(it -> !it.name().equals("Adafactor"));
  }

  /** d = g/D at a constant gradient: a step of gradient descent with rate η/D. */
  @ParameterizedTest
  @MethodSource("homogeneous")
  void directionAtAConstantGradientIsTheGradientInTheMetric(Ingredient optimizer) {
    TestModel model = new TestModel();
    Graph g = model.graph;
    // A penalty of slope λ moves a weight by ηλ/D as long as its sign stays, and so must the loss.
    Node up = model.weight("up", shape(1), optimizer);
    Node both =
        model.weight("both", shape(1), optimizer, ingredient("Regularize.L1", "lambda", 0.5));
    Node slope = g.mul(g.literal(0.5), g.add(g.sum(up), g.sum(both)));
    model.loss("linear", slope);
    Simulation simulation = simulation(model).put(up, 1e4).put(both, 1e4);
    for (int t = 0; t < 1600; t++) {
      simulation.step();
    }
    double before = simulation.get(up)[0];
    double beforeBoth = simulation.get(both)[0];
    simulation.step();
    double byLoss = before - simulation.get(up)[0];
    double byBoth = beforeBoth - simulation.get(both)[0];
    assertThat(byBoth / byLoss).isWithin(1e-6).of(2);
  }

  private static Simulation simulation(TestModel model) {
    TrainingPrograms programs = ProgramBuilder.build(model.build(), Catalogue.load());
    return new Simulation(model.graph, programs, Map.of());
  }

  /** ½ Σ a(w − t)² with a slowly falling rate, so that adaptive methods come to rest. */
  private static double[] solve(Ingredient optimizer, Ingredient... onField) {
    TestModel model = new TestModel();
    Graph g = model.graph;
    Node w = model.weight("w", shape(1, 4), onField);
    Node a = model.input(Leaf.Role.INPUT, "a", shape(1, 4));
    Node t = model.input(Leaf.Role.INPUT, "t", shape(1, 4));
    model
        .loss("quadratic", g.mul(g.literal(0.5), g.sum(g.mul(a, g.square(g.sub(w, t))))))
        .with(optimizer, ingredient("Schedule.Exponential", "factor", 0.998));
    Simulation simulation = simulation(model).put(w, 0.5, 0.5, 0.5, 0.5);
    simulation.put(a, CURVATURES).put(t, TARGETS);
    for (int step = 0; step < 3000; step++) {
      simulation.step();
    }
    return simulation.get(w);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void proximalL1ReachesTheMinimiserOfTheSum(Ingredient optimizer) {
    double[] w = solve(optimizer, ingredient("Regularize.L1", "lambda", 0.5));
    for (int i = 0; i < w.length; i++) {
      double shrunk = Math.max(Math.abs(TARGETS[i]) - 0.5 / CURVATURES[i], 0);
      double expected = Math.copySign(shrunk, TARGETS[i]);
      assertWithMessage("weight %s", i).that(w[i]).isWithin(2e-3).of(expected);
      if (Math.abs(TARGETS[i]) < 0.4 / CURVATURES[i]) {
        assertThat(w[i]).isEqualTo(0.0);
      }
    }
  }

  /** At the minimiser of loss + λ‖w‖₂: a(w − t) + λw/‖w‖ = 0. */
  @ParameterizedTest
  @MethodSource("optimizers")
  void proximalGroupLassoReachesTheMinimiserOfTheSum(Ingredient optimizer) {
    double[] w = solve(optimizer, ingredient("Regularize.GroupLasso", "lambda", 0.8));
    double norm = 0;
    for (double x : w) {
      norm += x * x;
    }
    norm = Math.sqrt(norm);
    for (int i = 0; i < w.length; i++) {
      double gradient = CURVATURES[i] * (w[i] - TARGETS[i]) + 0.8 * w[i] / norm;
      assertWithMessage("weight %s", i).that(gradient).isWithin(5e-3).of(0);
    }
  }

  /** Over the ball: a(w − t) + μw = 0 with one μ ≥ 0. */
  @ParameterizedTest
  @MethodSource("optimizers")
  void projectionReachesTheMinimiserOverTheSet(Ingredient optimizer) {
    double[] w = solve(optimizer, ingredient("Constrain.MaxNorm", "radius", 0.9));
    double norm = 0;
    for (double x : w) {
      norm += x * x;
    }
    assertThat(Math.sqrt(norm)).isWithin(1e-12).of(0.9);
    double multiplier = CURVATURES[0] * (TARGETS[0] - w[0]) / w[0];
    for (int i = 1; i < w.length; i++) {
      double gradient = CURVATURES[i] * (w[i] - TARGETS[i]) + multiplier * w[i];
      assertWithMessage("weight %s", i).that(gradient).isWithin(2e-2).of(0);
    }
  }

  /** The Euclidean threshold of P21: under momentum λ acts like λ(1 − β). */
  @Test
  void euclideanThresholdIsAnotherProblem() {
    Ingredient momentum = ingredient("Optimizer.SGD", "learningRate", 0.02, "momentum", 0.9);
    double[] w = solve(momentum, ingredient("Regularize.L1", "lambda", 0.5, "metric", "EUCLIDEAN"));
    assertThat(w[0]).isWithin(1e-6).of(TARGETS[0] - 0.1 * 0.5 / CURVATURES[0]);
  }
}
