package io.tikhonov.runtime.support;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkersTest {

  @AfterEach
  void clearProperty() {
    System.clearProperty(Workers.THREADS_PROPERTY);
  }

  @Test
  void everyItemIsDoneOnce() {
    for (int threads : new int[] {1, 2, 3, 8}) {
      Workers workers = Workers.of(threads);
      for (int n : new int[] {0, 1, 2, 7, 64, 1000}) {
        for (int grain : new int[] {1, 3, 64, 5000}) {
          AtomicIntegerArray seen = new AtomicIntegerArray(n);
          AtomicIntegerArray chunks = new AtomicIntegerArray(Workers.chunks(n, grain));
          workers.run(
              n,
              grain,
              (chunk, from, to) -> {
                assertThat(from).isEqualTo(chunk * grain);
                chunks.incrementAndGet(chunk);
                for (int i = from; i < to; i++) {
                  seen.incrementAndGet(i);
                }
              });
          for (int i = 0; i < n; i++) {
            assertThat(seen.get(i)).isEqualTo(1);
          }
          for (int i = 0; i < chunks.length(); i++) {
            assertThat(chunks.get(i)).isEqualTo(1);
          }
        }
      }
    }
  }

  @Test
  void manyShortCallsNeitherLoseNorRepeatChunks() {
    Workers workers = Workers.of(4);
    AtomicInteger items = new AtomicInteger();
    int expected = 0;
    for (int call = 0; call < 50_000; call++) {
      int n = call % 9;
      workers.run(n, 1, (chunk, from, to) -> items.addAndGet(to - from));
      expected += n;
    }
    assertThat(items.get()).isEqualTo(expected);
  }

  @Test
  void callsAfterThreadsFellAsleepAreServed() throws InterruptedException {
    Workers workers = Workers.of(2);
    for (int call = 0; call < 20; call++) {
      Thread.sleep(2);
      AtomicInteger items = new AtomicInteger();
      workers.run(10, 1, (chunk, from, to) -> items.addAndGet(to - from));
      assertThat(items.get()).isEqualTo(10);
    }
  }

  @Test
  void severalThreadsTakePart() throws InterruptedException {
    CountDownLatch both = new CountDownLatch(2);
    Workers.of(2)
        .run(
            2,
            1,
            (chunk, from, to) -> {
              both.countDown();
              try {
                // Each chunk waits for the other one: a single thread would never get past this.
                assertThat(both.await(30, TimeUnit.SECONDS)).isTrue();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
  }

  @Test
  void sumsDoNotDependOnThreads() {
    int n = 100_000;
    List<Long> bits = new ArrayList<>();
    for (int threads : new int[] {1, 2, 3, 7}) {
      Sums sums = new Sums(1);
      sums.clear(Workers.chunks(n, Workers.grain(3)));
      Workers.of(threads)
          .run(
              n,
              Workers.grain(3),
              (chunk, from, to) -> {
                double sum = 0;
                for (int i = from; i < to; i++) {
                  sum += Math.sin(i);
                }
                sums.values()[sums.at(chunk)] = sum;
              });
      bits.add(Double.doubleToLongBits(sums.total(0)));
    }
    assertThat(bits.stream().distinct().count()).isEqualTo(1);
  }

  @Test
  void theFirstFailingChunkIsReported() {
    for (int threads : new int[] {1, 2, 4}) {
      Workers workers = Workers.of(threads);
      for (int round = 0; round < 200; round++) {
        AtomicInteger after = new AtomicInteger();
        IllegalArgumentException e =
            assertThrows(
                IllegalArgumentException.class,
                () ->
                    workers.run(
                        20,
                        1,
                        (chunk, from, to) -> {
                          if (chunk >= 5) {
                            throw new IllegalArgumentException("chunk " + chunk);
                          }
                        }));
        assertThat(e).hasMessageThat().isEqualTo("chunk 5");
        workers.run(20, 1, (chunk, from, to) -> after.incrementAndGet());
        assertThat(after.get()).isEqualTo(20);
      }
    }
  }

  @Test
  void callsFromTasksRunInline() {
    Workers workers = Workers.of(2);
    AtomicInteger items = new AtomicInteger();
    workers.run(
        4,
        1,
        (chunk, from, to) -> {
          Thread caller = Thread.currentThread();
          workers.run(
              8,
              1,
              (c, f, t) -> {
                assertThat(Thread.currentThread()).isSameInstanceAs(caller);
                items.incrementAndGet();
              });
        });
    assertThat(items.get()).isEqualTo(32);
  }

  @Test
  void severalCallersShareThePool() throws InterruptedException {
    Workers workers = Workers.of(2);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    List<Thread> callers = new ArrayList<>();
    for (int caller = 0; caller < 4; caller++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  for (int call = 0; call < 5_000; call++) {
                    AtomicInteger items = new AtomicInteger();
                    workers.run(13, 2, (chunk, from, to) -> items.addAndGet(to - from));
                    assertThat(items.get()).isEqualTo(13);
                  }
                } catch (Throwable e) {
                  failure.set(e);
                }
              });
      callers.add(thread);
      thread.start();
    }
    for (Thread thread : callers) {
      thread.join();
    }
    assertThat(failure.get()).isNull();
  }

  @Test
  void anInterruptOfTheCallerIsKept() {
    Thread.currentThread().interrupt();
    AtomicInteger items = new AtomicInteger();
    Workers.of(2)
        .run(
            2,
            1,
            (chunk, from, to) -> {
              long end = System.nanoTime() + 1_000_000;
              while (System.nanoTime() < end) {
                Thread.onSpinWait();
              }
              items.incrementAndGet();
            });
    assertThat(items.get()).isEqualTo(2);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void callsDoNotAllocate() {
    Workers workers = Workers.of(2);
    double[] sums = new double[8];
    Workers.Task task = (chunk, from, to) -> sums[chunk] += to - from;
    assertThat(Allocations.perCall(() -> workers.run(8, 1, task))).isLessThan(1.0);
  }

  @Test
  void poolsAreShared() {
    assertThat(Workers.of(3)).isSameInstanceAs(Workers.of(3));
    assertThat(Workers.of(3).threads()).isEqualTo(3);
  }

  @Test
  void thePropertySetsTheDefault() {
    System.setProperty(Workers.THREADS_PROPERTY, "3");
    assertThat(Workers.of(0).threads()).isEqualTo(3);
    System.setProperty(Workers.THREADS_PROPERTY, "many");
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Workers.of(0));
    assertThat(e).hasMessageThat().contains("tikhonov.threads must be a number");
    assertThat(e).hasMessageThat().contains("\"many\"");
  }

  @Test
  void impossibleNumbersAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Workers.of(-1));
    assertThrows(IllegalArgumentException.class, () -> Workers.of(5000));
    assertThrows(IllegalArgumentException.class, () -> Workers.chunks(5, 0));
    assertThrows(IllegalArgumentException.class, () -> Workers.chunks(-1, 1));
  }

  @Test
  void chunksCoverLongRanges() {
    assertThat(Workers.chunks(Integer.MAX_VALUE, Integer.MAX_VALUE)).isEqualTo(1);
    assertThat(Workers.chunks(Integer.MAX_VALUE, 1 << 30)).isEqualTo(2);
    List<String> ranges = new ArrayList<>();
    Workers.of(1).run(Integer.MAX_VALUE, 1 << 30, (chunk, from, to) -> ranges.add(from + "-" + to));
    assertThat(ranges).containsExactly("0-1073741824", "1073741824-2147483647").inOrder();
    assertThat(Workers.grain(0)).isEqualTo(16_384);
    assertThat(Workers.grain(Long.MAX_VALUE)).isEqualTo(1);
  }
}
