package io.tikhonov.processor.training;

import static com.google.common.truth.Truth.assertThat;
import static io.tikhonov.processor.training.TestModel.ingredient;
import static io.tikhonov.processor.training.TestModel.shape;

import io.tikhonov.processor.ReferenceData;
import io.tikhonov.processor.catalogue.Catalogue;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Reduce;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A whole training run against PyTorch: a classifier with AdamW and two coupled penalties. */
class TrainingRunTest {
  private static final int BATCH = 16;

  @Test
  void equalsPyTorch() {
    Map<String, Object> reference = ReferenceData.read("training-run.json");
    TestModel model = new TestModel();
    Graph g = model.graph;
    Node w1 = model.weight("w1", shape("features", "hidden"));
    Node b1 = model.parameter("b1", shape("hidden"), "BIAS");
    Node w2 = model.weight("w2", shape("hidden", "classes"));
    Node b2 = model.parameter("b2", shape("classes"), "BIAS");
    Node x = model.input(Leaf.Role.INPUT, "x", shape("batch", "features"));
    Node y = model.input(Leaf.Role.LABELS, "y", shape("batch"));
    Node hidden = g.apply(Elementwise.TANH, g.add(g.matmul(x, w1), b1));
    Node logits = g.add(g.matmul(hidden, w2), b2);
    Node peak = g.stopGradient(g.reduce(Reduce.Operator.MAX, logits, List.of(1)));
    Node shifted = g.sub(logits, g.expand(peak, logits.shape(), List.of(1)));
    Node logSum = g.log(g.sum(g.exp(shifted), List.of(1)));
    Node logProbabilities = g.sub(shifted, g.expand(logSum, logits.shape(), List.of(1)));
    Node chosen = g.sum(g.mul(g.oneHot(y, Poly.named("classes")), logProbabilities), List.of(1));
    model
        .loss("crossEntropy", g.neg(g.mean(chosen)))
        .with(
            ingredient("Optimizer.AdamW", "learningRate", 0.02, "weightDecay", 0.02),
            ingredient("Regularize.L1", "lambda", 1e-3, "mode", "COUPLED"),
            ingredient("Regularize.L2", "lambda", 4e-3, "mode", "COUPLED"));
    TrainingPrograms programs = ProgramBuilder.build(model.build(), Catalogue.load());
    assertThat(programs.terms().stream().map(TrainingPrograms.TermInfo::name))
        .containsExactly("crossEntropy", "w1/L1", "w1/L2", "w2/L1", "w2/L2")
        .inOrder();

    List<?> initial = ReferenceData.list(reference.get("init"));
    Simulation simulation =
        new Simulation(
            g, programs, Map.of("batch", BATCH, "features", 6, "hidden", 8, "classes", 3));
    List<Node> parameters = List.of(w1, b1, w2, b2);
    for (int i = 0; i < parameters.size(); i++) {
      simulation.put(parameters.get(i), ReferenceData.numbers(initial.get(i)));
    }
    double[] rows = ReferenceData.numbers(reference.get("X"));
    double[] labels = ReferenceData.numbers(reference.get("labels"));
    List<?> losses = ReferenceData.list(reference.get("loss_and_penalty_before_each_step"));
    assertThat(losses).hasSize(60);
    for (int t = 0; t < 60; t++) {
      int from = t % 3 * BATCH;
      simulation.put(x, Arrays.copyOfRange(rows, 6 * from, 6 * (from + BATCH)));
      simulation.put(y, Arrays.copyOfRange(labels, from, from + BATCH));
      simulation.step();
      double[] expected = ReferenceData.numbers(losses.get(t));
      List<Double> terms = simulation.terms();
      assertThat(terms.get(0)).isWithin(1e-10).of(expected[0]);
      double penalty = terms.subList(1, 5).stream().mapToDouble(Double::doubleValue).sum();
      assertThat(penalty).isWithin(1e-10).of(expected[1]);
    }
    List<?> expected = ReferenceData.list(reference.get("final"));
    for (int i = 0; i < parameters.size(); i++) {
      assertThat(simulation.get(parameters.get(i)))
          .usingTolerance(1e-10)
          .containsExactly(ReferenceData.numbers(expected.get(i)))
          .inOrder();
    }
  }
}
