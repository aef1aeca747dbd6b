package io.tikhonov.examples.models;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tikhonov.runtime.InputSpec;
import io.tikhonov.runtime.Objective;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Wrong input is refused by name, and nothing has changed afterwards. */
final class WrongInputTest {

  static Stream<ModelCase<?, ?>> models() {
    return ModelCase.small();
  }

  @ParameterizedTest
  @MethodSource("models")
  <O extends Objective<B>, B extends Record> void wrongInputsAreNamed(ModelCase<O, B> model) {
    try (O objective = model.make(6, 1)) {
      model.train(objective, 0, 2);
      for (InputSpec input : objective.inputs()) {
        refused(model, objective, input, x -> null, "null");
        refused(model, objective, input, x -> Nd4j.expandDims(x, 0), "(1, ");
        refused(model, objective, input, WrongInputTest::withoutRows, "(0");
        if (input.labels()) {
          refused(model, objective, input, x -> x.castTo(DataType.DOUBLE), "DOUBLE");
          refused(model, objective, input, WrongInputTest::withNaN, "NaN");
          refused(model, objective, input, x -> x.dup().putScalar(1, -1), "Label -1");
          refused(model, objective, input, x -> x.dup().putScalar(1, 99), "Label 99");
        } else {
          refused(model, objective, input, x -> x.castTo(DataType.INT32), "INT");
          refused(model, objective, input, x -> x.castTo(DataType.BOOL), "BOOL");
        }
      }
    }
  }

  private static INDArray withoutRows(INDArray array) {
    long[] shape = array.shape().clone();
    shape[0] = 0;
    return Nd4j.create(array.dataType(), shape);
  }

  private static INDArray withNaN(INDArray labels) {
    return labels.castTo(DataType.FLOAT).putScalar(0, Double.NaN);
  }

  private static <O extends Objective<B>, B extends Record> void refused(
      ModelCase<O, B> model,
      O objective,
      InputSpec input,
      UnaryOperator<INDArray> change,
      String reason) {
    Map<String, List<Double>> before = Contents.of(objective);
    long steps = objective.stepCount();
    Map<String, INDArray> arrays = new LinkedHashMap<>(model.batches().get(0));
    arrays.put(input.name(), change.apply(arrays.get(input.name())));
    for (Executable use :
        List.<Executable>of(
            () -> objective.step(objective.batch(arrays)),
            () -> objective.value(objective.batch(arrays)),
            () -> objective.evaluate(objective.batch(arrays)),
            () -> objective.gradient(objective.batch(arrays)))) {
      IllegalArgumentException e = assertThrows(IllegalArgumentException.class, use);
      assertThat(e).hasMessageThat().contains("\"" + input.name() + "\"");
      if (arrays.get(input.name()) != null) {
        assertThat(e).hasMessageThat().contains(reason);
      }
    }
    assertWithMessage("contents after %s", reason).that(Contents.of(objective)).isEqualTo(before);
    assertThat(objective.stepCount()).isEqualTo(steps);
  }

  @Test
  void wrongSizesAreNamed() {
    var model = new ElasticNetClassifierCase(ModelCase.SMALL);
    try (var objective = model.make(1, 1)) {
      INDArray wide = new Draws(1).normal(11, 6);
      var e =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  objective.step(new ElasticNetClassifierObjective.Batch(wide, model.first("y"))));
      assertThat(e).hasMessageThat().contains("\"x\"");
      assertThat(e).hasMessageThat().contains("features = 5");
      assertThat(e).hasMessageThat().contains("(11, 6)");
      var short1 =
          new ElasticNetClassifierObjective.Batch(model.first("x"), Draws.labels(i -> 0, 10));
      e = assertThrows(IllegalArgumentException.class, () -> objective.step(short1));
      assertThat(e).hasMessageThat().contains("\"y\"");
      assertThat(e).hasMessageThat().contains("batch = 11");
      e = assertThrows(IllegalArgumentException.class, () -> objective.logits(wide));
      assertThat(e).hasMessageThat().contains("\"x\"");
      assertThat(objective.stepCount()).isEqualTo(0);
    }
  }

  @Test
  void missingAndUnknownInputsAreNamed() {
    var model = new ElasticNetClassifierCase(ModelCase.SMALL);
    try (var objective = model.make(1, 1)) {
      var e =
          assertThrows(
              IllegalArgumentException.class, () -> objective.batch(Map.of("x", model.first("x"))));
      assertThat(e).hasMessageThat().contains("\"y\" is missing");
      Map<String, INDArray> arrays = new LinkedHashMap<>(model.batches().get(0));
      arrays.put("z", model.first("x"));
      e = assertThrows(IllegalArgumentException.class, () -> objective.batch(arrays));
      assertThat(e).hasMessageThat().contains("[z]");
    }
  }

  @Test
  void wrongDimensionsAreNamed() {
    var builder = ElasticNetClassifierObjective.builder().features(4).hidden(3).classes(2);
    var missing = assertThrows(IllegalStateException.class, builder::build);
    assertThat(missing).hasMessageThat().contains("\"narrow\"");
    builder.narrow(-1);
    var negative = assertThrows(IllegalArgumentException.class, builder::build);
    assertThat(negative).hasMessageThat().contains("\"narrow\"");
    assertThat(negative).hasMessageThat().contains("-1");
  }

  @Test
  void wrongConstantsAreNamed() {
    var builder = GraphSmoothedClassifierObjective.builder().nodes(5).features(2).classes(2);
    var missing = assertThrows(RuntimeException.class, builder::build);
    assertThat(missing).hasMessageThat().contains("\"laplacian\"");
    builder.laplacian(GraphSmoothedClassifierCase.ring(4));
    var small = assertThrows(IllegalArgumentException.class, builder::build);
    assertThat(small).hasMessageThat().contains("\"laplacian\"");
    assertThat(small).hasMessageThat().contains("(4, 4)");
    assertThat(small).hasMessageThat().contains("(5, 5)");
  }

  @Test
  void wrongParameterValuesAreNamed() {
    var model = new ElasticNetClassifierCase(ModelCase.SMALL);
    try (var objective = model.make(1, 1)) {
      Map<String, List<Double>> before = Contents.of(objective);
      var e =
          assertThrows(
              IllegalArgumentException.class,
              () -> objective.parameters().put("w1", Nd4j.zeros(DataType.DOUBLE, 7, 5)));
      assertThat(e).hasMessageThat().contains("\"w1\"");
      assertThat(e).hasMessageThat().contains("(5, 7)");
      e = assertThrows(IllegalArgumentException.class, () -> objective.parameters().get("w9"));
      assertThat(e).hasMessageThat().contains("\"w9\"");
      assertThat(Contents.of(objective)).isEqualTo(before);
    }
  }

  /** Inputs may have any strides and floating type, and labels any integer type. */
  @Test
  void otherLayoutsGiveTheSame() {
    var model = new ElasticNetClassifierCase(ModelCase.SMALL);
    try (var objective = model.make(1, 1)) {
      double expected = objective.value(model.batch(objective, 0));
      INDArray x = model.first("x");
      INDArray transposed = x.transpose().dup('c').transpose();
      INDArray longs = model.first("y").castTo(DataType.INT64);
      assertThat(objective.value(new ElasticNetClassifierObjective.Batch(transposed, longs)))
          .isEqualTo(expected);
      INDArray floats = x.castTo(DataType.FLOAT);
      assertThat(objective.value(new ElasticNetClassifierObjective.Batch(floats, longs)))
          .isWithin(1e-5)
          .of(expected);
    }
  }
}
