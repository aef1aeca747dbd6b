package io.tikhonov.examples.models;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.tikhonov.runtime.Objective;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same seed gives the same bits: with more threads, and after an interruption. */
final class ReproducibilityTest {

  private static final long SEED = 3;

  /** Sizes at which kernels have work for several threads. */
  private static final int LARGE = 16;

  private static final int STEPS = 100;

  private static long helperTimeBefore;

  static Stream<ModelCase<?, ?>> small() {
    return ModelCase.small();
  }

  static Stream<ModelCase<?, ?>> large() {
    return ModelCase.all(LARGE);
  }

  @ParameterizedTest
  @MethodSource("large")
  <O extends Objective<B>, B extends Record> void threadsDoNotChangeResults(ModelCase<O, B> model) {
    try (O one = model.make(SEED, 1);
        O two = model.make(SEED, 2)) {
      List<Double> expected = losses(model, one);
      assertThat(losses(model, two)).isEqualTo(expected);
      assertThat(Contents.of(two)).isEqualTo(Contents.of(one));
    }
  }

  private static <O extends Objective<B>, B extends Record> List<Double> losses(
      ModelCase<O, B> model, O objective) {
    List<Double> losses = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      losses.add(objective.step(model.batch(objective, step)).loss());
    }
    return losses;
  }

  @BeforeAll
  static void startClock() {
    helperTimeBefore = helperTime();
  }

  /** Otherwise one thread did all the work, and equal results say nothing. */
  @AfterAll
  static void secondThreadHasWorked() {
    assertWithMessage("nanoseconds of the second thread")
        .that(helperTime() - helperTimeBefore)
        .isGreaterThan(1_000_000L);
  }

  private static long helperTime() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("tikhonov-worker"))
        .mapToLong(thread -> threads.getThreadCpuTime(thread.getId()))
        .sum();
  }

  @ParameterizedTest
  @MethodSource("small")
  <O extends Objective<B>, B extends Record> void checkpointContinuesBitForBit(
      ModelCase<O, B> model, @TempDir Path folder) {
    Path file = folder.resolve("checkpoint.safetensors");
    try (O whole = model.make(SEED, 1);
        O resumed = model.make(SEED + 1, 1)) {
      whole.totalSteps(12);
      model.train(whole, 0, 7);
      whole.saveCheckpoint(file);
      List<Double> expected = rest(model, whole);
      resumed.loadCheckpoint(file);
      assertThat(resumed.stepCount()).isEqualTo(7);
      assertThat(rest(model, resumed)).isEqualTo(expected);
      assertThat(Contents.of(resumed)).isEqualTo(Contents.of(whole));
    }
  }

  private static <O extends Objective<B>, B extends Record> List<Double> rest(
      ModelCase<O, B> model, O objective) {
    List<Double> losses = new ArrayList<>();
    for (int step = 7; step < 12; step++) {
      losses.add(objective.step(model.batch(objective, step)).loss());
    }
    return losses;
  }

  @ParameterizedTest
  @MethodSource("small")
  <O extends Objective<B>, B extends Record> void savedParametersAndStatesComeBack(
      ModelCase<O, B> model, @TempDir Path folder) {
    Path file = folder.resolve("model.safetensors");
    try (O saved = model.make(SEED, 1);
        O loaded = model.make(SEED + 1, 1)) {
      model.train(saved, 0, 4);
      saved.save(file);
      loaded.load(file);
      assertThat(Contents.of(loaded)).isEqualTo(Contents.of(saved));
      assertThat(loaded.evaluate(model.batch(loaded, 0)).loss())
          .isEqualTo(saved.evaluate(model.batch(saved, 0)).loss());
    }
  }
}
