package io.tikhonov.processor.frontend;

import static com.google.common.truth.Truth.assertThat;

import io.tikhonov.processor.ir.Generated;
import io.tikhonov.processor.ir.Interpreter;
import io.tikhonov.processor.ir.Interpreter.Array;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.model.TermDeclaration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What depends on the mode: dropout, noise, batch normalisation. */
class TrainingModeTest {
  private static final String W = "@Parameter(shape = \"n\") Tensor w;";
  private static final String X = "(@Shape({\"batch\", \"n\"}) Tensor x)";
  private static final Map<String, Integer> SIZES = Map.of("n", 2, "batch", 4);
  private static final double[] BATCH = {1, 2, 3, 5, 4, 4, 8, 1};

  private static List<Node> draws(Node root) {
    return Walk.reachable(root).stream()
        .filter(node -> node.op() instanceof Generated.Random)
        .toList();
  }

  private static double value(Node node, double uniform) {
    return new Interpreter(
            SIZES,
            Map.of(
                "w", new Array(new int[] {2}, new double[] {1, -3}),
                "x", new Array(new int[] {4, 2}, BATCH)),
            (random, i) -> i % 2 == 0 ? uniform : 1 - uniform)
        .evaluate(node)
        .data()[0];
  }

  @Test
  void dropoutScalesWhatItKeepsInTrainingOnly() {
    TermDeclaration term =
        Models.model(W, "@Loss Tensor loss() { return sum(dropout(w, 0.25)); }").terms().get(0);
    assertThat(value(term.training(), 0.1)).isWithin(1e-12).of(1 / 0.75);
    assertThat(value(term.inference(), 0.1)).isEqualTo(-2);
    assertThat(draws(term.inference())).isEmpty();
  }

  @Test
  void noiseIsAddedInTrainingOnly() {
    TermDeclaration term =
        Models.model(W, "@Loss Tensor loss() { return sum(noise(w, 2)); }").terms().get(0);
    assertThat(value(term.training(), 0.25)).isEqualTo(-2 + 2 * (0.25 + 0.75));
    assertThat(value(term.inference(), 0.25)).isEqualTo(-2);
  }

  @Test
  void termsShareADrawAndRepeatedCallsDoNot() {
    ObjectiveModel model =
        Models.model(
            W,
            "Tensor hidden() { return dropout(w, 0.5); }",
            "@Loss Tensor one() { return sum(hidden()); }",
            "@Regularize(lambda = 1) Tensor two() { return sum(square(hidden())); }",
            "@Regularize(lambda = 1) Tensor both() { return sum(hidden().times(hidden())); }");
    List<Node> first = draws(model.terms().get(0).training());
    assertThat(draws(model.terms().get(1).training())).isEqualTo(first);
    assertThat(draws(model.terms().get(2).training())).hasSize(2);
    assertThat(draws(model.terms().get(2).training())).containsAtLeastElementsIn(first);
  }

  private static Interpreter interpreter(ObjectiveModel model) {
    java.util.HashMap<String, Array> leaves = new java.util.HashMap<>();
    leaves.put("w", new Array(new int[] {2}, new double[] {1, -3}));
    leaves.put("x", new Array(new int[] {4, 2}, BATCH));
    for (TensorDeclaration state : model.states()) {
      leaves.put(state.name(), Array.of(new int[] {2}, i -> state.init().equals("ONES") ? 1 : 0));
    }
    return new Interpreter(SIZES, leaves);
  }

  @Test
  void batchNormKeepsRunningStatistics() {
    ObjectiveModel model =
        Models.model(
            W,
            "Tensor hidden"
                + X.replace("@Shape({\"batch\", \"n\"}) ", "")
                + " { return batchNorm(x.times(w)); }",
            "@Loss Tensor loss" + X + " { return mean(hidden(x).pow(3)); }",
            "@Predict Tensor normal" + X + " { return hidden(x); }");
    assertThat(model.states().stream().map(TensorDeclaration::name))
        .containsExactly("hidden.batchNorm1.mean", "hidden.batchNorm1.variance")
        .inOrder();
    Interpreter interpreter = interpreter(model);
    // Columns of x·w: (1, 3, 4, 8) and -3·(2, 5, 4, 1); means 4 and -9.
    double[] mean = interpreter.evaluate(model.states().get(0).update()).data();
    assertThat(mean).usingTolerance(1e-12).containsExactly(0.4, -0.9).inOrder();
    double[] variance = interpreter.evaluate(model.states().get(1).update()).data();
    assertThat(variance)
        .usingTolerance(1e-12)
        .containsExactly(0.9 + 0.1 * 26 / 3, 0.9 + 0.1 * 9 * 10 / 3)
        .inOrder();
    assertThat(interpreter.evaluate(model.predictions().get(0).value()).data()[0])
        .isWithin(1e-12)
        .of(1 / Math.sqrt(1 + 1e-5));
  }

  @Test
  void helpersHaveStatisticsForEachCall() {
    ObjectiveModel model =
        Models.model(
            W,
            "static Tensor layer(Tensor v) { return tanh(batchNorm(v)); }",
            "Tensor hidden"
                + X.replace("@Shape({\"batch\", \"n\"}) ", "")
                + " { return layer(layer(x.times(w))); }",
            "@Loss Tensor loss" + X + " { return mean(hidden(x)); }",
            "@Regularize(lambda = 1) Tensor again" + X + " { return mean(square(hidden(x))); }");
    assertThat(model.states().stream().map(TensorDeclaration::name))
        .containsExactly(
            "hidden.batchNorm1.mean",
            "hidden.batchNorm1.variance",
            "hidden.batchNorm2.mean",
            "hidden.batchNorm2.variance");
  }

  @Test
  void statesAreUpdatedByTheirMethod() {
    ObjectiveModel model =
        Models.model(
            W,
            "@State(shape = \"n\", init = Init.ONES, update = \"next\") Tensor center;",
            "Tensor next"
                + X
                + " { return center.times(0.9).plus(mean(x, \"batch\").times(0.1)); }",
            "@Loss Tensor loss() { return sum(square(w.minus(center))); }");
    TensorDeclaration state = model.states().get(0);
    assertThat(state.init()).isEqualTo("ONES");
    assertThat(interpreter(model).evaluate(state.update()).data())
        .usingTolerance(1e-12)
        .containsExactly(0.9 + 0.4, 0.9 + 0.3)
        .inOrder();
    // The input of the update comes with each batch, after those of the terms.
    assertThat(model.inputs()).hasSize(1);
    assertThat(((Leaf.Stored) model.inputs().get(0).leaf().op()).id()).isEqualTo("x");
  }
}
