package io.tikhonov.processor.compiled;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Loops whose ends differ from their main part, at sizes around those of vectors: with vectors and
 * without, on any number of threads, they give the same bits.
 */
final class StencilTest {
  private static final Map<String, String> MODELS = new LinkedHashMap<>();

  static {
    MODELS.put(
        "TotalVariationOfImage",
        """
        @Parameter(shape = {"height", "width"}) @Regularize.TotalVariation(lambda = 0.15) Tensor w;
        @Loss Tensor loss(@Shape({"height", "width"}) Tensor x) {
          return sum(square(w.minus(x)));
        }
        """);
    MODELS.put(
        "SumsOfNeighbours",
        """
        @Parameter(shape = {"height", "width"}) Tensor w;
        @Loss Tensor loss(@Shape({"height", "width"}) Tensor x) {
          Tensor left = pad(slice(w, 1, 0, -1), 1, 1, 0);
          Tensor right = pad(slice(w, 1, 1), 1, 0, 1);
          return mean(square(w.minus(left.plus(right).times(0.5)).minus(x)));
        }
        """);
    MODELS.put(
        "FarNeighbours",
        """
        @Parameter(shape = {"height", "width"}) Tensor w;
        @Loss Tensor loss(@Shape({"height", "width"}) Tensor x) {
          Tensor far = pad(slice(w, 1, 0, -7), 1, 7, 0);
          Tensor above = pad(slice(w, 0, 1), 0, 0, 1);
          return mean(abs(w.times(far).minus(above).minus(x)));
        }
        """);
    MODELS.put(
        "TotalVariationOfLine",
        """
        @Parameter(shape = "width") @Regularize.TotalVariation(lambda = 0.3) Tensor w;
        @Loss Tensor loss(@Shape({"height", "width"}) Tensor x) {
          return mean(square(x.minus(w)));
        }
        """);
  }

  private static final List<Integer> WIDTHS = List.of(8, 15, 16, 17, 32, 33, 47, 48, 64, 81);
  private static final List<Integer> HEIGHTS = List.of(2, 3, 9);

  private static final Map<String, CompiledModel> COMPILED = new LinkedHashMap<>();

  @BeforeAll
  static void compile() {
    for (Map.Entry<String, String> model : MODELS.entrySet()) {
      ModelSource source =
          ModelSource.of(model.getKey(), model.getValue())
              .with("@Optimizer.Adam(learningRate = 0.1)");
      for (ModelSource precision : List.of(source, source.inFloat())) {
        COMPILED.putAll(CompiledModel.compile(precision));
      }
    }
  }

  @TestFactory
  List<DynamicTest> vectorsChangeNoBit() {
    List<DynamicTest> tests = new ArrayList<>();
    COMPILED.forEach(
        (name, model) ->
            tests.add(
                dynamicTest(
                    name,
                    () -> {
                      for (int width : WIDTHS) {
                        for (int height : HEIGHTS) {
                          Data data = new Data(Map.of("width", width, "height", height), 7);
                          Agreement.of(model, data).threads(3);
                        }
                      }
                    })));
    return tests;
  }
}
