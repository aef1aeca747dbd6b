package io.tikhonov.runtime.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A file with one array, perhaps compressed by gzip. What it claims to hold is compared with its
 * size before memory is allocated for it.
 */
final class ArrayStream implements Closeable {
  private static final int CHUNK = 1 << 16;

  /** Deflate makes nothing smaller than by this factor. */
  private static final long BEST_COMPRESSION = 1032;

  /** The longest array of the JVM. */
  private static final long MOST_ELEMENTS = Integer.MAX_VALUE - 8;

  private final Path file;
  private final boolean compressed;
  private final long fileSize;
  private final InputStream in;
  private long position;

  /**
   * Opens a file.
   *
   * @throws java.nio.file.NoSuchFileException if it does not exist
   * @throws IOException if it cannot be read
   */
  ArrayStream(Path file) throws IOException {
    OpenedFile opened = OpenedFile.open(file);
    this.file = file;
    fileSize = opened.size();
    compressed = opened.compressed();
    in = opened.in();
  }

  Path file() {
    return file;
  }

  /** The next bytes, in big-endian order until it is set. */
  ByteBuffer next(int count, String what) throws IOException {
    byte[] bytes;
    try {
      bytes = in.readNBytes(count);
    } catch (ZipException | java.io.EOFException e) {
      throw new DataFileException(file, "it is compressed by gzip and damaged.", e);
    }
    position += bytes.length;
    if (bytes.length < count) {
      throw new DataFileException(file, "it ends in the middle of " + what + ".");
    }
    return ByteBuffer.wrap(bytes);
  }

  /**
   * The rest of the file as an array in C order.
   *
   * @param shape in the order in which the numbers lie
   * @throws DataFileException if the rest has another size
   */
  INDArray array(NumberType type, ByteOrder order, long... shape) throws IOException {
    long count = count(shape);
    long bytes = count * type.bytes();
    long most = compressed ? (fileSize - position) * BEST_COMPRESSION : fileSize - position;
    if (bytes > most || (!compressed && bytes < most)) {
      throw new DataFileException(
          file,
          "an array of %s needs %d bytes after the header, and there are %s%d."
              .formatted(
                  Arrays.toString(shape), bytes, compressed ? "at most " : "", Math.max(0, most)));
    }
    INDArray array = read(type, order, (int) count, shape);
    if (compressed && in.read() >= 0) {
      throw new DataFileException(
          file,
          "there are more numbers than an array of %s has.".formatted(Arrays.toString(shape)));
    }
    return array;
  }

  private long count(long[] shape) throws DataFileException {
    long count = 1;
    for (long size : shape) {
      if (size == 0) {
        throw new DataFileException(
            file, "the array of %s is empty.".formatted(Arrays.toString(shape)));
      } else if (size < 0 || size > MOST_ELEMENTS || count > MOST_ELEMENTS / size) {
        throw new DataFileException(
            file,
            "an array of %s has more elements than one array can have here (%d). Save it in parts."
                .formatted(Arrays.toString(shape), MOST_ELEMENTS));
      }
      count *= size;
    }
    return count;
  }

  private INDArray read(NumberType type, ByteOrder order, int count, long[] shape)
      throws IOException {
    if (type.type() == DataType.FLOAT) {
      float[] values = new float[count];
      fill(type, order, count, (i, data) -> values[i] = type.readFloat(data));
      return Nd4j.create(values, shape, DataType.FLOAT);
    } else if (type.type() == DataType.DOUBLE) {
      double[] values = new double[count];
      fill(type, order, count, (i, data) -> values[i] = data.getDouble());
      return Nd4j.create(values, shape, DataType.DOUBLE);
    } else if (type.type() == DataType.INT32) {
      int[] values = new int[count];
      fill(type, order, count, (i, data) -> values[i] = (int) type.readLong(data));
      return Nd4j.createFromArray(values).reshape('c', shape);
    }
    long[] values = new long[count];
    fill(type, order, count, (i, data) -> values[i] = type.readLong(data));
    return Nd4j.createFromArray(values).reshape('c', shape);
  }

  private interface Element {
    void read(int index, ByteBuffer data);
  }

  private void fill(NumberType type, ByteOrder order, int count, Element element)
      throws IOException {
    int inChunk = CHUNK / type.bytes();
    for (int first = 0; first < count; first += inChunk) {
      int size = Math.min(inChunk, count - first);
      ByteBuffer data = next(size * type.bytes(), "its numbers").order(order);
      for (int i = 0; i < size; i++) {
        element.read(first + i, data);
      }
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
