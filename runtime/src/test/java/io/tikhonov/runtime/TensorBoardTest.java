package io.tikhonov.runtime;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tikhonov.runtime.io.EventFile;
import io.tikhonov.runtime.support.LinearObjective;
import io.tikhonov.runtime.support.TestData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardTest {
  @TempDir Path folder;

  /**
   * What TensorBoard's own writer gives for the first record at time 1.5 and for loss = 0.25 at
   * step 300 and time 2.
   */
  private static final String BEGINNING =
      "1800000000000000a37f4b2209000000000000f83f1a0d627261696e2e457665" + "6e743a322a28646c";

  private static final String SCALAR =
      "1b000000000000001a0d9e1309000000000000004010ac022a0d0a0b0a046c6f" + "7373150000803e2fb3dff0";

  @Test
  void recordsAreThoseOfTheReferenceImplementation() {
    assertThat(HexFormat.of().formatHex(EventFile.beginning(1.5))).isEqualTo(BEGINNING);
    assertThat(HexFormat.of().formatHex(EventFile.scalars(2, 300, Map.of("loss", 0.25))))
        .isEqualTo(SCALAR);
  }

  /** A number at a step. */
  private record Scalar(long step, String tag, float value) {}

  /** Reads what the writer writes, field by field. */
  private static List<Scalar> read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<Scalar> scalars = new ArrayList<>();
    while (bytes.hasRemaining()) {
      int length = (int) bytes.getLong();
      bytes.getInt();
      ByteBuffer event = bytes.slice(bytes.position(), length).order(ByteOrder.LITTLE_ENDIAN);
      bytes.position(bytes.position() + length + 4);
      Map<Integer, Object> fields = fields(event);
      if (fields.containsKey(5)) {
        ByteBuffer summary = (ByteBuffer) fields.get(5);
        while (summary.hasRemaining()) {
          assertThat(varint(summary)).isEqualTo(10);
          Map<Integer, Object> value = fields(part(summary));
          byte[] tag = new byte[((ByteBuffer) value.get(1)).remaining()];
          ((ByteBuffer) value.get(1)).get(tag);
          scalars.add(
              new Scalar(
                  (Long) fields.get(2),
                  new String(tag, StandardCharsets.UTF_8),
                  (Float) value.get(2)));
        }
      }
    }
    return scalars;
  }

  private static Map<Integer, Object> fields(ByteBuffer message) {
    Map<Integer, Object> fields = new LinkedHashMap<>();
    while (message.hasRemaining()) {
      int key = (int) varint(message);
      Object value =
          switch (key & 7) {
            case 0 -> varint(message);
            case 1 -> message.getDouble();
            case 2 -> part(message);
            default -> message.getFloat();
          };
      fields.put(key >>> 3, value);
    }
    return fields;
  }

  private static ByteBuffer part(ByteBuffer message) {
    int length = (int) varint(message);
    ByteBuffer part = message.slice(message.position(), length).order(ByteOrder.LITTLE_ENDIAN);
    message.position(message.position() + length);
    return part;
  }

  private static long varint(ByteBuffer message) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = message.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  private static List<Scalar> readOnly(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      assertThat(all.get(0).getFileName().toString()).startsWith("events.out.tfevents.");
      return read(all.get(0));
    }
  }

  @Test
  void aRunIsWrittenWhileItGoesOn() throws IOException {
    TestData data = new TestData(150, 1);
    Dataset.Split split = Dataset.of("x", data.x(), "y", data.y()).split(2, 0.8);
    TrainingHistory history;
    Path live = folder.resolve("live/run");
    try (LinearObjective objective = TestData.objective(7)) {
      history =
          Trainer.of(objective)
              .progress(false)
              .epochs(3)
              .validation(split.test())
              .listener(TensorBoardListener.in(live).everySteps(5))
              .fit(split.train());
    }
    List<Scalar> scalars = readOnly(live);
    for (TrainingHistory.Epoch epoch : history.epochs()) {
      assertThat(scalars).contains(new Scalar(epoch.number(), "loss", (float) epoch.loss()));
      assertThat(scalars)
          .contains(
              new Scalar(epoch.number(), "term/w/L1", epoch.terms().get("w/L1").floatValue()));
      assertThat(scalars)
          .contains(
              new Scalar(epoch.number(), "norm/w", (float) epoch.parameters().get("w").norm()));
    }
    assertThat(scalars.stream().filter(it -> it.tag().equals("step/loss")).map(Scalar::step))
        .containsExactly(0L, 5L, 10L)
        .inOrder();

    Path later = folder.resolve("later");
    history.writeTensorBoard(later);
    assertThat(readOnly(later))
        .containsExactlyElementsIn(
            scalars.stream().filter(it -> !it.tag().startsWith("step/")).toList())
        .inOrder();
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThat(
            assertThrows(
                UncheckedIOException.class,
                () -> new TrainingHistory(List.of()).writeTensorBoard(file.resolve("runs"))))
        .hasMessageThat()
        .contains("Cannot write events for TensorBoard to");
    assertThrows(
        IllegalArgumentException.class, () -> TensorBoardListener.in(folder).everySteps(0));
  }
}
