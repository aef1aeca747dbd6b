package io.tikhonov.processor.compiled;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tikhonov.processor.ir.Interpreter.Array;
import io.tikhonov.runtime.Objective;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What depends on how far a run has come: schedules, accumulated gradients, averages. */
final class RunsTest {
  private static final String MODEL =
      """
      @Parameter(shape = {"n", "m"}) @Regularize.L1(lambda = 0.05) Tensor w;
      @Hyperparameter(2) double temperature;
      @Predict Tensor score(@Shape({"batch", "n"}) Tensor x) {
        return tanh(x.matmul(w).times(temperature));
      }
      @Loss Tensor fit(@Shape({"batch", "n"}) Tensor x, @Shape({"batch", "m"}) Tensor y) {
        return meanSquaredError(dropout(x, 0.2).matmul(w), y);
      }
      @Regularize(lambda = 0.3) Tensor confidence(@Shape({"batch", "n"}) Tensor x) {
        return mean(square(score(x)));
      }
      """;

  private static final Data DATA = new Data(Map.of("n", 5, "m", 3, "batch", 7), 3);

  private static Map<String, CompiledModel> compiled;

  @TempDir Path folder;

  @BeforeAll
  static void compile() {
    compiled =
        CompiledModel.compile(
            ModelSource.of("Annealed", MODEL)
                .with(
                    "@Optimizer.AdamW(learningRate = 0.1)"
                        + " @Schedule.Exponential(of = \"temperature\", factor = 0.5)"
                        + " @Schedule.RampUp(of = \"confidence\", length = 4, rise ="
                        + " Schedule.Rise.LINEAR) @Average.EMA(decay = 0.5)"),
            ModelSource.of("Interrupted", MODEL)
                .with(
                    "@Optimizer.AdamW(learningRate = 0.1) @Gradient.Accumulate(batches = 3)"
                        + " @Schedule.Plateau(patience = 1) @Schedule.Step(every = 1, factor = 0.5,"
                        + " of = \"w/L1\", unit = Schedule.Unit.EPOCH)"),
            ModelSource.of("Plain", MODEL));
  }

  private static Running start(String name) {
    return new Running(compiled.get(name), DATA, 1);
  }

  private static Data batch(int number) {
    return DATA.with(100 + number);
  }

  @Test
  void agreesWithItsDefinition() {
    for (String name : new String[] {"Annealed", "Interrupted"}) {
      Agreement.of(compiled.get(name), DATA).values().steps(7).partialSteps(6).threads(4);
    }
  }

  /** The number that a user sets is what the schedule starts from, also in predictions. */
  @Test
  void hyperparametersFollowTheirSchedule() {
    try (Running running = start("Annealed")) {
      Reference reference = new Reference(compiled.get("Annealed"), DATA);
      var score = compiled.get("Annealed").model().predictions().get(0);
      for (double temperature : new double[] {2, 1.5, 3}) {
        running.set("temperature", temperature);
        reference.set("temperature", temperature);
        assertThat(running.predict(score, DATA).data())
            .usingTolerance(1e-12)
            .containsExactly(reference.predict(score, DATA).data())
            .inOrder();
        running.step(DATA);
        reference.step(DATA);
      }
    }
  }

  /** Those who watch a run see what its schedules have brought about. */
  @Test
  void scheduledValuesAreShown() {
    try (Running annealed = start("Annealed");
        Running interrupted = start("Interrupted");
        Running plain = start("Plain")) {
      for (int step = 0; step < 6; step++) {
        Map<String, Double> values = annealed.objective().scheduled();
        assertThat(values.keySet()).containsExactly("confidence", "temperature").inOrder();
        assertThat(values.get("temperature")).isWithin(1e-12).of(2 * Math.pow(0.5, step));
        assertThat(values.get("confidence")).isWithin(1e-12).of(0.3 * Math.min(1, step / 4.0));
        annealed.step(DATA);

        assertThat(interrupted.objective().scheduled().keySet()).containsExactly("w/L1");
        assertThat(interrupted.objective().scheduled().get("w/L1"))
            .isWithin(1e-12)
            .of(0.05 * Math.pow(0.5, Math.floor(step / Running.STEPS_PER_EPOCH)));
        for (int call = 0; call < 3; call++) {
          interrupted.step(DATA);
        }
      }
      assertThat(plain.objective().scheduled()).isEmpty();
    }
  }

  @Test
  void onlyTheLastBatchOfAStepChangesParameters() {
    try (Running running = start("Interrupted")) {
      Objective<Record> objective = running.objective();
      assertThat(objective.batchesPerStep()).isEqualTo(3);
      Array before = running.get("w");
      for (int call = 0; call < 7; call++) {
        assertThat(objective.stepCount()).isEqualTo(call / 3);
        assertThat(running.step(batch(call)).step()).isEqualTo(call / 3);
        assertThat(Arrays.equals(running.get("w").data(), before.data())).isEqualTo(call % 3 != 2);
        before = running.get("w");
      }
      assertThat(objective.batchCount()).isEqualTo(7);
    }
  }

