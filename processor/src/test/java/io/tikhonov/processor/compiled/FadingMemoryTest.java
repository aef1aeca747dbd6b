package io.tikhonov.processor.compiled;

import static com.google.common.truth.Truth.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What is remembered of values that have become 0 does not become subnormal. Rounded to nearest, an
 * average would stay at some subnormal number for ever.
 */
final class FadingMemoryTest {
  private static final int STEPS = 3000;

  @Test
  void aMomentumStaysNormal() {
    String optimizer = "@Optimizer.SGD(learningRate = 1e30, momentum = 0.9)";
    String loss = "@Loss Tensor loss(@Shape(\"n\") Tensor x) { return sum(w.times(x)); }";
    try (Running running = running("FadingMomentum", optimizer, loss)) {
      running.objective().step(inputs(running, 1e-30));
      steps(running);
      running.objective().parameters().put("w", Nd4j.zeros(DataType.FLOAT, 5));
      running.objective().step(inputs(running, 0));
      // The momentum times the rate.
      for (double moved : running.get("w").data()) {
        assertThat(Math.abs(moved) / 1e30 == 0 || Math.abs(moved) / 1e30 > 1e-34).isTrue();
      }
    }
  }

  @Test
  void anAverageStaysNormal() {
    String optimizer = "@Optimizer.SGD(learningRate = 1) @Average.EMA(decay = 0.9)";
    String loss = "@Loss Tensor loss(@Shape(\"n\") Tensor x) { return sum(square(w)).times(0.5); }";
    try (Running running = running("FadingAverage", optimizer, loss)) {
      steps(running);
      assertThat(running.get("w").data()).isEqualTo(new double[5]);
      for (double average : running.objective().atAverage(() -> running.get("w").data())) {
        assertThat(average == 0 || Math.abs(average) > 1e-34).isTrue();
        assertThat(Math.abs(average)).isLessThan(1e-32);
      }
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

  private static Running running(String name, String annotations, String loss) {
    String members = "@Parameter(shape = \"n\") Tensor w;\n" + loss;
    ModelSource source = ModelSource.of(name, members).with(annotations).inFloat();
    CompiledModel model = CompiledModel.compile(source).get(source.name());
    return new Running(model, new Data(Map.of("n", 5), 1), 1);
  }
}
