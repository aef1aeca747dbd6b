package io.tikhonov.runtime.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Arrays in the IDX format, in which MNIST and data sets like it are published, also compressed by
 * gzip: two bytes 0, the type, the rank, the sizes, the numbers, all big-endian. Source: LeCun,
 * Cortes and Burges, The MNIST database of handwritten digits.
 *
 * <p>Bytes (signed or not), shorts and ints become INT, floats FLOAT and doubles DOUBLE.
 */
public final class IdxFile {
  private static final Map<Integer, NumberType> TYPES =
      Map.of(
          0x08, NumberType.UINT8,
          0x09, NumberType.INT8,
          0x0B, NumberType.INT16,
          0x0C, NumberType.INT32,
          0x0D, NumberType.FLOAT32,
          0x0E, NumberType.FLOAT64);

  private IdxFile() {}

  /**
   * Reads an array, such as labels (examples) or images (examples, rows, columns).
   *
   * <p>For a model, images become floats from 0 to 1 with one row each: {@code
   * IdxFile.read(file).castTo(DataType.FLOAT).divi(255).reshape(examples, pixels)}.
   *
   * @throws java.nio.file.NoSuchFileException if the file does not exist
   * @throws DataFileException if it is damaged or of another format
   * @throws IOException if it cannot be read
   */
  public static INDArray read(Path file) throws IOException {
    try (ArrayStream stream = new ArrayStream(file)) {
      ByteBuffer magic = stream.next(4, "its header");
      NumberType type = TYPES.get((int) magic.get(2));
      if (magic.getShort(0) != 0 || type == null) {
        throw new DataFileException(
            file,
            "it is no IDX file: it starts with %08x, and one starts with 0000, the type and the rank."
                .formatted(magic.getInt(0)));
      }
      long[] shape = new long[Byte.toUnsignedInt(magic.get(3))];
      for (int i = 0; i < shape.length; i++) {
        shape[i] = Integer.toUnsignedLong(stream.next(4, "its header").getInt());
      }
      return stream.array(type, ByteOrder.BIG_ENDIAN, shape);
    }
  }
}
