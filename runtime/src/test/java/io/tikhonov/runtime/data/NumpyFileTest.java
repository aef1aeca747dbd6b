package io.tikhonov.runtime.data;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The files under {@code resources/numpy} were written by NumPy 2.4. */
final class NumpyFileTest {
  private static final Path FILES = Path.of("src/test/resources/numpy");

  @TempDir private Path folder;

  private static INDArray read(String name) throws IOException {
    return NumpyFile.read(FILES.resolve(name + ".npy"));
  }

  /** (2, 3, 4) with i/8 − 1 at place i. */
  @ParameterizedTest
  @CsvSource({"float32,FLOAT", "fortran,DOUBLE", "bigendian,FLOAT", "version3,FLOAT"})
  void readsEveryOrderAndVersion(String name, DataType type) throws IOException {
    INDArray array = read(name);
    assertThat(array.dataType()).isEqualTo(type);
    assertThat(array.shape()).isEqualTo(new long[] {2, 3, 4});
    for (int i = 0; i < 24; i++) {
      assertThat(array.getDouble(i / 12, i / 4 % 3, i % 4)).isEqualTo(i / 8.0 - 1);
    }
  }

  @Test
  void integersAreExact() throws IOException {
    assertThat(read("int8").toIntVector()).isEqualTo(new int[] {-128, 0, 127});
    assertThat(read("uint8").toIntVector()).isEqualTo(new int[] {0, 128, 255});
    assertThat(read("uint16").toIntVector()).isEqualTo(new int[] {0, 65535});
    assertThat(read("int32").toIntMatrix())
        .isEqualTo(new int[][] {{Integer.MIN_VALUE, Integer.MAX_VALUE}});
    assertThat(read("uint32").toLongVector()).isEqualTo(new long[] {4294967295L});
    assertThat(read("int64").toLongVector())
        .isEqualTo(new long[] {Long.MIN_VALUE, Long.MAX_VALUE, (1L << 53) + 1});
    assertThat(read("bool").toIntMatrix()).isEqualTo(new int[][] {{1, 0}, {0, 1}});
    assertThat(read("int64").dataType()).isEqualTo(DataType.INT64);
    assertThat(read("int8").dataType()).isEqualTo(DataType.INT32);
  }

  @Test
  void halfPrecisionIsExact() throws IOException {
    assertThat(read("float16").toFloatVector())
        .usingExactEquality()
        .containsExactly(
            0f,
            -0f,
            1.5f,
            -2.25f,
            65504f,
            0x1p-24f,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.NaN,
            0x1.998p-4f)
        .inOrder();
  }

  @Test
  void scalarsHaveNoAxes() throws IOException {
    assertThat(read("scalar").rank()).isEqualTo(0);
    assertThat(read("scalar").getDouble()).isEqualTo(2.5);
  }

  @Test
  void compressedFilesAreRead() throws IOException {
    Path file = folder.resolve("a.npy.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      Files.copy(FILES.resolve("float32.npy"), out);
    }
    assertThat(NumpyFile.read(file)).isEqualTo(read("float32"));
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 20));
    assertThat(problem(file)).contains("compressed by gzip and damaged");
  }

  private static String problem(Path file) {
    DataFileException e = assertThrows(DataFileException.class, () -> NumpyFile.read(file));
    assertThat(e).hasMessageThat().contains(file.toString());
    return e.getMessage();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "complex|numbers of NumPy's type \"<c16\" are not supported",
        "text|numbers of NumPy's type \"<U2\" are not supported",
        "records|does not say the type of its numbers, or not as one array of numbers has it",
        "empty|the array of [0, 3] is empty"
      })
  void otherArraysAreRefused(String name, String message) {
    assertThat(problem(FILES.resolve(name + ".npy"))).contains(message);
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    assertThrows(NoSuchFileException.class, () -> NumpyFile.read(folder.resolve("missing.npy")));
    assertThat(problem(folder)).contains("it is a folder");
    Path text = Files.writeString(folder.resolve("text.npy"), "1, 2, 3\n4, 5, 6\n");
    assertThat(problem(text)).contains("it is no .npy file");
    byte[] bytes = Files.readAllBytes(FILES.resolve("float32.npy"));
    Path cut = Files.write(folder.resolve("cut.npy"), Arrays.copyOf(bytes, bytes.length - 1));
    assertThat(problem(cut)).contains("needs 96 bytes after the header, and there are 95");
    Path more = Files.write(folder.resolve("more.npy"), Arrays.copyOf(bytes, bytes.length + 4));
    assertThat(problem(more)).contains("needs 96 bytes after the header, and there are 100");
    byte[] version = bytes.clone();
    version[6] = 9;
    assertThat(problem(Files.write(folder.resolve("version.npy"), version)))
        .contains("version 9 of the format .npy is not known");
  }

  /** What a file claims costs no memory before it is checked. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "(2147483647, 1)",
        "(2147483640,)",
        "(99999999999999999999,)",
        "(4294967296, 4294967296)"
      })
  void hugeClaimsAreRefused(String shape) throws IOException {
    String header = "{'descr': '<f8', 'fortran_order': False, 'shape': " + shape + ", }\n";
    byte[] text = header.getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = new byte[10 + text.length];
    System.arraycopy(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}, 0, bytes, 0, 8);
    bytes[8] = (byte) text.length;
    System.arraycopy(text, 0, bytes, 10, text.length);
    problem(Files.write(folder.resolve("huge.npy"), bytes));
    Path compressed = folder.resolve("huge.npy.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
      out.write(bytes);
    }
    problem(compressed);
  }

  @Test
  void anyDamageIsRefusedOrRead() throws IOException {
    byte[] whole = Files.readAllBytes(FILES.resolve("float32.npy"));
    Path file = folder.resolve("damaged.npy");
    Random random = new Random(5);
    int refused = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = whole.clone();
      for (int change = random.nextInt(3); change >= 0; change--) {
        bytes[random.nextInt(128)] = (byte) random.nextInt(256);
      }
      Files.write(file, bytes);
      try {
        assertThat(NumpyFile.read(file).length()).isEqualTo(24);
      } catch (DataFileException e) {
        refused++;
      }
    }
    assertThat(refused).isAtLeast(500);
  }
}
