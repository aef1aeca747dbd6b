package io.tikhonov.runtime;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import io.tikhonov.runtime.support.LinearObjective;
import io.tikhonov.runtime.support.TestData;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A long run, with validation, metrics and checkpoints, needs no more memory at its end than after
 * its first part. {@code -Dtikhonov.steps=100000} makes it longer, and says what was measured.
 */
class EnduranceTest {
  private static final int STEPS = Integer.getInteger("tikhonov.steps", 4_000);
  private static final int PARTS = 10;
  private static final int STEPS_PER_EPOCH = 200;

  /** What an epoch leaves in the history: some numbers, their names and boxes. */
  private static final long HEAP_PER_EPOCH = 4_000;

  private static final long HEAP_NOISE = 1_500_000;
  private static final long OFF_HEAP_NOISE = 1_000_000;

  private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

  @TempDir Path folder;

  private record Used(long heap, long offHeap, long process) {}

  private static Used used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
      pause();
    }
    return new Used(
        MEMORY.getHeapMemoryUsage().getUsed(), Pointer.totalBytes(), Pointer.physicalBytes());
  }

  /** Native arrays are given back by a thread that hears of them from the collector. */
  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void memoryStaysFlat() {
    TestData data = new TestData(STEPS_PER_EPOCH * 4, 1);
    TestData test = new TestData(64, 2);
    int epochs = STEPS / STEPS_PER_EPOCH;
    List<Used> parts = new ArrayList<>();
    try (LinearObjective objective = TestData.objective(7)) {
      Trainer.of(objective)
          .progress(false)
          .batchSize(4)
          .epochs(epochs)
          .validation(Dataset.of("x", test.x(), "y", test.y()))
          .metric("rmse", Metrics::rmse, b -> b.y(), b -> b.y())
          .checkpoints(folder)
          .listener(TensorBoardListener.in(folder.resolve("events")).everySteps(100))
          .listener(
              epoch -> {
                if (epoch.number() % Math.max(1, epochs / PARTS) == 0) {
                  parts.add(used());
                }
              })
          .fit(Dataset.of("x", data.x(), "y", data.y()));
      assertThat(objective.stepCount()).isEqualTo(STEPS);
    }
    if (STEPS >= 100_000) {
      parts.forEach(System.out::println);
    }
    // Classes and compiled code come in the first parts.
    Used begin = parts.get(1);
    Used end = parts.get(parts.size() - 1);
    assertWithMessage("%s", parts)
        .that(end.heap() - begin.heap())
        .isLessThan(HEAP_NOISE + epochs * HEAP_PER_EPOCH);
    assertWithMessage("%s", parts).that(end.offHeap() - begin.offHeap()).isLessThan(OFF_HEAP_NOISE);
  }
}
