package io.tikhonov.runtime.data;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

final class IdxFileTest {

  @TempDir private Path folder;

  /** A file of a type, with sizes and numbers. */
  private Path file(int type, int[] sizes, ByteBuffer numbers) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * sizes.length + numbers.capacity());
    bytes.putInt(type << 8 | sizes.length);
    for (int size : sizes) {
      bytes.putInt(size);
    }
    bytes.put(numbers.rewind());
    return Files.write(folder.resolve("data.idx"), bytes.array());
  }

  @Test
  void readsImages() throws IOException {
    byte[] pixels = new byte[2 * 3 * 2];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (20 * i + 30);
    }
    Path file = file(0x08, new int[] {2, 3, 2}, ByteBuffer.wrap(pixels));
    INDArray images = IdxFile.read(file);
    assertThat(images.dataType()).isEqualTo(DataType.INT32);
    assertThat(images.shape()).isEqualTo(new long[] {2, 3, 2});
    assertThat(images.getInt(1, 2, 1)).isEqualTo(250);
    assertThat(images.castTo(DataType.FLOAT).divi(255).reshape(2, 6).getFloat(1, 5))
        .isEqualTo(250f / 255);

    Path compressed = folder.resolve("data.idx.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
      Files.copy(file, out);
    }
    assertThat(IdxFile.read(compressed)).isEqualTo(images);
  }

  @Test
  void readsAllTypes() throws IOException {
    assertThat(
            IdxFile.read(file(0x09, new int[] {2}, ByteBuffer.wrap(new byte[] {-1, 5})))
                .toIntVector())
        .isEqualTo(new int[] {-1, 5});
    ByteBuffer shorts = ByteBuffer.allocate(4).putShort((short) -300).putShort((short) 300);
    assertThat(IdxFile.read(file(0x0B, new int[] {2}, shorts)).toIntVector())
        .isEqualTo(new int[] {-300, 300});
    ByteBuffer ints = ByteBuffer.allocate(4).putInt(-70_000);
    assertThat(IdxFile.read(file(0x0C, new int[] {1, 1}, ints)).toIntMatrix())
        .isEqualTo(new int[][] {{-70_000}});
    ByteBuffer floats = ByteBuffer.allocate(8).putFloat(0.1f).putFloat(-2);
    assertThat(IdxFile.read(file(0x0D, new int[] {2}, floats)).toFloatVector())
        .usingExactEquality()
        .containsExactly(0.1f, -2f)
        .inOrder();
    ByteBuffer doubles = ByteBuffer.allocate(8).putDouble(0.1);
    assertThat(IdxFile.read(file(0x0E, new int[] {1}, doubles)).getDouble(0)).isEqualTo(0.1);
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    assertThrows(NoSuchFileException.class, () -> IdxFile.read(folder.resolve("missing")));
    assertThat(problem(Files.writeString(folder.resolve("text"), "label,pixel")))
        .contains("it is no IDX file: it starts with 6c616265");
    assertThat(problem(Files.write(folder.resolve("short"), new byte[] {0, 0, 8})))
        .contains("it ends in the middle of its header");
    byte[] numbers = new byte[6];
    assertThat(problem(file(0x08, new int[] {7}, ByteBuffer.wrap(numbers))))
        .contains("an array of [7] needs 7 bytes after the header, and there are 6.");
    assertThat(problem(file(0x08, new int[] {5}, ByteBuffer.wrap(numbers))))
        .contains("an array of [5] needs 5 bytes after the header, and there are 6.");
    assertThat(problem(file(0x08, new int[] {-1, -1}, ByteBuffer.wrap(numbers))))
        .contains("more elements than one array can have");
    assertThat(problem(file(0x0A, new int[] {6}, ByteBuffer.wrap(numbers))))
        .contains("it is no IDX file");
  }

  private static String problem(Path file) {
    DataFileException e = assertThrows(DataFileException.class, () -> IdxFile.read(file));
    assertThat(e).hasMessageThat().startsWith("File \"" + file + "\": ");
    return e.getMessage();
  }
}
