package io.tikhonov.runtime.support;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What kernels in turn wait for, with sizes drawn at random. */
@Timeout(60)
final class KernelChainTest {

  @AfterEach
  void forwards() {
    Workers.lastChunkFirst = false;
  }

  @Test
  void eachItemIsDoneOnceAndAfterWhatItWaitsFor() {
    Random random = new Random(5);
    for (int round = 0; round < 400; round++) {
      int n = 1 + random.nextInt(200);
      int grain = 1 + random.nextInt(20);
      int ratio = 1 + random.nextInt(40);
      int reach = random.nextInt(5);
      Workers.lastChunkFirst = round % 3 == 0;
      check(Workers.of(1 + round % 4), n, grain, ratio, reach, round % 2 == 0);
    }
  }

  private static void check(
      Workers workers, int n, int grain, int ratio, int reach, boolean elements) {
    AtomicIntegerArray first = new AtomicIntegerArray(n);
    AtomicIntegerArray second = new AtomicIntegerArray(n * ratio);
    Kernel leader =
        Kernel.ofRows(
            "leader",
            (chunk, from, to) -> {
              assertThat(from).isEqualTo(chunk * grain);
              for (int i = from; i < to; i++) {
                first.incrementAndGet(i);
              }
            });
    Workers.Task task =
        (chunk, from, to) -> {
          for (int i = from; i < to; i++) {
            int place = i / ratio;
            for (int near = Math.max(0, place - reach);
                near <= Math.min(n - 1, place + reach);
                near++) {
              assertWithMessage("item %s of %s waits for %s", i, n * ratio, near)
                  .that(first.get(near))
                  .isEqualTo(1);
            }
            second.incrementAndGet(i);
          }
        };
    Kernel follower =
        elements
            ? Kernel.ofElements(
                "follower",
                (chunk, from, to) -> {
                  assertThat(from % Sums.LANES).isEqualTo(0);
                  task.run(chunk, from, to);
                })
            : Kernel.ofRows("follower", task);
    KernelChain chain = new KernelChain();
    chain.set(n, grain, leader, follower, ratio, reach);
    chain.run(workers);
    for (int i = 0; i < n; i++) {
      assertThat(first.get(i)).isEqualTo(1);
    }
    for (int i = 0; i < n * ratio; i++) {
      assertWithMessage("item %s of %s", i, n * ratio).that(second.get(i)).isEqualTo(1);
    }
  }

  @Test
  void aFailureOfEitherKernelIsReportedAndTheNextCallIsWhole() {
    Workers workers = Workers.of(2);
    Kernel good = Kernel.scalar("good", (chunk, from, to) -> {});
    Kernel bad =
        Kernel.scalar(
            "bad",
            (chunk, from, to) -> {
              throw new IllegalStateException("chunk " + chunk);
            });
    KernelChain chain = new KernelChain();
    chain.set(100, 3, bad, good, 1, 1);
    assertThrows(IllegalStateException.class, () -> chain.run(workers));
    chain.set(100, 3, good, bad, 1, 1);
    assertThrows(IllegalStateException.class, () -> chain.run(workers));
    check(workers, 100, 3, 1, 1, false);
  }

  @Test
  void fewPartsAreNotWorthwhile() {
    Kernel kernel = Kernel.scalar("kernel", (chunk, from, to) -> {});
    KernelChain chain = new KernelChain();
    chain.set(10, 10, kernel, kernel, 1, 1);
    assertThat(chain.isWorthwhile(Workers.of(1))).isFalse();
    chain.set(100, 1, kernel, kernel, 1, 60);
    assertThat(chain.isWorthwhile(Workers.of(1))).isFalse();
    chain.set(100, 1, kernel, kernel, 1, 1);
    assertThat(chain.isWorthwhile(Workers.of(2))).isTrue();
  }
}
