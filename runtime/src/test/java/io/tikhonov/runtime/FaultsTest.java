package io.tikhonov.runtime;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.tikhonov.runtime.support.LinearObjective;
import io.tikhonov.runtime.support.TestData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Whatever goes wrong around a run, it says so clearly and loses nothing. */
class FaultsTest {
  private static final int EPOCHS = 6;

  private final TestData data = new TestData(150, 1);
  private final Dataset.Split split = Dataset.of("x", data.x(), "y", data.y()).split(2, 0.8);

  @TempDir Path folder;

  private Trainer<LinearObjective.Batch> trainer(LinearObjective objective, Path checkpoints) {
    return Trainer.of(objective)
        .progress(false)
        .batchSize(32)
        .epochs(EPOCHS)
        .validation(split.test())
        .checkpoints(checkpoints);
  }

  private static float[] weights(LinearObjective objective) {
    return objective.parameters().get("w").dup().data().asFloat();
  }

  /** What a run without faults ends with. */
  private float[] whole() {
    try (LinearObjective objective = TestData.objective(7)) {
      trainer(objective, folder.resolve("whole")).fit(split.train());
      return weights(objective);
    }
  }

  private void assertResumes(Path checkpoints, long steps) {
    try (LinearObjective resumed = TestData.objective(9)) {
      resumed.loadCheckpoint(checkpoints.resolve("last.safetensors"));
      assertThat(resumed.stepCount()).isEqualTo(steps);
      TrainingHistory history = trainer(resumed, checkpoints).resume().fit(split.train());
      assertThat(weights(resumed)).isEqualTo(whole());
      assertThat(history.epochs()).hasSize(EPOCHS);
      assertThat(history.epochs().stream().map(TrainingHistory.Epoch::steps).distinct().toList())
          .containsExactly(4L);
    }
  }

  private static void assertSays(Throwable fault, String... words) {
    assertThat(fault.getSuppressed()).hasLength(1);
    for (String word : words) {
      assertThat(fault.getSuppressed()[0]).hasMessageThat().contains(word);
    }
  }

  /** A listener that fails once so many steps or epochs have ended. */
  private static TrainingListener failing(int steps, int epochs) {
    return new TrainingListener() {
      private int stepsSeen;
      private int epochsSeen;

      @Override
      public void epochEnded(TrainingHistory.Epoch epoch) {
        if (++epochsSeen == epochs) {
          throw new IllegalStateException("no mail server");
        }
      }

      @Override
      public void stepEnded(StepResult result) {
        if (++stepsSeen == steps) {
          throw new IllegalStateException("no mail server");
        }
      }
    };
  }

  @Test
  void aListenerThatThrowsInAStepLosesNoStep() {
    try (LinearObjective objective = TestData.objective(7)) {
      IllegalStateException fault =
          assertThrows(
              IllegalStateException.class,
              () -> trainer(objective, folder).listener(failing(10, 0)).fit(split.train()));
      assertThat(fault).hasMessageThat().isEqualTo("no mail server");
      assertSays(fault, "in epoch 3, after 10 steps", "last.safetensors has all of them");
    }
    assertResumes(folder, 10);
  }

  @Test
  void aListenerThatThrowsAfterAnEpochLosesNoEpoch() {
    try (LinearObjective objective = TestData.objective(7)) {
      IllegalStateException fault =
          assertThrows(
              IllegalStateException.class,
              () -> trainer(objective, folder).listener(failing(0, 2)).fit(split.train()));
      assertSays(fault, "after epoch 2, after 8 steps");
      // The objective can be used as it is.
      assertThat(objective.stepCount()).isEqualTo(8);
      objective.step(data.batch());
    }
    assertResumes(folder, 8);
  }

  @Test
  void aMetricThatThrowsIsMadeUpForWhenTheRunResumes() {
    try (LinearObjective objective = TestData.objective(7)) {
      int[] calls = {0};
      assertThrows(
          IllegalStateException.class,
          () ->
              trainer(objective, folder)
                  .metric(
                      "odd",
                      (p, y) -> {
                        if (++calls[0] == 3) {
                          throw new IllegalStateException("no such table");
                        }
                        return 0;
                      },
                      b -> b.y(),
                      b -> b.y())
                  .fit(split.train()));
    }
    assertResumes(folder, 12);
  }

