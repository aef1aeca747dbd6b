package io.tikhonov.processor.compiled;

import static com.google.common.truth.Truth.assertThat;

import io.tikhonov.runtime.Pass;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a generated class says about the cost of its steps. */
final class PlanTest {

  @Test
  void passesCountWhatAStepMovesAndComputes() {
    CompiledModel model =
        CompiledModel.compile(
                new ModelSource(
                    "Planned",
                    "@Optimizer.AdamW(learningRate = 0.01)",
                    false,
                    """
                    @Parameter(shape = {"n", "m"}) @Regularize.L1(lambda = 0.01) Tensor w;
                    @Loss Tensor fit(
                        @Shape({"batch", "n"}) Tensor x, @Shape({"batch", "m"}) Tensor y) {
                      return mean(square(x.matmul(w).minus(y)));
                    }
                    """))
            .get("Planned");
    Data data = new Data(Map.of("n", 30, "m", 7, "batch", 11), 1);
    try (Running running = new Running(model, data, 1)) {
      Map<String, ?> before = running.memory();
      List<Pass> plan = running.objective().plan(running.batch(data));
      assertThat(running.memory().keySet()).isEqualTo(before.keySet());
      assertThat(running.objective().stepCount()).isEqualTo(0);

      List<Pass> products = plan.stream().filter(pass -> !pass.kernel()).toList();
      assertThat(products).hasSize(2);
      assertThat(products.get(0).name()).startsWith("x.matmul(w) (line ");
      for (Pass product : products) {
        assertThat(product.operations()).isEqualTo(2L * 30 * 7 * 11);
        assertThat(product.bytesRead() + product.bytesWritten())
            .isEqualTo(4L * (30 * 7 + 11 * 30 + 11 * 7));
      }
      // Parameter, gradient and two moments are read once, and all but the gradient written.
      Pass update =
          plan.stream().filter(pass -> pass.name().equals("updateW")).findFirst().orElseThrow();
      assertThat(update.kernel()).isTrue();
      assertThat(update.bytesRead()).isEqualTo(4L * 4 * 30 * 7);
      assertThat(update.bytesWritten()).isEqualTo(3L * 4 * 30 * 7);
      assertThat(update.operations() % (30 * 7)).isEqualTo(0);
      // The penalty and its proximal step cost no pass of their own.
      assertThat(plan).hasSize(4);
    }
  }

  @Test
  void anUpdateBehindAStencilFindsInTheCacheWhatBothTouch() {
    CompiledModel model =
        CompiledModel.compile(
                new ModelSource(
                    "Smoothed",
                    "@Optimizer.Adam(learningRate = 0.01)",
                    false,
                    """
                    @Parameter(shape = {"n", "m"}) @Regularize.TotalVariation(lambda = 0.1) Tensor w;
                    @Loss Tensor fit(@Shape({"n", "m"}) Tensor x) {
                      return sum(square(w.minus(x)));
                    }
                    """))
            .get("Smoothed");
    Data data = new Data(Map.of("n", 30, "m", 7), 1);
    try (Running running = new Running(model, data, 1)) {
      List<Pass> plan = running.objective().plan(running.batch(data));
      assertThat(plan).hasSize(2);
      // Parameter, input and moments; the moments are written.
      assertThat(plan.get(0).bytesRead()).isEqualTo(4L * 4 * 30 * 7);
      assertThat(plan.get(0).bytesWritten()).isEqualTo(2L * 4 * 30 * 7);
      assertThat(plan.get(1).name()).isEqualTo("updateW");
      assertThat(plan.get(1).bytesRead()).isEqualTo(0);
      assertThat(plan.get(1).bytesWritten()).isEqualTo(4L * 30 * 7);
    }
  }
}
