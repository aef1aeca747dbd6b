package io.tikhonov.runtime.support;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tikhonov.runtime.io.SafeTensorsReader;
import io.tikhonov.runtime.io.SafeTensorsWriter;
import io.tikhonov.runtime.io.TensorData;
import io.tikhonov.runtime.io.TensorType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFilesTest {

  private final LinearObjective.Batch batch = new TestData(64, 1).batch();

  @TempDir Path folder;

  private static float[] contents(LinearObjective objective) {
    float[] w = objective.parameters().get("w").dup().data().asFloat();
    float[] average = objective.states().get("w/average").data().asFloat();
    float[] all = new float[w.length + average.length + 1];
    System.arraycopy(w, 0, all, 0, w.length);
    System.arraycopy(average, 0, all, w.length, average.length);
    all[all.length - 1] = objective.parameters().get("b").getFloat();
    return all;
  }

  private LinearObjective trained(int steps) {
    LinearObjective objective = TestData.objective(7);
    for (int i = 0; i < steps; i++) {
      objective.step(batch);
    }
    return objective;
  }

  @Test
  void modelsAreSavedAndLoaded() throws IOException {
    Path file = folder.resolve("linear.safetensors");
    try (LinearObjective first = trained(20);
        LinearObjective second = TestData.objective(8)) {
      first.save(file);
      second.load(file);
      assertThat(contents(second)).isEqualTo(contents(first));
      assertThat(second.stepCount()).isEqualTo(0);
      assertThat(second.evaluate(batch).loss()).isEqualTo(first.evaluate(batch).loss());
    }
    try (SafeTensorsReader reader = new SafeTensorsReader(file)) {
      assertThat(reader.tensors().keySet()).containsExactly("w", "b", "w/average").inOrder();
      assertThat(reader.metadata().get("tikhonov.format")).isEqualTo("1");
      assertThat(reader.metadata().get("tikhonov.model")).isEqualTo("com.example.Linear");
    }
  }

  @Test
  void aRunResumesBitForBit() {
    Path file = folder.resolve("run.safetensors");
    List<Double> losses = new ArrayList<>();
    float[] end;
    try (LinearObjective whole = trained(0)) {
      whole.totalSteps(60);
      for (int i = 0; i < 25; i++) {
        whole.step(batch);
      }
      whole.strength(0.003);
      whole.parameters().freeze("b");
      whole.saveCheckpoint(file);
      for (int i = 0; i < 35; i++) {
        losses.add(whole.step(batch).loss());
      }
      end = contents(whole);
    }
    // Another seed, other values, another number of threads: the checkpoint sets all that counts.
    try (LinearObjective resumed =
        LinearObjective.builder().features(TestData.FEATURES).seed(99).threads(1).build()) {
      resumed.step(batch);
      resumed.loadCheckpoint(file);
      assertThat(resumed.stepCount()).isEqualTo(25);
      assertThat(resumed.totalSteps()).isEqualTo(60);
      assertThat(resumed.parameters().frozen()).containsExactly("b");
      for (double loss : losses) {
        assertThat(resumed.step(batch).loss()).isEqualTo(loss);
      }
      assertThat(contents(resumed)).isEqualTo(end);
    }
  }

  @Test
  void aModelIsReadFromACheckpoint() {
    Path file = folder.resolve("run.safetensors");
    try (LinearObjective first = trained(5);
        LinearObjective second = TestData.objective(8)) {
      first.saveCheckpoint(file);
      second.load(file);
      assertThat(contents(second)).isEqualTo(contents(first));
      assertThat(second.stepCount()).isEqualTo(0);
      first.save(file);
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> second.loadCheckpoint(file));
      assertThat(e).hasMessageThat().contains("holds a model and no checkpoint");
    }
  }

  @Test
  void damageChangesNothing() throws IOException {
    Path file = folder.resolve("run.safetensors");
    Path damaged = folder.resolve("damaged.safetensors");
    try (LinearObjective first = trained(5);
        LinearObjective second = trained(3)) {
      first.saveCheckpoint(file);
      byte[] whole = Files.readAllBytes(file);
      float[] before = contents(second);
      Random random = new Random(4);
      for (int at = 0; at < whole.length; at += 3) {
        byte[] changed = whole.clone();
        changed[at] ^= (byte) (1 << random.nextInt(8));
        Files.write(damaged, changed);
        UncheckedIOException e =
            assertThrows(UncheckedIOException.class, () -> second.loadCheckpoint(damaged));
        assertThat(e).hasMessageThat().contains("damaged.safetensors");
      }
      for (int length = 0; length < whole.length; length += 7) {
        Files.write(damaged, Arrays.copyOf(whole, length));
        assertThrows(UncheckedIOException.class, () -> second.loadCheckpoint(damaged));
      }
      assertThat(contents(second)).isEqualTo(before);
      assertThat(second.stepCount()).isEqualTo(3);
    }
  }

  @Test
  void missingFilesAreNamed() {
    try (LinearObjective objective = TestData.objective(1)) {
      UncheckedIOException e =
          assertThrows(
              UncheckedIOException.class, () -> objective.load(folder.resolve("no.safetensors")));
      assertThat(e).hasMessageThat().contains("no.safetensors");
      assertThat(e).hasMessageThat().contains("does not exist");
      e =
          assertThrows(
              UncheckedIOException.class, () -> objective.save(folder.resolve("no/no.st")));
      assertThat(e).hasMessageThat().contains("no.st");
    }
  }

  @Test
  void otherShapesAreRefused() {
    Path file = folder.resolve("linear.safetensors");
    try (LinearObjective first = trained(1);
        LinearObjective wide = LinearObjective.builder().features(9).build()) {
      first.save(file);
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> wide.load(file));
      assertThat(e)
          .hasMessageThat()
          .contains("tensor \"w\" has the shape [6, 1] there and [9, 1] in this objective");
      first.saveCheckpoint(file);
      assertThrows(IllegalArgumentException.class, () -> wide.loadCheckpoint(file));
      assertThat(wide.stepCount()).isEqualTo(0);
    }
  }

  private static TensorData tensor(String name, TensorType type, List<Long> shape, double value) {
    long count = shape.stream().reduce(1L, (a, b) -> a * b);
    ByteBuffer bytes =
        ByteBuffer.allocate((int) count * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (type == TensorType.F64) {
        bytes.putDouble(value);
      } else {
        bytes.putFloat((float) value);
      }
    }
    return new TensorData(name, type, shape, bytes.flip());
  }

  @Test
  void filesFromElsewhereAreReadIfTheyFit() throws IOException {
    Path file = folder.resolve("foreign.safetensors");
    TensorData w = tensor("w", TensorType.F64, List.of(6L, 1L), 0.25);
    TensorData b = tensor("b", TensorType.F32, List.of(), -1);
    TensorData average = tensor("w/average", TensorType.F32, List.of(6L, 1L), 3);
    try (LinearObjective objective = TestData.objective(1)) {
      SafeTensorsWriter.write(file, Map.of("format", "pt"), List.of(average, b, w));
      objective.load(file);
      assertThat(objective.parameters().get("w").getDouble(5)).isEqualTo(0.25);
      assertThat(objective.parameters().get("b").getDouble()).isEqualTo(-1);
      SafeTensorsWriter.write(file, Map.of(), List.of(b, w));
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> objective.load(file));
      assertThat(e).hasMessageThat().contains("lacks tensor \"w/average\"; it has [b, w]");
      SafeTensorsWriter.write(
          file, Map.of(), List.of(average, b, w, tensor("v", TensorType.F32, List.of(), 0)));
      e = assertThrows(IllegalArgumentException.class, () -> objective.load(file));
      assertThat(e).hasMessageThat().contains("does not have: [v]");
      SafeTensorsWriter.write(
          file, Map.of(), List.of(average, b, tensor("w", TensorType.I32, List.of(6L, 1L), 0)));
      e = assertThrows(IllegalArgumentException.class, () -> objective.load(file));
      assertThat(e).hasMessageThat().contains("\"w\" has the type I32 there and F32");
      UncheckedIOException none =
          assertThrows(UncheckedIOException.class, () -> objective.loadCheckpoint(file));
      assertThat(none).hasMessageThat().contains("it is no checkpoint");
    }
  }

  /** Writes the tensors of a checkpoint again with other metadata. */
  private Path rewritten(Path file, Map<String, String> changes) throws IOException {
    Path copy = folder.resolve("rewritten.safetensors");
    try (SafeTensorsReader reader = new SafeTensorsReader(file)) {
      Map<String, String> metadata = new LinkedHashMap<>(reader.metadata());
      metadata.remove("checksum");
      metadata.putAll(changes);
      List<TensorData> tensors = new ArrayList<>();
      for (var entry : reader.tensors().values()) {
        ByteBuffer bytes = ByteBuffer.allocate((int) entry.bytes());
        reader.read(entry, bytes);
        tensors.add(new TensorData(entry.name(), entry.type(), entry.shape(), bytes.flip()));
      }
      SafeTensorsWriter.write(copy, metadata, tensors);
    }
    return copy;
  }

  @Test
  void checkpointsOfOtherDeclarationsSayWhatDiffers() throws IOException {
    Path file = folder.resolve("run.safetensors");
    try (LinearObjective objective = trained(2)) {
      objective.saveCheckpoint(file);
      Path other =
          rewritten(
              file, Map.of("fingerprint", "x", "declaration", "@Optimizer.Adam\nL1 w proximal"));
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> objective.loadCheckpoint(other));
      assertThat(e).hasMessageThat().contains("in the file: @Optimizer.Adam\n");
      assertThat(e)
          .hasMessageThat()
          .contains("declared now: @Optimizer.SGD(learningRate = 0.05, momentum = 0.9)");
      assertThat(e).hasMessageThat().doesNotContain("L1 w proximal");
    }
  }

  @Test
  void senselessMetadataIsRefused() throws IOException {
    Path file = folder.resolve("run.safetensors");
    try (LinearObjective objective = trained(2)) {
      objective.saveCheckpoint(file);
      Path newer = rewritten(file, Map.of("tikhonov.format", "2"));
      UncheckedIOException newerFormat =
          assertThrows(UncheckedIOException.class, () -> objective.load(newer));
      assertThat(newerFormat).hasMessageThat().contains("a newer release wrote it");
      for (Map.Entry<String, String> change :
          Map.of(
                  "batches",
                  "many",
                  "steps_per_epoch",
                  "NaN",
                  "seed",
                  "",
                  "total_steps",
                  "-1",
                  "hyperparameter.strength",
                  "x")
              .entrySet()) {
        Path copy = rewritten(file, Map.of(change.getKey(), change.getValue()));
        assertThrows(IllegalArgumentException.class, () -> objective.loadCheckpoint(copy));
      }
      assertThat(objective.stepCount()).isEqualTo(2);
    }
  }
}
