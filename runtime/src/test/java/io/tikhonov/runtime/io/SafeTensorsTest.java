package io.tikhonov.runtime.io;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafeTensorsTest {

  private static final Map<String, String> METADATA =
      Map.of("model", "com.example.Größe", "lines", "a\n\"b\"\t\u0001");

  @TempDir Path folder;

  private static ByteBuffer bytes(int count, int first) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(count);
    for (int i = 0; i < count; i++) {
      bytes.put(i, (byte) (first + i));
    }
    return bytes;
  }

  private Path write(String name) throws IOException {
    Path file = folder.resolve(name);
    SafeTensorsWriter.write(
        file,
        METADATA,
        List.of(
            new TensorData("w", TensorType.F32, List.of(2L, 3L), bytes(24, 0)),
            new TensorData("µ/\"x\"", TensorType.F64, List.of(), bytes(8, 50)),
            new TensorData("none", TensorType.F32, List.of(0L, 4L), bytes(0, 0))));
    return file;
  }

  private Path raw(long headerLength, String header, int dataBytes) throws IOException {
    byte[] text = header.getBytes(UTF_8);
    ByteBuffer all = ByteBuffer.allocate(8 + text.length + dataBytes);
    all.order(ByteOrder.LITTLE_ENDIAN).putLong(headerLength < 0 ? text.length : headerLength);
    all.put(text);
    Path file = folder.resolve("raw.safetensors");
    Files.write(file, all.array());
    return file;
  }

  private static String read(Path file) throws IOException {
    StringBuilder contents = new StringBuilder();
    try (SafeTensorsReader reader = new SafeTensorsReader(file)) {
      reader.verify();
      Map<String, String> metadata = new LinkedHashMap<>(reader.metadata());
      metadata.remove("checksum");
      contents.append(new TreeMap<>(metadata));
      for (TensorEntry tensor : reader.tensors().values()) {
        ByteBuffer data = ByteBuffer.allocate((int) tensor.bytes());
        reader.read(tensor, data);
        contents.append(tensor).append(Arrays.toString(data.array()));
      }
    }
    return contents.toString();
  }

  private void assertDamaged(Path file, String problem) {
    DamagedFileException e =
        assertThrows(DamagedFileException.class, () -> new SafeTensorsReader(file).close());
    assertThat(e).hasMessageThat().contains(file.toString());
    assertThat(e).hasMessageThat().contains(problem);
  }

  @Test
  void filesAreReadBack() throws IOException {
    Path file = write("model.safetensors");
    try (SafeTensorsReader reader = new SafeTensorsReader(file)) {
      reader.verify();
      assertThat(reader.metadata()).containsAtLeastEntriesIn(METADATA);
      assertThat(reader.tensors().keySet()).containsExactly("w", "µ/\"x\"", "none").inOrder();
      TensorEntry w = reader.tensors().get("w");
      assertThat(w).isEqualTo(new TensorEntry("w", TensorType.F32, List.of(2L, 3L), 0, 24));
      ByteBuffer data = ByteBuffer.allocateDirect(24);
      reader.read(w, data);
      assertThat(data.flip()).isEqualTo(bytes(24, 0));
      assertThrows(IllegalArgumentException.class, () -> reader.read(w, ByteBuffer.allocate(25)));
    }
  }

  @Test
  void theFormatIsThatOfTheSpecification() throws IOException {
    byte[] file = Files.readAllBytes(write("model.safetensors"));
    ByteBuffer all = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    long headerLength = all.getLong(0);
    String header = new String(file, 8, (int) headerLength, UTF_8);
    assertThat(headerLength % 8).isEqualTo(0);
    assertThat(header).startsWith("{\"__metadata__\":{\"checksum\":\"");
    assertThat(header)
        .contains("\"w\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]}");
    assertThat(header.strip()).endsWith("}");
    assertThat(file.length).isEqualTo(8 + headerLength + 32);
  }

  @Test
  void aFileIsReplacedWholeAndNothingIsLeftBeside() throws IOException {
    Path file = write("model.safetensors");
    SafeTensorsWriter.write(file, Map.of(), List.of());
    assertThat(read(file)).isEqualTo("{}");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.toList()).containsExactly(file);
    }
  }

  @Test
  void aFailedWriteLeavesTheOldFile() throws IOException {
    Path file = write("model.safetensors");
    String before = read(file);
    List<TensorData> wrong = List.of(new TensorData("w", TensorType.F32, List.of(3L), bytes(8, 0)));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> SafeTensorsWriter.write(file, Map.of(), wrong));
    assertThat(e).hasMessageThat().contains("\"w\" of type F32 and shape [3] has 8 bytes");
    TensorData fine = new TensorData("w", TensorType.F32, List.of(2L), bytes(8, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> SafeTensorsWriter.write(file, Map.of(), List.of(fine, fine)));
    assertThat(read(file)).isEqualTo(before);
    IOException missing =
        assertThrows(
            IOException.class,
            () -> SafeTensorsWriter.write(folder.resolve("no/model"), Map.of(), List.of()));
    assertThat(missing).hasMessageThat().contains("does not exist");
  }

  @Test
  void missingFilesAndFoldersAreNamed() {
    NoSuchFileException e =
        assertThrows(
            NoSuchFileException.class,
            () -> new SafeTensorsReader(folder.resolve("nothing.safetensors")).close());
    assertThat(e).hasMessageThat().contains("nothing.safetensors");
    IOException directory =
        assertThrows(IOException.class, () -> new SafeTensorsReader(folder).close());
    assertThat(directory).hasMessageThat().contains("is a folder");
  }

  @Test
  void truncatedFilesAreRefusedAtEveryLength() throws IOException {
    byte[] whole = Files.readAllBytes(write("model.safetensors"));
    Path file = folder.resolve("short.safetensors");
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThrows(DamagedFileException.class, () -> read(file), "length " + length);
    }
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));
    assertThrows(DamagedFileException.class, () -> read(file));
  }

  @Test
  void aChangedByteIsNoticed() throws IOException {
    byte[] whole = Files.readAllBytes(write("model.safetensors"));
    Path file = folder.resolve("changed.safetensors");
    Random random = new Random(5);
    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, changed);
      assertThrows(DamagedFileException.class, () -> read(file), "byte " + at);
    }
  }

  @Test
  void randomDamageNeverDoesMoreThanThatException() throws IOException {
    byte[] whole = Files.readAllBytes(write("model.safetensors"));
    String contents = read(folder.resolve("model.safetensors"));
    Path file = folder.resolve("random.safetensors");
    Random random = new Random(6);
    for (int round = 0; round < 2_000; round++) {
      byte[] changed = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
      if (random.nextBoolean()) {
        changed = whole.clone();
      }
      for (int i = random.nextInt(6); i >= 0; i--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      Files.write(file, changed);
      try {
        assertWithMessage("round %s", round).that(read(file)).isEqualTo(contents);
      } catch (DamagedFileException e) {
        assertThat(e).hasMessageThat().contains("random.safetensors");
      }
    }
  }

  @Test
  void claimsAreNotBelieved() throws IOException {
    assertDamaged(raw(1L << 60, "{}", 0), "more than 100 MB");
    Path negative = raw(0, "{}", 0);
    byte[] bytes = Files.readAllBytes(negative);
    bytes[7] = (byte) 0x80;
    Files.write(negative, bytes);
    assertDamaged(negative, "more than 100 MB");
    assertDamaged(raw(99_000_000, "{}", 0), "claims a header of 99000000");
  }

  private void assertHeaderRefused(String header, int dataBytes, String problem)
      throws IOException {
    assertDamaged(raw(-1, header, dataBytes), problem);
  }

  @Test
  void hostileHeadersAreRefused() throws IOException {
    assertHeaderRefused("", 0, "not the expected JSON");
    assertHeaderRefused("[]", 0, "not the expected JSON");
    assertHeaderRefused("{\"w\":3}", 0, "not the expected JSON");
    assertHeaderRefused("{} {}", 0, "not the expected JSON");
    assertHeaderRefused("{\"__metadata__\":{\"a\":1}}", 0, "\"a\" is not a string");
    assertHeaderRefused("{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}}", 0, "two entries \"a\"");
    assertHeaderRefused("{\"__metadata__\":{},\"__metadata__\":{}}", 0, "two entries");
    assertHeaderRefused("{'w':{}}", 0, "not the expected JSON");
    assertHeaderRefused("[".repeat(100_000), 0, "not the expected JSON");
    assertHeaderRefused("{\"w\":{}}", 0, "lacks its dtype");
    assertHeaderRefused(entry("F32", "[1]", "[0,4],\"x\":1"), 4, "unexpected entry \"x\"");
    assertHeaderRefused(entry("F31", "[1]", "[0,4]"), 4, "unknown dtype \"F31\"");
    assertHeaderRefused(entry("F32", "[1]", "[0,8]"), 8, "takes 8 bytes");
    assertHeaderRefused(entry("F32", "[1]", "[4,0]"), 8, "lies at bytes 4 to 0");
    assertHeaderRefused(entry("F32", "[2]", "[0,8]"), 4, "may be truncated");
    assertHeaderRefused(entry("F32", "[1]", "[4,8]"), 8, "begins at byte 4");
    assertHeaderRefused(entry("F32", "[1]", "[0,4]"), 8, "8 follow the header");
    assertHeaderRefused(entry("F32", "[-1]", "[0,4]"), 4, "no whole number");
    assertHeaderRefused(entry("F32", "[1.0]", "[0,4]"), 4, "no whole number");
    assertHeaderRefused(entry("F32", "[\"1\"]", "[0,4]"), 4, "no whole number");
    assertHeaderRefused(entry("F32", "[99999999999999999999]", "[0,4]"), 4, "no whole number");
    assertHeaderRefused(
        entry("F32", "[4294967296,4294967296,4294967296]", "[0,4]"), 4, "takes 4 bytes");
    assertHeaderRefused(
        entry("F32", "[" + "1,".repeat(40) + "1]", "[0,4]"), 4, "too many dimensions");
    assertHeaderRefused(entry("F32", "[1]", "[0]"), 4, "lacks its dtype, shape or two");
    assertHeaderRefused(entry("F32", "[1]", "[0,4,4]"), 4, "too many dimensions or offsets");
    String one = "{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}";
    assertHeaderRefused("{\"w\":" + one + ",\"w\":" + one + "}", 4, "two tensors \"w\"");
    assertHeaderRefused("{\"w\":" + one + ",\"v\":" + one + "}", 4, "begins at byte 0");
    assertHeaderRefused("{\"\\u001b[31m\":" + one + ",\"v\":3}", 4, "not the expected JSON");
    assertHeaderRefused(
        "{\"\\u001b" + "x".repeat(500) + "\":{}}", 0, "\"\\u001b" + "x".repeat(79) + "...\"");
  }

  private static String entry(String type, String shape, String offsets) {
    return "{\"w\":{\"dtype\":\""
        + type
        + "\",\"shape\":"
        + shape
        + ",\"data_offsets\":"
        + offsets
        + "}}";
  }

  @Test
  void textThatIsNotUtf8IsRefused() throws IOException {
    Path file = raw(-1, "{\"w\":1}", 0);
    byte[] bytes = Files.readAllBytes(file);
    bytes[10] = (byte) 0xff;
    Files.write(file, bytes);
    assertDamaged(file, "not text in UTF-8");
  }

  @Test
  void emptyTensorsMayShareAPlace() throws IOException {
    Path file =
        raw(
            -1,
            "{\"a\":{\"dtype\":\"F16\",\"shape\":[0],\"data_offsets\":[2,2]},"
                + "\"b\":{\"dtype\":\"BF16\",\"shape\":[],\"data_offsets\":[0,2]}}  ",
            2);
    try (SafeTensorsReader reader = new SafeTensorsReader(file)) {
      assertThat(reader.tensors().get("a").bytes()).isEqualTo(0);
      DamagedFileException e = assertThrows(DamagedFileException.class, reader::verify);
      assertThat(e).hasMessageThat().contains("checksum is missing");
    }
  }
}