  private static Dataset batches(int wrong) {
    List<Map<String, INDArray>> batches = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      TestData rows = new TestData(20, i);
      INDArray x =
          i == wrong ? rows.x().get(NDArrayIndex.all(), NDArrayIndex.interval(0, 4)) : rows.x();
      batches.add(Map.of("x", x, "y", rows.y()));
    }
    return Dataset.ofBatches(batches);
  }

  /** A batch of another shape in the middle of an epoch; the run goes on once it is mended. */
  @Test
  void aBatchThatThrowsLosesNoStep() {
    try (LinearObjective objective = TestData.objective(7);
        LinearObjective resumed = TestData.objective(8);
        LinearObjective whole = TestData.objective(7)) {
      IllegalArgumentException fault =
          assertThrows(
              IllegalArgumentException.class,
              () -> trainer(objective, folder).shuffle(false).fit(batches(3)));
      assertThat(fault).hasMessageThat().contains("\"x\"");
      assertSays(fault, "in epoch 1, after 3 steps", "last.safetensors has all of them");
      trainer(resumed, folder).shuffle(false).resume().fit(batches(-1));
      trainer(whole, folder.resolve("whole")).shuffle(false).fit(batches(-1));
      assertThat(resumed.stepCount()).isEqualTo(5L * EPOCHS);
      assertThat(weights(resumed)).isEqualTo(weights(whole));
    }
  }

  @Test
  void withoutCheckpointsAFaultSaysHowFarItCame() {
    try (LinearObjective objective = TestData.objective(7)) {
      Trainer<LinearObjective.Batch> trainer =
          Trainer.of(objective).progress(false).epochs(2).listener(failing(3, 0));
      assertSays(
          assertThrows(IllegalStateException.class, () -> trainer.fit(split.train())),
          "in epoch 1, after 3 steps; without checkpoints(folder) only the objective keeps them");
    }
  }

  /** Room for the first checkpoints; then the disk is full at different places of the others. */
  @Test
  void aFullDiskLeavesTheLastCheckpoint() throws IOException {
    float[] expected = whole();
    for (int blocks = 2; blocks < 24; blocks++) {
      int size = 1024;
      Configuration small =
          Configuration.unix().toBuilder()
              .setBlockSize(size)
              .setMaxSize((long) size * blocks)
              .build();
      try (FileSystem disk = Jimfs.newFileSystem(small);
          LinearObjective objective = TestData.objective(7);
          LinearObjective resumed = TestData.objective(7)) {
        Path files = disk.getPath("/runs/one");
        UncheckedIOException fault;
        try {
          trainer(objective, files).fit(split.train());
          assertWithMessage("blocks").that(blocks).isGreaterThan(6);
          continue;
        } catch (UncheckedIOException e) {
          fault = e;
        }
        assertThat(fault).hasMessageThat().contains(".safetensors");
        assertThat(fault).hasMessageThat().contains("out of disk space");
        assertThat(fault).hasMessageThat().contains("A file that was there before is unchanged");
        try (Stream<Path> left = Files.list(files)) {
          assertThat(left.filter(it -> it.toString().endsWith(".tmp")).toList()).isEmpty();
        }
        // The objective goes on, and so does a run from the files elsewhere.
        objective.step(data.batch());
        Path copy = Files.createDirectory(folder.resolve("copy" + blocks));
        try (Stream<Path> left = Files.list(files)) {
          for (Path file : left.toList()) {
            Files.copy(file, copy.resolve(file.getFileName().toString()));
          }
        }
        trainer(resumed, copy).resume().fit(split.train());
        assertThat(weights(resumed)).isEqualTo(expected);
      }
    }
  }

  @Test
  void historiesOnAFullDiskLeaveTheOldFile() throws IOException {
    Configuration small =
        Configuration.unix().toBuilder().setBlockSize(512).setMaxSize(2048).build();
    try (FileSystem disk = Jimfs.newFileSystem(small);
        LinearObjective objective = TestData.objective(7)) {
      TrainingHistory history = Trainer.of(objective).progress(false).epochs(40).fit(split.train());
      Path file = Files.writeString(disk.getPath("run.csv"), "old");
      assertThat(assertThrows(UncheckedIOException.class, () -> history.writeCsv(file)))
          .hasMessageThat()
          .contains("run.csv\": out of disk space");
      assertThat(Files.readString(file)).isEqualTo("old");
      try (Stream<Path> left = Files.list(file.toAbsolutePath().getParent())) {
        assertThat(left.map(it -> it.getFileName().toString()).toList()).containsExactly("run.csv");
      }
    }
  }

  @Test
  void aFolderThatBecomesUnwritableIsNamed() throws IOException {
    assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
    Path files = Files.createDirectory(folder.resolve("runs"));
    try (LinearObjective objective = TestData.objective(7)) {
      assertThat(files.toFile().setWritable(false)).isTrue();
      assumeFalse(Files.isWritable(files)); // the superuser writes everywhere
      UncheckedIOException fault =
          assertThrows(
              UncheckedIOException.class, () -> trainer(objective, files).fit(split.train()));
      assertThat(fault).hasMessageThat().contains("for checkpoints cannot be written");
      assertThat(objective.stepCount()).isEqualTo(0);
    } finally {
      assertThat(files.toFile().setWritable(true)).isTrue();
    }
  }

  @Test
  void aFolderThatDisappearsIsNamed() throws IOException {
    Path files = folder.resolve("runs");
    TrainingListener thief =
        epoch -> {
          if (epoch.number() == 3) {
            try (Stream<Path> all = Files.list(files)) {
              for (Path file : all.toList()) {
                Files.delete(file);
              }
              Files.delete(files);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
    try (LinearObjective objective = TestData.objective(7)) {
      UncheckedIOException fault =
          assertThrows(
              UncheckedIOException.class,
              () -> trainer(objective, files).listener(thief).fit(split.train()));
      assertThat(fault).hasMessageThat().contains("runs\" does not exist");
      objective.step(data.batch());
    }
  }

  @Test
  void aDamagedCheckpointGivesWayToTheOneBefore() throws IOException {
    try (LinearObjective objective = TestData.objective(7)) {
      assertThrows(
          IllegalStateException.class,
          () -> trainer(objective, folder).listener(failing(0, 3)).fit(split.train()));
    }
    Path last = folder.resolve("last.safetensors");
    byte[] bytes = Files.readAllBytes(last);
    bytes[bytes.length - 3] ^= 4;
    Files.write(last, bytes);
    try (LinearObjective resumed = TestData.objective(9)) {
      TrainingHistory history = trainer(resumed, folder).resume().fit(split.train());
      assertThat(weights(resumed)).isEqualTo(whole());
      assertThat(history.epochs()).hasSize(EPOCHS);
    }
    Files.write(last, bytes);
    Files.write(folder.resolve("previous.safetensors"), Arrays.copyOf(bytes, 100));
    try (LinearObjective resumed = TestData.objective(9)) {
      Trainer<LinearObjective.Batch> trainer = trainer(resumed, folder).resume();
      UncheckedIOException fault =
          assertThrows(UncheckedIOException.class, () -> trainer.fit(split.train()));
      assertThat(fault).hasMessageThat().contains("last.safetensors");
      assertThat(fault).hasMessageThat().contains("delete the file to begin anew");
      assertThat(resumed.stepCount()).isEqualTo(0);
    }
  }

  /** The checkpoint before the last one of another run is no substitute. */
  @Test
  void aNewRunDoesNotFallBackToAnOldOne() throws IOException {
    try (LinearObjective first = TestData.objective(7);
        LinearObjective second = TestData.objective(7)) {
      trainer(first, folder).fit(split.train());
      assertThat(Files.exists(folder.resolve("previous.safetensors"))).isTrue();
      trainer(second, folder).epochs(1).fit(split.train());
    }
    assertThat(Files.exists(folder.resolve("previous.safetensors"))).isFalse();
    Files.write(folder.resolve("last.safetensors"), new byte[100]);
    try (LinearObjective third = TestData.objective(7)) {
      Trainer<LinearObjective.Batch> trainer = trainer(third, folder).resume();
      assertThrows(UncheckedIOException.class, () -> trainer.fit(split.train()));
    }
  }

  /** A process that was killed between two renames. */
  @Test
  void aCheckpointWithoutItsNameIsFound() throws IOException {
    try (LinearObjective objective = TestData.objective(7)) {
      assertThrows(
          IllegalStateException.class,
          () -> trainer(objective, folder).listener(failing(10, 0)).fit(split.train()));
    }
    Files.move(folder.resolve("last.safetensors"), folder.resolve("next.safetensors"));
    CheckpointFolder.open(folder);
    assertThat(Files.exists(folder.resolve("next.safetensors"))).isFalse();
    assertResumes(folder, 10);
  }

  @Test
  void notesThatNoTrainerWroteAreRefusedBeforeAnythingChanges() {
    List<String> hostile =
        List.of(
            "",
            "null",
            "[]",
            "{}",
            "{\"epochs\":{}}",
            "[".repeat(100_000),
            "{\"epochs\":[1],\"means\":{},\"monitor\":{}}",
            "{\"epochs\":[],\"means\":{\"names\":[\"a\"],\"sums\":[],\"loss\":1,\"differentiable\":1,"
                + "\"learningRate\":1,\"rows\":1,\"batches\":1,\"seconds\":1},\"monitor\":"
                + "{\"best\":1,\"bad\":0}}",
            "{\"epochs\":[],\"means\":{\"names\":[],\"sums\":[],\"loss\":1,\"differentiable\":1,"
                + "\"learningRate\":1,\"rows\":0,\"batches\":0,\"seconds\":0},\"monitor\":"
                + "{\"best\":\"NaN\",\"bad\":-1}}");
    Random random = new Random(5);
    try (LinearObjective first = TestData.objective(7);
        LinearObjective second = TestData.objective(8)) {
      first.step(data.batch());
      float[] before = weights(second);
      for (int i = 0; i < hostile.size() + 200; i++) {
        byte[] bytes = new byte[random.nextInt(60)];
        random.nextBytes(bytes);
        String note =
            i < hostile.size()
                ? hostile.get(i)
                : new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
        first.saveCheckpoint(folder.resolve("last.safetensors"), Map.of("trainer", note));
        IllegalArgumentException fault =
            assertThrows(
                IllegalArgumentException.class,
                () -> trainer(second, folder).resume().fit(split.train()));
        assertThat(fault).hasMessageThat().contains("its notes on the run are not those");
        assertThat(second.stepCount()).isEqualTo(0);
        assertThat(weights(second)).isEqualTo(before);
      }
    }
  }

  @Test
  void aClosedObjectiveIsNotTrained() {
    LinearObjective objective = TestData.objective(7);
    objective.close();
    Trainer<LinearObjective.Batch> trainer = trainer(objective, folder);
    assertThat(assertThrows(IllegalStateException.class, () -> trainer.fit(split.train())))
        .hasMessageThat()
        .isEqualTo("The objective of com.example.Linear is closed: step cannot be used any more.");
  }

  /** A metric that is never a number has no best epoch to go back to. */
  @Test
  void earlyStoppingWithoutABestEpochKeepsTheParameters() {
    try (LinearObjective objective = TestData.objective(7)) {
      TrainingHistory history =
          Trainer.of(objective)
              .progress(false)
              .validation(split.test())
              .metric("none", (p, y) -> Double.NaN, b -> b.y(), b -> b.y())
              .monitor("none", false)
              .earlyStopping(2)
              .epochs(9)
              .fit(split.train());
      assertThat(history.epochs()).hasSize(2);
      assertThat(objective.stepCount()).isGreaterThan(0L);
    }
  }
}
