package io.tikhonov.processor.compiled;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every function of the vocabulary in its forms, at several sizes and in both precisions. */
final class VocabularyTest {
  private static Map<String, CompiledModel> compiled;

  @BeforeAll
  static void compile() {
    List<ModelSource> models = new ArrayList<>(VocabularyModels.MODELS);
    models.addAll(CatalogueModels.MODELS);
    models.addAll(CatalogueModels.PAIRS);
    List<ModelSource> sources = new ArrayList<>(models);
    models.forEach(model -> sources.add(model.inFloat()));
    compiled = CompiledModel.compile(sources);
  }

  private static Map<String, Integer> sizes(int n, int m, int k, int batch, int rows) {
    return Map.of(
        "n",
        n,
        "m",
        m,
        "k",
        k,
        "batch",
        batch,
        "rows",
        rows,
        "filters",
        2,
        "channels",
        3,
        "h",
        5,
        "w",
        9);
  }

  private static List<DynamicTest> each(boolean inDouble, Consumer<CompiledModel> check) {
    List<DynamicTest> tests = new ArrayList<>();
    compiled.forEach(
        (name, model) -> {
          if (model.model().doublePrecision() == inDouble) {
            tests.add(dynamicTest(name, () -> check.accept(model)));
          }
        });
    return tests;
  }

  @TestFactory
  List<DynamicTest> agree() {
    Data data = new Data(sizes(3, 4, 2, 5, 6), 1);
    return each(
        true,
        model ->
            Agreement.of(model, data).values().descent().steps(2).partialSteps(1).differences());
  }

  @TestFactory
  List<DynamicTest> agreeAtOddSizes() {
    Data data = new Data(sizes(7, 5, 3, 1, 2), 2);
    return without(
        CatalogueModels.PAIRS,
        each(true, model -> Agreement.of(model, data).values().steps(1).differences()));
  }

  private static List<DynamicTest> without(List<ModelSource> models, List<DynamicTest> tests) {
    Set<String> names = models.stream().map(ModelSource::name).collect(Collectors.toSet());
    return tests.stream().filter(test -> !names.contains(test.getDisplayName())).toList();
  }

  @TestFactory
  List<DynamicTest> agreeAtSizesOfOne() {
    Data data = new Data(sizes(1, 1, 1, 1, 1), 3);
    // Slices leaves elements out, which a dimension of length 1 does not have.
    List<DynamicTest> tests = each(true, model -> Agreement.of(model, data).values().steps(1));
    return without(CatalogueModels.PAIRS, tests).stream()
        .filter(test -> !test.getDisplayName().equals("Slices"))
        .toList();
  }

  @TestFactory
  List<DynamicTest> agreeInFloat() {
    Data data = new Data(sizes(3, 4, 2, 5, 6), 4);
    return each(false, model -> Agreement.of(model, data).values().descent().steps(1));
  }

  @TestFactory
  List<DynamicTest> threadsChangeNoBit() {
    Data data = new Data(sizes(37, 41, 11, 61, 101), 5);
    return each(true, model -> Agreement.of(model, data).values().threads(2));
  }
}
