package io.tikhonov.runtime;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tikhonov.runtime.support.LinearObjective;
import io.tikhonov.runtime.support.TestData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Runs on streamed batches are those on the same batches in memory. */
final class StreamedRunTest {
  private static final int ROWS = 101;
  private static final int BATCH = 16;

  /** Six batches of 16 rows, and one of 5. */
  private static final int BATCHES = 7;

  private final TestData data = new TestData(ROWS, 1);
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();

  @TempDir Path folder;

  /** The batches of an epoch, which begins at another one each time. */
  private List<Map<String, INDArray>> batches(long epoch) {
    List<Map<String, INDArray>> batches = new ArrayList<>();
    for (int i = 0; i < BATCHES; i++) {
      int first = (int) ((i + epoch) % BATCHES) * BATCH;
      int last = Math.min(ROWS, first + BATCH);
      batches.add(
          Map.of(
              "x", data.x().get(NDArrayIndex.interval(first, last), NDArrayIndex.all()).dup(),
              "y", data.y().get(NDArrayIndex.interval(first, last)).dup()));
    }
    return batches;
  }

  private StreamedDataset rotating() {
    return Dataset.streamed(this::stream);
  }

  private Stream<Map<String, INDArray>> stream(long epoch) {
    opened.incrementAndGet();
    return batches(epoch).stream().onClose(closed::incrementAndGet);
  }

  private static Trainer<LinearObjective.Batch> quiet(LinearObjective objective) {
    return Trainer.of(objective).progress(false);
  }

  private static float[] weights(LinearObjective objective) {
    return objective.parameters().get("w").dup().data().asFloat();
  }

  private static List<Double> losses(TrainingHistory history) {
    return history.epochs().stream().map(TrainingHistory.Epoch::loss).toList();
  }

  /** Steps by hand; the learning rate depends on the length of the run. */
  private float[] expected(int steps, List<Double> losses) {
    try (LinearObjective objective = TestData.objective(7)) {
      objective.totalSteps(steps);
      double sum = 0;
      int rows = 0;
      for (int i = 0; i < steps; i++) {
        Map<String, INDArray> batch = batches(i / BATCHES).get(i % BATCHES);
        int count = (int) batch.get("x").size(0);
        sum += objective.step(objective.batch(batch)).loss() * count;
        rows += count;
        if ((i + 1) % BATCHES == 0 || i + 1 == steps) {
          losses.add(sum / rows);
          sum = 0;
          rows = 0;
        }
      }
      return weights(objective);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4})
  void epochsOfAStreamAreTheSameBits(int ahead) {
    List<Double> losses = new ArrayList<>();
    float[] expected = expected(3 * BATCHES, losses);
    try (LinearObjective objective = TestData.objective(7)) {
      TrainingHistory history = quiet(objective).epochs(3).fit(rotating().prefetch(ahead));
      assertThat(weights(objective)).isEqualTo(expected);
      assertThat(losses(history)).isEqualTo(losses);
      assertThat(objective.totalSteps()).isEqualTo(3 * BATCHES);
      assertThat(objective.stepsPerEpoch()).isEqualTo(BATCHES);
    }
    // One more time to count the batches.
    assertThat(opened.get()).isEqualTo(4);
    assertThat(closed.get()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4})
  void stepsNeedNoLength(int ahead) {
    List<Double> losses = new ArrayList<>();
    int steps = 2 * BATCHES + 3;
    float[] expected = expected(steps, losses);
    try (LinearObjective objective = TestData.objective(7)) {
      TrainingHistory history = quiet(objective).steps(steps).fit(rotating().prefetch(ahead));
      assertThat(weights(objective)).isEqualTo(expected);
      assertThat(losses(history)).isEqualTo(losses);
      assertThat(history.epochs().stream().map(TrainingHistory.Epoch::number).toList())
          .containsExactly(1, 2, 3)
          .inOrder();
      assertThat(objective.totalSteps()).isEqualTo(steps);
    }
    assertThat(opened.get()).isEqualTo(3);
    assertThat(closed.get()).isEqualTo(3);
  }

  @Test
  void aDeclaredLengthSavesTheCounting() {
    try (LinearObjective objective = TestData.objective(7)) {
      quiet(objective).epochs(2).shuffle(false).fit(rotating().batchesPerEpoch(BATCHES));
      assertThat(objective.stepCount()).isEqualTo(2 * BATCHES);
    }
    // Epoch 0, twice.
    assertThat(opened.get()).isEqualTo(2);
  }

  /** Stopped in the middle of the second epoch, by steps or epochs, declared or not. */
  @ParameterizedTest
  @ValueSource(strings = {"epochs", "epochs declared", "steps", "steps declared", "steps early"})
  void resumesBitForBit(String way) {
    int steps = 3 * BATCHES;
    List<Double> losses = new ArrayList<>();
    float[] expected = expected(steps, losses);
    StreamedDataset stream = way.endsWith("declared") ? declared() : rotating();
    try (LinearObjective first = TestData.objective(7);
        LinearObjective second = TestData.objective(8)) {
      Trainer<LinearObjective.Batch> interrupted =
          quiet(first)
              .checkpoints(folder)
              .checkpointEvery(1)
              .listener(failingAfter(way.endsWith("early") ? 3 : BATCHES + 4));
      assertThrows(ArithmeticException.class, () -> length(interrupted, way).fit(stream));
      StreamedDataset again = way.endsWith("declared") ? declared() : rotating().prefetch(2);
      TrainingHistory history = length(quiet(second).checkpoints(folder).resume(), way).fit(again);
      assertThat(weights(second)).isEqualTo(expected);
      assertThat(losses(history)).isEqualTo(losses);
    }
    assertThat(closed.get()).isEqualTo(opened.get());
  }

