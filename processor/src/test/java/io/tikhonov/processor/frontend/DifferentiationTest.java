package io.tikhonov.processor.frontend;

import static com.google.common.truth.Truth.assertThat;

import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.ObjectiveModel;
import org.junit.jupiter.api.Test;

/** gradient, stopGradient and averaged; w is (1, 2, 4) and x is (0.5, -1, 2). */
class DifferentiationTest {
  private static final String DECLARATIONS =
      """
      @Parameter(shape = "n") @Average.EMA Tensor w;
      @Loss Tensor loss() { return sum(square(w)); }
      """;

  private static double[] value(String body) {
    ObjectiveModel model =
        Models.model(DECLARATIONS, "@Predict Tensor f(@Shape(\"n\") Tensor x) { " + body + " }");
    return Evaluations.of(model, "f");
  }

  @Test
  void differentiatesByInputsAndParameters() {
    assertThat(value("return gradient(sum(x.times(x).times(w)), x);"))
        .usingExactEquality()
        .containsExactly(1, -4, 16)
        .inOrder();
    assertThat(value("return gradient(sum(x.times(x).times(w)), this.w);"))
        .usingExactEquality()
        .containsExactly(0.25, 1, 4)
        .inOrder();
  }

  @Test
  void differentiatesTwice() {
    assertThat(
            value(
                "Tensor u = x.pow(4); Tensor slope = gradient(sum(u), x);"
                    + " return gradient(sum(slope), x);"))
        .usingTolerance(1e-12)
        .containsExactly(3, 12, 48)
        .inOrder();
  }

  /** Simplification looks through these values, but not through a variable. */
  @Test
  void differentiatesByLocalVariables() {
    assertThat(value("Tensor z = x.negate(); return gradient(sum(z), z);"))
        .usingExactEquality()
        .containsExactly(1, 1, 1);
    assertThat(
            value(
                "Tensor z = broadcast(sum(x), \"n\"); return gradient(sum(square(z).times(w)),"
                    + " z);"))
        .usingExactEquality()
        .containsExactly(3, 6, 12)
        .inOrder();
    assertThat(
            value(
                "Tensor z = x.times(2); Tensor y = sum(z.times(z));"
                    + " Tensor s = gradient(y, z); return gradient(sum(s), x);"))
        .usingExactEquality()
        .containsExactly(4, 4, 4);
  }

  @Test
  void aReassignedVariableIsItsLastValue() {
    assertThat(
            value(
                "Tensor z = x.times(2); z = z.times(3);"
                    + " return gradient(sum(square(z)), z).minus(z);"))
        .usingExactEquality()
        .containsExactly(3, -6, 12)
        .inOrder();
  }

  @Test
  void differentiatesByParametersOfHelpers() {
    ObjectiveModel model =
        Models.model(
            DECLARATIONS,
            "Tensor slope(Tensor z) { return gradient(sum(square(z)), z); }",
            "@Predict Tensor f(@Shape(\"n\") Tensor x) { return slope(x.negate()); }");
    assertThat(Evaluations.of(model, "f"))
        .usingExactEquality()
        .containsExactly(-1, 2, -4)
        .inOrder();
  }

  @Test
  void noVariableIsLeftInTheResult() {
    ObjectiveModel model =
        Models.model(
            DECLARATIONS,
            "@Predict Tensor f(@Shape(\"n\") Tensor x) {",
            "Tensor z = relu(x); return gradient(sum(z.pow(3)), z).plus(z); }");
    for (Node node : Walk.reachable(Evaluations.prediction(model, "f"))) {
      if (node.op() instanceof Leaf.Stored stored) {
        assertThat(stored.id()).isEqualTo("x");
      }
    }
  }

  @Test
  void stopGradientStops() {
    assertThat(value("return gradient(sum(x.times(stopGradient(x))), x);"))
        .usingExactEquality()
        .containsExactly(0.5, -1, 2)
        .inOrder();
  }

  @Test
  void averagedReadsTheAverages() {
    ObjectiveModel model =
        Models.model(
            DECLARATIONS,
            "@Predict Tensor f(@Shape(\"n\") Tensor x) { return averaged(x.times(w)); }");
    Node value = Evaluations.prediction(model, "f");
    assertThat(value.op()).isEqualTo(Elementwise.STOP_GRADIENT);
    assertThat(
            Walk.reachable(value).stream()
                .filter(node -> node.op() instanceof Leaf.Stored)
                .map(node -> ((Leaf.Stored) node.op()).role()))
        .containsExactly(Leaf.Role.INPUT, Leaf.Role.AVERAGE);
  }
}
