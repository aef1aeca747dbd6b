package io.tikhonov.processor.compiled;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Random models with three random losses each. {@code -Drandom.first=...} and {@code
 * -Drandom.count=...} choose other seeds; the seed is part of the name of the model.
 */
final class RandomProgramsTest {
  private static final long FIRST = Long.getLong("random.first", 1);
  private static final long COUNT = Long.getLong("random.count", 70);

  private static final List<String> RULES =
      List.of(
          ModelSource.SGD,
          "@Optimizer.AdamW(learningRate = 0.01) @Regularize.L1(lambda = 0.01)",
          "@Optimizer.SGD(learningRate = 0.01, momentum = 0.9)"
              + " @Regularize.GroupLasso(lambda = 0.01, on = {\"w\", \"r\"})",
          "@Optimizer.RMSprop(learningRate = 0.01) @Average.EMA(decay = 0.9)"
              + " @Gradient.ClipByGlobalNorm(maxNorm = 1)");

  private static Map<String, CompiledModel> compiled;

  private static ModelSource model(long seed) {
    return RandomExpressions.model(seed, RULES.get((int) (seed % RULES.size())));
  }

  @BeforeAll
  static void compile() {
    compiled =
        CompiledModel.compile(
            LongStream.range(FIRST, FIRST + COUNT).mapToObj(RandomProgramsTest::model).toList());
  }

  @TestFactory
  List<DynamicTest> agree() {
    List<DynamicTest> tests = new ArrayList<>();
    Data data = new Data(Map.of("n", 3, "m", 4, "k", 2, "batch", 5), 1);
    Data odd = new Data(Map.of("n", 5, "m", 1, "k", 3, "batch", 2), 2);
    compiled.forEach(
        (name, model) ->
            tests.add(
                dynamicTest(
                    name,
                    () -> {
                      Agreement.of(model, data).values().steps(2).partialSteps(2);
                      Agreement.of(model, odd).values().steps(1);
                      differences(model, data);
                    })));
    return tests;
  }

  /** A kink may lie between two values that are compared, but not for each set of data. */
  private static void differences(CompiledModel model, Data data) {
    for (int attempt = 0; ; attempt++) {
      try {
        Agreement.of(model, data.with(data.seed() + attempt)).differences();
        return;
      } catch (AssertionError e) {
        if (attempt == 3) {
          throw e;
        }
      }
    }
  }

  @TestFactory
  List<DynamicTest> threadsChangeNoBit() {
    Data large = new Data(Map.of("n", 23, "m", 31, "k", 9, "batch", 41), 3);
    return compiled.entrySet().stream()
        .map(
            model ->
                dynamicTest(model.getKey(), () -> Agreement.of(model.getValue(), large).threads(1)))
        .toList();
  }
}