  /** Frozen parameters stay, and nothing of their gradients is left for later steps. */
  @Test
  void frozenParametersAccumulateNothing() {
    try (Running running = start("Interrupted");
        Running thawed = start("Interrupted")) {
      Array before = running.get("w");
      running.objective().parameters().freeze("w");
      for (int call = 0; call < 3; call++) {
        running.step(batch(call));
        thawed.step(batch(call));
      }
      assertThat(running.get("w").data()).isEqualTo(before.data());
      assertThat(thawed.get("w").data()).isNotEqualTo(before.data());
    }
  }

  /** In the middle of a step, after a change of the rate. */
  @Test
  void checkpointsContinueBitForBit() {
    Path file = folder.resolve("run.safetensors");
    try (Running whole = start("Interrupted");
        Running resumed = start("Interrupted")) {
      for (int call = 0; call < 10; call++) {
        whole.step(batch(call));
        whole.objective().observe(1 + call);
      }
      double rate = whole.objective().learningRate();
      assertThat(rate).isLessThan(0.1);
      whole.objective().saveCheckpoint(file);
      resumed.objective().loadCheckpoint(file);
      assertThat(resumed.objective().learningRate()).isEqualTo(rate);
      assertThat(resumed.objective().batchCount()).isEqualTo(10);
      for (int call = 10; call < 20; call++) {
        whole.step(batch(call));
        resumed.step(batch(call));
        whole.objective().observe(call % 4);
        resumed.objective().observe(call % 4);
      }
      assertThat(resumed.get("w").data()).isEqualTo(whole.get("w").data());
      assertThat(resumed.objective().learningRate()).isEqualTo(whole.objective().learningRate());
    }
  }

  @Test
  void epochsMustBeKnown() {
    try (Running running = start("Interrupted")) {
      running.objective().stepsPerEpoch(0);
      Array before = running.get("w");
      IllegalStateException refused =
          assertThrows(IllegalStateException.class, () -> running.step(DATA));
      assertThat(refused).hasMessageThat().contains("call stepsPerEpoch(n) before the first step");
      assertThat(running.get("w").data()).isEqualTo(before.data());
      assertThrows(IllegalArgumentException.class, () -> running.objective().stepsPerEpoch(-1));
    }
  }

  @Test
  void averagesTakeThePlaceOfParameters() {
    try (Running running = start("Annealed")) {
      Objective<Record> objective = running.objective();
      double first = running.evaluate(DATA).loss();
      assertThat(objective.atAverage(() -> running.evaluate(DATA).loss())).isEqualTo(first);
      for (int step = 0; step < 3; step++) {
        running.step(batch(step));
      }
      double atParameters = running.evaluate(DATA).loss();
      Map<String, Array> memory = running.memory();
      double atAverage = objective.atAverage(() -> running.evaluate(DATA).loss());
      double[] seen = objective.atAverage(() -> running.get("w").data());
      assertThat(seen).isEqualTo(memory.get("w/average").data());
      assertThat(running.get("w").data()).isEqualTo(memory.get("w").data());
      assertThat(running.evaluate(DATA).loss()).isEqualTo(atParameters);
      running.put("w", memory.get("w/average"));
      assertThat(running.evaluate(DATA).loss()).isEqualTo(atAverage);
    }
  }

  @Test
  void nothingChangesAtTheAverage() {
    try (Running running = start("Annealed")) {
      running.step(DATA);
      Objective<Record> objective = running.objective();
      Map<String, Array> before = running.memory();
      Path file = folder.resolve("model.safetensors");
      objective.save(file);
      for (Runnable change :
          new Runnable[] {
            () -> running.step(DATA),
            () -> running.put("w", before.get("w/average")),
            () -> objective.load(file),
            () -> objective.saveCheckpoint(file),
            () -> objective.loadCheckpoint(file),
            () -> objective.atAverage(() -> 0)
          }) {
        IllegalStateException refused =
            assertThrows(
                IllegalStateException.class,
                () ->
                    objective.atAverage(
                        () -> {
                          change.run();
                          return 0;
                        }));
        assertThat(refused).hasMessageThat().contains("cannot be used inside atAverage");
        before.forEach(
            (name, values) ->
                assertThat(running.memory().get(name).data()).isEqualTo(values.data()));
      }
      running.step(DATA);
    }
    try (Running running = start("Plain")) {
      IllegalStateException refused =
          assertThrows(IllegalStateException.class, () -> running.objective().atAverage(() -> 0));
      assertThat(refused).hasMessageThat().contains("put @Average.EMA");
    }
  }
}
