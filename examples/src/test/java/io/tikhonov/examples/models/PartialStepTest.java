package io.tikhonov.examples.models;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tikhonov.runtime.Objective;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps that change some of the parameters only. */
final class PartialStepTest {

  private static final double ROUNDING = 1e-10;

  static Stream<ModelCase<?, ?>> models() {
    return ModelCase.small();
  }

  @ParameterizedTest
  @MethodSource("models")
  <O extends Objective<B>, B extends Record> void namedParameterAloneChanges(
      ModelCase<O, B> model) {
    try (O objective = model.make(2, 1)) {
      model.train(objective, 0, 3);
      for (String name : objective.parameters().names()) {
        Map<String, List<Double>> before = Contents.parameters(objective);
        objective.step(model.batch(objective, 0), name);
        assertOnlyChanged(objective, before, name);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  <O extends Objective<B>, B extends Record> void frozenParametersStay(ModelCase<O, B> model) {
    try (O objective = model.make(2, 1)) {
      model.train(objective, 0, 3);
      List<String> names = objective.parameters().names();
      String free = names.get(names.size() - 1);
      objective.parameters().freeze(names.subList(0, names.size() - 1).toArray(new String[0]));
      Map<String, List<Double>> before = Contents.parameters(objective);
      objective.step(model.batch(objective, 0));
      assertOnlyChanged(objective, before, free);
    }
  }

  private static void assertOnlyChanged(
      Objective<?> objective, Map<String, List<Double>> before, String name) {
    Map<String, List<Double>> after = Contents.parameters(objective);
    for (String other : before.keySet()) {
      if (other.equals(name)) {
        assertWithMessage(name).that(after.get(name)).isNotEqualTo(before.get(name));
      } else {
        assertWithMessage("%s in a step of %s", other, name)
            .that(after.get(other))
            .isEqualTo(before.get(other));
      }
    }
  }

  /** The step of some parameters is another program; given all names it does the same. */
  @ParameterizedTest
  @MethodSource("models")
  <O extends Objective<B>, B extends Record> void allNamesMakeAWholeStep(ModelCase<O, B> model) {
    try (O whole = model.make(2, 1);
        O named = model.make(2, 1)) {
      String[] names = whole.parameters().names().toArray(new String[0]);
      for (int step = 0; step < 6; step++) {
        double expected = whole.step(model.batch(whole, step)).loss();
        double actual = named.step(model.batch(named, step), names).loss();
        assertThat(actual).isWithin(ROUNDING * Math.max(1, Math.abs(expected))).of(expected);
      }
      Map<String, List<Double>> expected = Contents.of(whole);
      Contents.of(named)
          .forEach(
              (name, values) ->
                  assertWithMessage(name)
                      .that(toArray(values))
                      .usingTolerance(ROUNDING)
                      .containsExactly(toArray(expected.get(name)))
                      .inOrder());
    }
  }

  private static double[] toArray(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @ParameterizedTest
  @MethodSource("models")
  <O extends Objective<B>, B extends Record> void unknownNameIsRefused(ModelCase<O, B> model) {
    try (O objective = model.make(2, 1)) {
      Map<String, List<Double>> before = Contents.of(objective);
      B batch = model.batch(objective, 0);
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> objective.step(batch, "nobody"));
      assertThat(e).hasMessageThat().contains("\"nobody\"");
      assertThat(Contents.of(objective)).isEqualTo(before);
      assertThat(objective.stepCount()).isEqualTo(0);
    }
  }
}
