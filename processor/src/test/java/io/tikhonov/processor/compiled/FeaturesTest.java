package io.tikhonov.processor.compiled;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.tikhonov.processor.ir.Interpreter.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** States, players, averages, random draws and the rest of what a declaration can say. */
final class FeaturesTest {
  private static final Data SMALL = data(3, 4, 2, 5, 1);
  private static final Data LARGE = data(31, 29, 5, 37, 2);

  private static Map<String, CompiledModel> compiled;

  private static Data data(int n, int m, int k, int batch, long seed) {
    return new Data(
        Map.of(
            "n", n, "m", m, "k", k, "batch", batch, "h", 3, "inner", 7, "edge", 2, "points", 4,
            "words", 11, "classes", 3),
        seed);
  }

  @BeforeAll
  static void compile() {
    List<ModelSource> sources = new ArrayList<>(FeatureModels.SMOOTH);
    sources.addAll(FeatureModels.OTHERS);
    List.copyOf(sources).forEach(source -> sources.add(source.inFloat()));
    compiled = CompiledModel.compile(sources);
  }

  @TestFactory
  List<DynamicTest> agree() {
    List<DynamicTest> tests = new ArrayList<>();
    compiled.forEach(
        (name, model) ->
            tests.add(
                dynamicTest(
                    name, () -> Agreement.of(model, SMALL).values().steps(4).partialSteps(3))));
    return tests;
  }

  @TestFactory
  List<DynamicTest> slopes() {
    return FeatureModels.SMOOTH.stream()
        .map(source -> compiled.get(source.name()))
        .map(
            model ->
                dynamicTest(
                    model.model().className(),
                    () -> Agreement.of(model, SMALL).differences().descent()))
        .toList();
  }

  @TestFactory
  List<DynamicTest> threadsChangeNoBit() {
    List<DynamicTest> tests = new ArrayList<>();
    compiled.forEach(
        (name, model) ->
            tests.add(dynamicTest(name, () -> Agreement.of(model, LARGE).values().threads(3))));
    return tests;
  }

  @Test
  void hyperparametersActFromTheNextStepOn() {
    CompiledModel model = compiled.get("Constants");
    try (Running running = new Running(model, SMALL, 1)) {
      Reference reference = new Reference(model, SMALL);
      for (double strength : new double[] {0.75, 0.1, 3}) {
        running.set("strength", strength);
        reference.set("strength", strength);
        double loss = running.step(SMALL).loss();
        double expected = reference.step(SMALL).stream().mapToDouble(it -> it).sum();
        assertThat(loss).isWithin(1e-12).of(expected);
      }
    }
  }

  @Test
  void frozenParametersStay() {
    CompiledModel model = compiled.get("SharedTensor");
    try (Running running = new Running(model, SMALL, 1)) {
      Array before = running.get("w");
      Array bias = running.get("b");
      running.objective().parameters().freeze("w");
      running.step(SMALL);
      assertThat(running.get("w").data()).isEqualTo(before.data());
      assertThat(running.get("b").data()).isNotEqualTo(bias.data());
      running.objective().parameters().unfreeze("w");
      running.step(SMALL);
      assertThat(running.get("w").data()).isNotEqualTo(before.data());
    }
  }

  @Test
  void onlyStepsChangeTheDraws() {
    CompiledModel model = compiled.get("Dropping");
    try (Running running = new Running(model, SMALL, 1)) {
      double first = running.value(SMALL);
      assertThat(running.value(SMALL)).isEqualTo(first);
      running.evaluate(SMALL);
      running.gradient(SMALL);
      Array w = running.get("w");
      Array r = running.get("r");
      assertThat(running.step(SMALL).loss()).isEqualTo(first);
      running.put("w", w);
      running.put("r", r);
      assertThat(running.value(SMALL)).isNotEqualTo(first);
    }
  }
}
