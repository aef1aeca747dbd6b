package io.tikhonov.runtime.support;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tikhonov.runtime.PartialLoad;
import io.tikhonov.runtime.io.SafeTensorsReader;
import io.tikhonov.runtime.io.SafeTensorsWriter;
import io.tikhonov.runtime.io.TensorData;
import io.tikhonov.runtime.io.TensorType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an objective takes of files that do not fit it. */
class PartialLoadTest {
  private final LinearObjective.Batch batch = new TestData(64, 1).batch();

  @TempDir Path folder;

  private static TensorData floats(String name, List<Long> shape, float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return new TensorData(name, TensorType.F32, shape, bytes.flip());
  }

  private static float[] weights(LinearObjective objective) {
    return objective.parameters().get("w").dup().data().asFloat();
  }

  private Path checkpoint(Map<String, String> changes, List<String> without) throws IOException {
    Path file = folder.resolve("run.safetensors");
    try (LinearObjective objective = TestData.objective(7)) {
      for (int i = 0; i < 11; i++) {
        objective.step(batch);
      }
      objective.strength(0.25);
      objective.parameters().freeze("b");
      objective.saveCheckpoint(file, Map.of("by", "test"));
    }
    Path changed = folder.resolve("changed.safetensors");
    try (SafeTensorsReader reader = new SafeTensorsReader(file)) {
      Map<String, String> metadata = new LinkedHashMap<>(reader.metadata());
      metadata.remove("checksum");
      metadata.putAll(changes);
      List<TensorData> tensors = new ArrayList<>();
      for (var entry : reader.tensors().values()) {
        ByteBuffer bytes = ByteBuffer.allocate((int) entry.bytes());
        reader.read(entry, bytes);
        if (!without.contains(entry.name())) {
          tensors.add(new TensorData(entry.name(), entry.type(), entry.shape(), bytes.flip()));
        }
      }
      SafeTensorsWriter.write(changed, metadata, tensors);
    }
    return changed;
  }

  @Test
  void whatFitsIsTakenAndTheRestSaysWhy() throws IOException {
    Path file = folder.resolve("other.safetensors");
    SafeTensorsWriter.write(
        file,
        Map.of(),
        List.of(
            floats("w", List.of(6L, 1L), 1, 2, 3, 4, 5, 6),
            floats("b", List.of(2L), 1, 2),
            floats("head", List.of(1L), 9)));
    try (LinearObjective objective = TestData.objective(8)) {
      assertThrows(IllegalArgumentException.class, () -> objective.load(file));
      float b = objective.parameters().get("b").getFloat();
      PartialLoad loaded = objective.loadMatching(file);
      assertThat(loaded.taken()).containsExactly("w");
      assertThat(loaded.kept())
          .containsExactly(
              "b",
              "has the shape [2] there and [] in this objective",
              "w/average",
              "is not in the file")
          .inOrder();
      assertThat(loaded.unused()).containsExactly("head");
      assertThat(loaded.isComplete()).isFalse();
      assertThat(loaded.toString()).contains("kept as it was: w/average (is not in the file)");
      assertThat(weights(objective)).isEqualTo(new float[] {1, 2, 3, 4, 5, 6});
      assertThat(objective.parameters().get("b").getFloat()).isEqualTo(b);
      // An average that nobody has saved starts at its parameter.
      assertThat(objective.states().get("w/average").data().asFloat())
          .isEqualTo(new float[] {1, 2, 3, 4, 5, 6});
    }
  }

  @Test
  void aFileOfWhichNothingFitsIsRefused() throws IOException {
    Path file = folder.resolve("foreign.safetensors");
    SafeTensorsWriter.write(file, Map.of(), List.of(floats("head", List.of(1L), 9)));
    try (LinearObjective objective = TestData.objective(8)) {
      float[] before = weights(objective);
      assertThat(assertThrows(IllegalArgumentException.class, () -> objective.loadMatching(file)))
          .hasMessageThat()
          .contains(
              "no tensor of the objective is in it with the same name and shape; it has [head]");
      assertThrows(UncheckedIOException.class, () -> objective.loadCheckpointMatching(file));
      assertThat(weights(objective)).isEqualTo(before);
    }
  }

  @Test
  void aWholeModelIsTakenWhole() {
    Path file = folder.resolve("linear.safetensors");
    try (LinearObjective first = TestData.objective(7);
        LinearObjective second = TestData.objective(8)) {
      first.step(batch);
      first.save(file);
      PartialLoad loaded = second.loadMatching(file);
      assertThat(loaded.isComplete()).isTrue();
      assertThat(loaded.taken()).containsExactly("w", "b", "w/average").inOrder();
      assertThat(weights(second)).isEqualTo(weights(first));
      assertThat(second.states().get("w/average").data().asFloat())
          .isEqualTo(first.states().get("w/average").data().asFloat());
    }
  }

  @Test
  void aRunGoesOnUnderAnotherDeclaration() throws IOException {
    Path file =
        checkpoint(
            Map.of("fingerprint", "x", "declaration", "@Optimizer.Adam\nL1 w proximal"),
            List.of("w/momentum"));
    try (LinearObjective objective = TestData.objective(8)) {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> objective.loadCheckpoint(file));
      assertThat(refused).hasMessageThat().contains("loadCheckpointMatching takes what fits");
      PartialLoad loaded = objective.loadCheckpointMatching(file);
      assertThat(loaded.taken()).containsExactly("w", "b", "w/average", "b/momentum").inOrder();
      assertThat(loaded.kept()).containsExactly("w/momentum", "is not in the file");
      assertThat(loaded.differences())
          .containsExactly(
              "in the file: @Optimizer.Adam",
              "declared now: @Optimizer.SGD(learningRate = 0.05, momentum = 0.9)")
          .inOrder();
      assertThat(loaded.notes()).containsExactly("by", "test");
      assertThat(objective.stepCount()).isEqualTo(11);
      assertThat(objective.parameters().frozen()).containsExactly("b");
    }
  }

  /** Without differences nothing of the run is lost. */
  @Test
  void theSameDeclarationGoesOnBitForBit() throws IOException {
    Path file = checkpoint(Map.of(), List.of());
    try (LinearObjective strict = TestData.objective(8);
        LinearObjective matching = TestData.objective(9)) {
      strict.loadCheckpoint(file);
      assertThat(matching.loadCheckpointMatching(file).isComplete()).isTrue();
      for (int i = 0; i < 5; i++) {
        assertThat(matching.step(batch).loss()).isEqualTo(strict.step(batch).loss());
      }
      assertThat(weights(matching)).isEqualTo(weights(strict));
    }
  }

  /** All differences are in one message, so that a user need not meet them one by one. */
  @Test
  void everyDifferenceIsNamed() throws IOException {
    Path file = folder.resolve("other.safetensors");
    SafeTensorsWriter.write(
        file, Map.of(), List.of(floats("w", List.of(2L), 1, 2), floats("c\u0007", List.of(), 1)));
    try (LinearObjective objective = TestData.objective(8)) {
      assertThat(assertThrows(IllegalArgumentException.class, () -> objective.load(file)))
          .hasMessageThat()
          .endsWith(
              """
              does not fit this objective:\s
                tensor "w" has the shape [2] there and [6, 1] in this objective
                it lacks tensor "b", "w/average"; it has [w, c?]
                it has tensors that this objective does not have: [c?].""");
    }
  }
}