  private StreamedDataset declared() {
    return rotating().batchesPerEpoch(BATCHES);
  }

  private static Trainer<LinearObjective.Batch> length(
      Trainer<LinearObjective.Batch> trainer, String way) {
    return way.startsWith("steps") ? trainer.steps(3L * BATCHES) : trainer.epochs(3);
  }

  private static TrainingListener failingAfter(int steps) {
    return new TrainingListener() {
      private int count;

      @Override
      public void epochEnded(TrainingHistory.Epoch epoch) {}

      @Override
      public void stepEnded(StepResult result) {
        if (++count == steps) {
          throw new ArithmeticException("on purpose");
        }
      }
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void validationIsReadAnewAfterEachEpoch(int ahead) {
    Dataset train = Dataset.of("x", data.x(), "y", data.y());
    StreamedDataset validation = rotating().prefetch(ahead);
    try (LinearObjective objective = TestData.objective(7);
        LinearObjective reference = TestData.objective(7)) {
      TrainingHistory history = quiet(objective).epochs(3).validation(validation).fit(train);
      TrainingHistory expected =
          quiet(reference).epochs(3).batchSize(32).validation(train).fit(train);
      for (int i = 0; i < 3; i++) {
        // The mean over all rows, whatever batches they come in.
        assertThat(history.epochs().get(i).validation().orElseThrow().loss())
            .isWithin(1e-6)
            .of(expected.epochs().get(i).validation().orElseThrow().loss());
      }
    }
    assertThat(closed.get()).isEqualTo(opened.get());
  }

  @Test
  void batchesThatComeOnceTrainForSteps() {
    List<Double> losses = new ArrayList<>();
    float[] expected = expected(BATCHES + 2, losses);
    Stream<Map<String, INDArray>> endless =
        Stream.iterate(0L, epoch -> epoch + 1).flatMap(epoch -> batches(epoch).stream());
    try (LinearObjective objective = TestData.objective(7)) {
      TrainingHistory history =
          quiet(objective).steps(BATCHES + 2).fit(Dataset.once(endless).prefetch(2));
      assertThat(weights(objective)).isEqualTo(expected);
      assertThat(history.epochs()).hasSize(1);
    }
    Stream<Map<String, INDArray>> cut =
        Stream.iterate(0L, epoch -> epoch + 1).flatMap(epoch -> batches(epoch).stream());
    try (LinearObjective objective = TestData.objective(7)) {
      TrainingHistory history =
          quiet(objective)
              .steps(BATCHES + 2)
              .fit(Dataset.once(cut).batchesPerEpoch(BATCHES).prefetch(2));
      assertThat(weights(objective)).isEqualTo(expected);
      assertThat(losses(history)).isEqualTo(losses);
    }
  }

  @Test
  void aSecondEpochOfBatchesThatComeOnceIsRefused() {
    try (LinearObjective objective = TestData.objective(7)) {
      StreamedDataset unknown = Dataset.once(batches(0).iterator());
      assertThat(
              assertThrows(
                  IllegalStateException.class, () -> quiet(objective).epochs(2).fit(unknown)))
          .hasMessageThat()
          .contains("Say how many make an epoch");
      StreamedDataset known = Dataset.once(batches(0).iterator()).batchesPerEpoch(BATCHES);
      assertThat(
              assertThrows(
                  IllegalStateException.class, () -> quiet(objective).epochs(2).fit(known)))
          .hasMessageThat()
          .startsWith("The batches have ended after 7, and they come only once.");
      assertThat(objective.stepCount()).isEqualTo(BATCHES);
      StreamedDataset tooShort = Dataset.once(batches(0).iterator());
      assertThat(
              assertThrows(
                  IllegalStateException.class, () -> quiet(objective).steps(9).fit(tooShort)))
          .hasMessageThat()
          .startsWith("The batches have ended after 7, and they come only once.");
    }
  }

  /** What is wrong with the data is said before the first step, and the stream is closed. */
  @Test
  void wrongBatchesAreRefused() {
    try (LinearObjective objective = TestData.objective(7)) {
      StreamedDataset wrong =
          Dataset.streamed(() -> Stream.of(Map.of("x", data.x())).onClose(closed::incrementAndGet))
              .batchesPerEpoch(1)
              .prefetch(1);
      assertThrows(IllegalArgumentException.class, () -> quiet(objective).epochs(1).fit(wrong));
      assertThat(objective.stepCount()).isEqualTo(0);
    }
    assertThat(closed.get()).isEqualTo(1);
  }
}
