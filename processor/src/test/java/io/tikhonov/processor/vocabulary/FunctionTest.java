package io.tikhonov.processor.vocabulary;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.tikhonov.processor.analysis.Range;
import io.tikhonov.processor.analysis.Ranges;
import io.tikhonov.processor.analysis.Reach;
import io.tikhonov.processor.differentiate.Differentiator;
import io.tikhonov.processor.frontend.Models;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Interpreter;
import io.tikhonov.processor.ir.Interpreter.Array;
import io.tikhonov.processor.ir.Kind;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.TensorDeclaration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every function has the value of its definition and a gradient that agrees with differences. */
class FunctionTest {
  private static final double STEP = 1e-5;
  private static ObjectiveModel model;

  private final Inputs inputs = new Inputs();

  static List<FunctionCase> cases() {
    return Stream.of(
            FunctionCases.all(),
            TensorCases.all(),
            LossCases.all(),
            PenaltyCases.all(),
            ProximalCases.all(),
            OperatorCases.all())
        .flatMap(List::stream)
        .toList();
  }

  /** One model with a prediction for each case. */
  @BeforeAll
  static void compile() {
    List<String> members = new ArrayList<>();
    StringBuilder all = new StringBuilder("@Loss Tensor all() { Tensor total = sum(x);");
    Inputs.SHAPES.forEach(
        (name, shape) -> {
          members.add("@Parameter(shape = {%s}) Tensor %s;".formatted(shape, name));
          all.append("total = total.plus(sum(%s));".formatted(name));
        });
    members.add(all + " return total; }");
    List<FunctionCase> cases = cases();
    for (int i = 0; i < cases.size(); i++) {
      members.add(
          "@Predict Tensor f%d(@Shape(\"a\") Labels y) { return %s; }"
              .formatted(i, cases.get(i).expression()));
    }
    model = Models.model(members.toArray(String[]::new));
  }

  private static Node nodeOf(FunctionCase function) {
    String name =
        "f"
            + cases().stream()
                .map(FunctionCase::expression)
                .toList()
                .indexOf(function.expression());
    return model.predictions().stream()
        .filter(prediction -> prediction.name().equals(name))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private Array evaluate(Node node) {
    Map<String, Array> leaves = new HashMap<>(inputs.arrays());
    for (TensorDeclaration state : model.states()) {
      int[] shape = {Inputs.SIZES.get(state.shape().dim(0).toString())};
      leaves.put(state.name(), Array.of(shape, i -> state.init().equals("ONES") ? 1 : 0));
    }
    return new Interpreter(Inputs.SIZES, leaves).evaluate(node);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void hasItsValue(FunctionCase function) {
    Array actual = evaluate(nodeOf(function));
    Array expected = function.expected().apply(inputs);
    assertThat(actual.shape()).isEqualTo(expected.shape());
    for (int i = 0; i < expected.data().length; i++) {
      double tolerance = 1e-11 * Math.max(1, Math.abs(expected.data()[i]));
      if (Double.isFinite(expected.data()[i])) {
        assertThat(actual.data()[i]).isWithin(tolerance).of(expected.data()[i]);
      } else {
        assertThat(actual.data()[i]).isEqualTo(expected.data()[i]);
      }
    }
  }

  /** Of a weighted sum of the elements, by every parameter that occurs. */
  @ParameterizedTest
  @MethodSource("cases")
  void hasItsGradient(FunctionCase function) {
    Node value = nodeOf(function);
    Graph graph = model.graph();
    Node scalar = weightedSum(graph, value);
    for (TensorDeclaration parameter : model.parameters()) {
      Node gradient =
          new Differentiator(graph)
              .gradient(scalar, List.of(parameter.leaf()))
              .get(parameter.leaf());
      if (!gradient.isLiteral(0)) {
        compare(scalar, gradient, parameter, function);
      }
    }
  }

  private void compare(
      Node scalar, Node gradient, TensorDeclaration parameter, FunctionCase function) {
    double[] symbolic = evaluate(gradient).data();
    double[] data = inputs.get(parameter.name()).data();
    for (int i = 0; i < data.length; i++) {
      double kept = data[i];
      data[i] = kept + STEP;
      double above = evaluate(scalar).data()[0];
      data[i] = kept - STEP;
      double below = evaluate(scalar).data()[0];
      data[i] = kept;
      double difference = (above - below) / (2 * STEP);
      if (!Double.isFinite(difference)) {
        continue;
      }
      assertWithMessage("%s by %s[%s]", function, parameter.name(), i)
          .that(symbolic[i])
          .isWithin(2e-8 * Math.max(1, Math.abs(difference)) * Math.max(1, Math.abs(above)))
          .of(difference);
    }
  }

  /** Different weights, so that no direction of the derivative is lost; infinities count as 0. */
  private Node weightedSum(Graph graph, Node value) {
    if (value.isScalar()) {
      return value;
    }
    Node index = graph.stored(Leaf.Role.INPUT, "weights", value.shape());
    double[] values = evaluate(value).data();
    int[] shape = evaluate(value).shape();
    inputs.arrays().put("weights", Array.of(shape, i -> Math.cos(i + 1)));
    boolean finite = IntStream.range(0, values.length).allMatch(i -> Double.isFinite(values[i]));
    Node bounded =
        finite
            ? value
            : graph.where(graph.greater(value, graph.literal(-1e9)), value, graph.literal(0));
    return graph.sum(graph.mul(bounded, index));
  }

  @Test
  void testsEveryFunction() {
    String all = cases().stream().map(FunctionCase::expression).reduce("", (a, b) -> a + " " + b);
    for (String name : VocabularyTest.functions()) {
      String simple = name.substring(name.indexOf('.') + 1);
      // Penalties and proximal operators share names, and their calls are written in full.
      String call = name.startsWith("P") ? name : simple;
      if (!List.of("stopGradient", "averaged").contains(simple)) {
        assertWithMessage(name).that(all).contains(call + "(");
      }
    }
  }

  /** Every value on the way lies in the interval that is derived for it. */
  @ParameterizedTest
  @MethodSource("cases")
  void valuesLieInTheirIntervals(FunctionCase function) {
    Ranges ranges = new Ranges();
    for (Node node : Reach.inOrder(nodeOf(function))) {
      if (node.kind() == Kind.REAL) {
        Range range = ranges.of(node);
        for (double value : evaluate(node).data()) {
          double slack = 1e-9 * (1 + Math.abs(value));
          assertWithMessage("%s of %s in %s", value, node.op(), range)
              .that(
                  Double.isNaN(value)
                      || range.contains(value)
                      || (value >= range.low() - slack && value <= range.high() + slack))
              .isTrue();
        }
      }
    }
  }
}
