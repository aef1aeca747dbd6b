package io.tikhonov.processor.vocabulary;

import static com.google.common.truth.Truth.assertThat;

import io.tikhonov.processor.differentiate.Differentiator;
import io.tikhonov.processor.frontend.Models;
import io.tikhonov.processor.ir.Interpreter;
import io.tikhonov.processor.ir.Interpreter.Array;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.ObjectiveModel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Forms that are replaced are exact where the written form is not, with their derivatives. */
class StableFormsTest {

  private static double[] value(Node node, double... x) {
    return new Interpreter(Map.of("n", x.length), Map.of("w", new Array(new int[] {x.length}, x)))
        .evaluate(node)
        .data();
  }

  private static Node node(String expression) {
    ObjectiveModel model =
        Models.model(
            "@Parameter(shape = \"n\") Tensor w;",
            "@Loss Tensor loss() { return sum(square(w)); }",
            "@SuppressWarnings(\"TKV601\") @Predict Tensor f() { return " + expression + "; }");
    return model.predictions().get(0).value();
  }

  private static double[] gradient(String expression, double... x) {
    ObjectiveModel model =
        Models.model(
            "@Parameter(shape = \"n\") Tensor w;",
            "@SuppressWarnings(\"TKV601\") @Loss Tensor loss() { return sum("
                + expression
                + "); }");
    Node w = model.graph().stored(Leaf.Role.PARAMETER, "w", model.parameters().get(0).shape());
    Node slope =
        new Differentiator(model.graph())
            .gradient(model.terms().get(0).training(), List.of(w))
            .get(w);
    return value(slope, x);
  }

  private static void is(String expression, double[] x, double[] values, double[] slopes) {
    assertThat(value(node(expression), x)).usingTolerance(1e-12).containsExactly(values).inOrder();
    assertThat(gradient(expression, x)).usingTolerance(1e-12).containsExactly(slopes).inOrder();
  }

  @Test
  void logarithmsOfProbabilities() {
    is("log(sigmoid(w))", new double[] {-1000, 0}, of(-1000, -Math.log(2)), of(1, 0.5));
    is(
        "log(sigmoid(w).negate().plus(1))",
        new double[] {1000, 0},
        of(-1000, -Math.log(2)),
        of(-1, -0.5));
    assertThat(value(node("log(softmax(w, 0))"), 0, 2000))
        .usingTolerance(1e-9)
        .containsExactly(-2000.0, 0.0)
        .inOrder();
    assertThat(gradient("log(softmax(w, 0))", 0, 2000))
        .usingTolerance(1e-9)
        .containsExactly(1.0, -1.0)
        .inOrder();
    assertThat(value(node("log(exp(w).div(sum(exp(w))))"), 0, 2000))
        .usingTolerance(1e-9)
        .containsExactly(-2000.0, 0.0)
        .inOrder();
  }

  @Test
  void logarithmsOfSums() {
    assertThat(value(node("log(sum(exp(w)))"), 1000, 0))
        .usingTolerance(1e-9)
        .containsExactly(1000.0);
    is("log(exp(w).plus(1))", new double[] {1000, -1000}, of(1000, 0), of(1, 0));
    is("log(w.plus(1))", new double[] {1e-20, 0}, of(1e-20, 0), of(1, 1));
    assertThat(value(node("log(w.plus(1))"), 1e-20)[0]).isEqualTo(1e-20);
  }

  @Test
  void differencesAndProducts() {
    assertThat(value(node("exp(w).minus(1)"), 1e-20)[0]).isEqualTo(1e-20);
    assertThat(value(node("mean(square(w)).minus(square(mean(w)))"), 1e9, 1e9 + 1)[0])
        .isWithin(1e-9)
        .of(0.25);
    is("w.times(log(w))", new double[] {0, 1}, of(0, 0), of(0, 1));
    assertThat(value(node("w.times(log(w))"), -1)[0]).isNaN();
    is("sqrt(square(w))", new double[] {-3, 0, 2}, of(3, 0, 2), of(-1, 0, 1));
  }

  private static double[] of(double... values) {
    return values;
  }
}
