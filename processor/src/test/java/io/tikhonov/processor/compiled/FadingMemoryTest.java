package io.tikhonov.processor.compiled;

import static com.google.common.truth.Truth.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What an optimizer remembers of gradients that have become 0 ends at 0. Rounded to nearest, an
 * average would stay at some subnormal number for ever.
 */
final class FadingMemoryTest {
  private static final int STEPS = 3000;

  @Test
  void aMomentumFadesToZero() {
    CompiledModel model =
        compiled(
            "FadingMomentum",
            "@Optimizer.SignSGD(learningRate = 1, momentum = 0.9)",
            "@Loss Tensor loss(@Shape(\"n\") Tensor x) { return sum(w.times(x)); }");
    try (Running running = new Running(model, new Data(Map.of("n", 5), 1), 1)) {
      running.objective().step(inputs(running, 1));
      steps(running);
      double[] before = running.get("w").data();
      steps(running);
      // Its sign would go on moving the parameter.
      assertThat(running.get("w").data()).isEqualTo(before);
    }
  }

  @Test
  void anAverageFadesToZero() {
    CompiledModel model =
        compiled(
            "FadingAverage",
            "@Optimizer.SGD(learningRate = 1) @Average.EMA(decay = 0.9)",
            "@Loss Tensor loss(@Shape(\"n\") Tensor x) { return sum(square(w)).times(0.5); }");
    try (Running running = new Running(model, new Data(Map.of("n", 5), 1), 1)) {
      steps(running);
      assertThat(running.get("w").data()).isEqualTo(new double[5]);
      double[] average = running.objective().atAverage(() -> running.get("w").data());
      assertThat(average).isEqualTo(new double[5]);
    }
  }

  private static void steps(Running running) {
    Record zeros = inputs(running, 0);
    for (int i = 0; i < STEPS; i++) {
      running.objective().step(zeros);
    }
  }

  private static Record inputs(Running running, double value) {
    return running
        .objective()
        .batch(Map.of("x", Nd4j.valueArrayOf(new long[] {5}, value, DataType.FLOAT)));
  }

  private static CompiledModel compiled(String name, String annotations, String loss) {
    String members = "@Parameter(shape = \"n\") Tensor w;\n" + loss;
    ModelSource source = ModelSource.of(name, members).with(annotations).inFloat();
    return CompiledModel.compile(source).get(source.name());
  }
}
