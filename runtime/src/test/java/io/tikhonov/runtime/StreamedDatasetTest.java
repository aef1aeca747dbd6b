package io.tikhonov.runtime;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Batches that are made while they are needed, with and without a thread that makes them. */
final class StreamedDatasetTest {
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();

  private static Map<String, INDArray> batch(int number) {
    return Map.of("x", Nd4j.scalar((float) number));
  }

  /** Batches 0, 1, ... */
  private StreamedDataset data(int count) {
    return Dataset.streamed(() -> stream(0, count));
  }

  private Stream<Map<String, INDArray>> stream(int first, int count) {
    opened.incrementAndGet();
    return IntStream.range(first, first + count)
        .mapToObj(StreamedDatasetTest::batch)
        .onClose(closed::incrementAndGet);
  }

  private static List<Integer> epoch(Batches batches) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; batches.has(i); i++) {
      numbers.add(batches.get(i).get("x").getInt(0));
    }
    return numbers;
  }

  private static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  /** Threads that read ahead and have not ended. */
  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("tikhonov-prefetch-"))
        .count();
  }

  private static void awaitNoThreads() throws InterruptedException {
    for (int i = 0; i < 500 && threads() > 0; i++) {
      Thread.sleep(10);
    }
    assertThat(threads()).isEqualTo(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 100})
  void epochsAreReadInOrderAndClosed(int ahead) throws InterruptedException {
    try (Batches batches = data(7).prefetch(ahead).batches(64)) {
      assertThat(batches.count()).isEqualTo(Batches.UNKNOWN);
      assertThat(batches.get(0).get("x").getInt(0)).isEqualTo(0);
      assertThat(epoch(batches)).isEqualTo(range(0, 7));
      assertThat(batches.count()).isEqualTo(7);
      assertThat(epoch(batches)).isEqualTo(range(0, 7));
      batches.shuffle(1, 1);
      assertThat(epoch(batches)).isEqualTo(range(0, 7));
      assertThat(batches.get(5).get("x").getInt(0)).isEqualTo(5);
      assertThat(batches.get(5)).isSameInstanceAs(batches.get(5));
      assertThat(batches.get(2).get("x").getInt(0)).isEqualTo(2);
      assertThat(batches.rows(2)).isEqualTo(1);
    }
    awaitNoThreads();
    assertThat(closed.get()).isEqualTo(opened.get());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void theEpochIsToldToTheSource(int ahead) {
    StreamedDataset data =
        Dataset.streamed((long epoch) -> stream((int) (100 * epoch), 3)).prefetch(ahead);
    try (Batches batches = data.batches(1)) {
      batches.shuffle(5, 0);
      assertThat(epoch(batches)).isEqualTo(range(0, 3));
      batches.shuffle(5, 4);
      assertThat(epoch(batches)).isEqualTo(range(400, 403));
      batches.inOrder(5);
      assertThat(epoch(batches)).isEqualTo(range(0, 3));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void epochsOfAnotherLengthAreRefused(int ahead) {
    StreamedDataset growing =
        Dataset.streamed((long epoch) -> stream(0, 3 + (int) epoch)).prefetch(ahead);
    try (Batches batches = growing.batches(1)) {
      assertThat(epoch(batches)).hasSize(3);
      batches.shuffle(1, 1);
      assertThat(epoch(batches)).hasSize(3);
      batches.shuffle(1, 2);
      assertThat(assertThrows(IllegalStateException.class, () -> batches.get(0)))
          .hasMessageThat()
          .startsWith("Epoch 1 of the data has more than the 3 batches of an epoch");
    }
    try (Batches batches = data(3).batchesPerEpoch(4).prefetch(ahead).batches(1)) {
      assertThat(assertThrows(IllegalStateException.class, () -> epoch(batches)))
          .hasMessageThat()
          .startsWith("Epoch 0 of the data has ended after 3 batches, and an epoch has 4");
    }
    try (Batches batches = data(0).prefetch(ahead).batches(1)) {
      assertThat(assertThrows(IllegalStateException.class, () -> batches.get(0)))
          .hasMessageThat()
          .isEqualTo("The stream of the data has no batch.");
    }
  }

  @Test
  void countsWhereItMust() {
    StreamedDataset data = data(6).prefetch(2);
    assertThrows(IllegalStateException.class, data::size);
    try (Batches batches = data.batches(1)) {
      assertThat(batches.countAll()).isEqualTo(6);
      assertThat(batches.countAll()).isEqualTo(6);
    }
    assertThat(opened.get()).isEqualTo(1);
    assertThat(closed.get()).isEqualTo(1);
    assertThat(data.size()).isEqualTo(6);
    try (Batches batches = data(6).batchesPerEpoch(6).batches(1)) {
      assertThat(batches.countAll()).isEqualTo(6);
    }
    assertThat(opened.get()).isEqualTo(1);
    try (Batches batches = Dataset.once(stream(0, 6)).batches(1)) {
      assertThat(assertThrows(IllegalStateException.class, batches::countAll))
          .hasMessageThat()
          .contains("Trainer.steps(n)");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void batchesThatComeOnceAreCutIntoEpochs(int ahead) {
    try (Batches batches =
        Dataset.once(stream(0, 8)).batchesPerEpoch(3).prefetch(ahead).batches(1)) {
      assertThat(epoch(batches)).isEqualTo(range(0, 3));
      batches.shuffle(0, 1);
      assertThat(epoch(batches)).isEqualTo(range(3, 6));
      batches.inOrder(2);
      assertThat(batches.get(1).get("x").getInt(0)).isEqualTo(7);
      assertThat(assertThrows(IllegalStateException.class, () -> batches.get(2)))
          .hasMessageThat()
          .startsWith("The batches have ended after 8, and they come only once.");
    }
    assertThat(closed.get()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void batchesThatComeOnceComeNoSecondTime(int ahead) {
    Iterator<Map<String, INDArray>> iterator = stream(0, 3).iterator();
    StreamedDataset data = Dataset.once(iterator).prefetch(ahead);
    try (Batches batches = data.batches(1)) {
      assertThat(epoch(batches)).isEqualTo(range(0, 3));
      assertThat(assertThrows(IllegalStateException.class, () -> batches.get(0)))
          .hasMessageThat()
          .startsWith("These batches come once and have been used");
    }
    try (Batches again = data.batches(1)) {
      assertThat(assertThrows(IllegalStateException.class, () -> again.get(0)))
          .hasMessageThat()
          .contains("Dataset.streamed(() -> ...)");
    }
    assertThrows(IllegalStateException.class, data::names);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5})
  void whatTheSourceThrowsArrivesWithItsCause(int ahead) throws InterruptedException {
    UncheckedIOException cause = new UncheckedIOException(new IOException("the disk is gone"));
    StreamedDataset data =
        Dataset.streamed(
                () ->
                    stream(0, 9)
                        .peek(
                            batch -> {
                              if (batch.get("x").getInt(0) == 4) {
                                throw cause;
                              }
                            }))
            .prefetch(ahead);
    try (Batches batches = data.batches(1)) {
      assertThat(batches.get(3).get("x").getInt(0)).isEqualTo(3);
      IllegalStateException e = assertThrows(IllegalStateException.class, () -> batches.get(4));
      assertThat(e).hasCauseThat().isSameInstanceAs(cause);
      assertThat(e).hasMessageThat().contains("Batch 4 of epoch 0 (both from 0) could not be made");
      assertThat(e).hasMessageThat().contains("the disk is gone");
    }
    awaitNoThreads();
    assertThat(closed.get()).isEqualTo(1);
    try (Batches batches =
        Dataset.streamed(
                () -> {
                  throw new AssertionError("a mistake of the source");
                })
            .prefetch(ahead)
            .batches(1)) {
      assertThat(assertThrows(AssertionError.class, () -> batches.get(0)))
          .hasMessageThat()
          .isEqualTo("a mistake of the source");
    }
  }

  @Test
  void sourcesThatUseTheirArraysAgainCanBeReadAhead() {
    INDArray same = Nd4j.zeros(DataType.FLOAT, 2);
    StreamedDataset data =
        Dataset.streamed(() -> IntStream.range(0, 50).mapToObj(i -> Map.of("x", same.assign(i))))
            .prefetch(8);
    try (Batches batches = data.batches(1)) {
      assertThat(epoch(batches)).isEqualTo(range(0, 50));
    }
  }

  /** As many copies are made as wait, one that is filled and one that is used; no more. */
  @Test
  void readingAheadNeedsAFixedNumberOfArrays() {
    INDArray same = Nd4j.zeros(DataType.FLOAT, 64);
    Set<INDArray> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    StreamedDataset data =
        Dataset.streamed(() -> IntStream.range(0, 500).mapToObj(i -> Map.of("x", same.assign(i))))
            .prefetch(3);
    try (Batches batches = data.batches(1)) {
      for (int i = 0; batches.has(i); i++) {
        INDArray x = batches.get(i).get("x");
        assertThat(x.getInt(63)).isEqualTo(i);
        seen.add(x);
      }
    }
    assertThat(seen.size()).isAtMost(6);
    assertThat(seen.contains(same)).isFalse();
  }

  /** Copies are used again only where they have the shape. */
  @Test
  void batchesOfDifferentShapesAreReadAhead() {
    StreamedDataset data =
        Dataset.streamed(
                () ->
                    IntStream.range(0, 60)
                        .mapToObj(
                            i ->
                                Map.of(
                                    "x",
                                    i % 4 == 3
                                        ? Nd4j.createFromArray(new long[] {i})
                                        : Nd4j.valueArrayOf(new long[] {1 + i % 3, 2}, (float) i))))
            .prefetch(2);
    try (Batches batches = data.batches(1)) {
      for (int i = 0; batches.has(i); i++) {
        INDArray x = batches.get(i).get("x");
        assertThat(x.length()).isEqualTo(i % 4 == 3 ? 1 : 2 * (1 + i % 3));
        assertThat(x.dataType()).isEqualTo(i % 4 == 3 ? DataType.INT64 : DataType.FLOAT);
        assertThat(x.getInt(0)).isEqualTo(i);
      }
    }
  }

  /** The source waits for ever; closing ends it all the same. */
  @Test
  void closingStopsAThreadThatWaits() throws InterruptedException {
    CountDownLatch reached = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    StreamedDataset data =
        Dataset.streamed(
                () ->
                    stream(0, 9)
                        .peek(
                            batch -> {
                              if (batch.get("x").getInt(0) == 3) {
                                reached.countDown();
                                try {
                                  TimeUnit.HOURS.sleep(1);
                                } catch (InterruptedException e) {
                                  interrupted.set(true);
                                  throw new IllegalStateException(e);
                                }
                              }
                            }))
            .prefetch(10);
    try (Batches batches = data.batches(1)) {
      assertThat(batches.get(0).get("x").getInt(0)).isEqualTo(0);
      reached.await();
    }
    awaitNoThreads();
    assertThat(interrupted.get()).isTrue();
    assertThat(closed.get()).isEqualTo(1);
  }

  /** Who forgets to close leaves no thread behind once the batches are garbage. */
  @Test
  void forgottenBatchesAreStopped() throws InterruptedException {
    forget();
    for (int i = 0; i < 500 && threads() > 0; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertThat(threads()).isEqualTo(0);
    assertThat(closed.get()).isEqualTo(1);
  }

  @SuppressWarnings("resource") // on purpose
  private void forget() {
    Batches batches = data(1000).prefetch(2).batches(1);
    assertThat(batches.get(0).get("x").getInt(0)).isEqualTo(0);
    assertThat(threads()).isEqualTo(1);
  }

  @Test
  void arraysOfEveryBatchAreAdded() {
    StreamedDataset data = data(2).withWhole("points", Nd4j.ones(5, 2)).prefetch(1);
    assertThat(data.names()).containsExactly("x", "points");
    try (Batches batches = data.batches(1)) {
      assertThat(batches.get(1).get("points").size(0)).isEqualTo(5);
    }
    try (Batches batches = data(2).withWhole("x", Nd4j.ones(5, 2)).batches(1)) {
      assertThrows(IllegalArgumentException.class, () -> batches.get(0));
    }
    assertThrows(IllegalArgumentException.class, () -> data.withWhole("points", Nd4j.ones(5, 2)));
  }

  @Test
  void batchesWeighAsManyRowsAsTheyHave() {
    assertThat(StreamedDataset.rows(Map.of("x", Nd4j.ones(5, 2), "y", Nd4j.ones(5)))).isEqualTo(5);
    assertThat(StreamedDataset.rows(Map.of("x", Nd4j.ones(5, 2), "y", Nd4j.ones(4)))).isEqualTo(1);
    assertThat(StreamedDataset.rows(Map.of())).isEqualTo(1);
  }

  @Test
  void whatStreamsCannotDoIsExplained() {
    assertThat(assertThrows(IllegalStateException.class, () -> data(3).split(1, 0.5)))
        .hasMessageThat()
        .contains("batchesPerEpoch(n)");
    assertThat(
            assertThrows(
                IllegalStateException.class, () -> data(4).batchesPerEpoch(4).split(1, 0.5)))
        .hasMessageThat()
        .contains("A stream cannot be divided");
    assertThrows(IllegalStateException.class, () -> data(3).array("x"));
    assertThrows(IllegalArgumentException.class, () -> data(3).prefetch(-1));
    assertThrows(IllegalArgumentException.class, () -> data(3).batchesPerEpoch(0));
  }
}
