package io.tikhonov.processor.compiled;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sizes that are known only at run time and do not fit are refused before anything is computed. */
final class SizesTest {

  @Test
  void aParameterThatIsTooShortForASliceIsRefusedByBuild() {
    CompiledModel model =
        compiled(
            "ShortParameter",
            """
            @Parameter(shape = "n") Tensor w;
            @Loss Tensor loss() { return sum(square(slice(w, 0, 2, -1))); }
            """);
    Throwable refused =
        assertThrows(
            AssertionError.class, () -> new Running(model, new Data(Map.of("n", 2), 1), 1));
    assertThat(refused).hasCauseThat().isInstanceOf(IllegalArgumentException.class);
    assertThat(refused)
        .hasCauseThat()
        .hasMessageThat()
        .contains("slice(w, 0, 2, -1) needs n-3 to be at least 0, but it is -1");
  }

  @Test
  void aBatchThatIsTooShortForASliceIsRefusedByTheStep() {
    CompiledModel model =
        compiled(
            "ShortBatch",
            """
            @Parameter(shape = "n") Tensor w;
            @Loss Tensor loss(@Shape({"batch", "n"}) Tensor x) {
              return mean(slice(x.matmul(w), 0, 3));
            }
            """);
    Data enough = new Data(Map.of("n", 4, "batch", 4), 1);
    Data tooShort = new Data(Map.of("n", 4, "batch", 2), 1);
    try (Running running = new Running(model, enough, 1)) {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> running.value(tooShort));
      assertThat(refused).hasMessageThat().contains("batch-3 to be at least 0, but it is -1");
      assertThat(running.value(enough)).isFinite();
    }
  }

  private static CompiledModel compiled(String name, String members) {
    return CompiledModel.compile(ModelSource.of(name, members)).get(name);
  }
}
