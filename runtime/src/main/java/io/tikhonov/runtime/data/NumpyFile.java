package io.tikhonov.runtime.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Arrays that NumPy has saved: files {@code .npy} of the versions 1.0 to 3.0, which {@code
 * numpy.save} writes, also compressed by gzip. Format: NumPy Enhancement Proposal 1.
 *
 * <p>{@code float16} and {@code float32} become FLOAT, {@code float64} DOUBLE, {@code bool}, {@code
 * int8} to {@code int32}, {@code uint8} and {@code uint16} INT, {@code int64} and {@code uint32}
 * LONG: every number exactly. Either byte order and either order of elements is read.
 */
public final class NumpyFile {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int MOST_HEADER_BYTES = 1 << 20;
  private static final int LAST_VERSION = 3;

  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([<>=|]?)(\\w+)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)\\b");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d\\s,L]*)\\)");

  private static final Map<String, NumberType> TYPES =
      Map.ofEntries(
          Map.entry("b1", NumberType.BOOLEAN),
          Map.entry("i1", NumberType.INT8),
          Map.entry("u1", NumberType.UINT8),
          Map.entry("i2", NumberType.INT16),
          Map.entry("u2", NumberType.UINT16),
          Map.entry("i4", NumberType.INT32),
          Map.entry("u4", NumberType.UINT32),
          Map.entry("i8", NumberType.INT64),
          Map.entry("f2", NumberType.FLOAT16),
          Map.entry("f4", NumberType.FLOAT32),
          Map.entry("f8", NumberType.FLOAT64));

  private NumpyFile() {}

  /**
   * Reads an array.
   *
   * @throws java.nio.file.NoSuchFileException if the file does not exist
   * @throws DataFileException if it is damaged, of another format, or has numbers of another type
   * @throws IOException if it cannot be read
   */
  public static INDArray read(Path file) throws IOException {
    try (ArrayStream stream = new ArrayStream(file)) {
      String header = header(stream);
      Matcher descr = find(DESCR, header, "the type of its numbers", stream);
      NumberType type = TYPES.get(descr.group(2));
      if (type == null) {
        throw new DataFileException(
            file,
            "numbers of NumPy's type \"%s%s\" are not supported. Save array.astype(numpy.float32) or another number type."
                .formatted(descr.group(1), descr.group(2)));
      }
      ByteOrder order = descr.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
      boolean fortran =
          find(ORDER, header, "the order of its elements", stream).group(1).equals("True");
      long[] shape = shape(find(SHAPE, header, "its shape", stream).group(1), stream);
      return fortran
          ? stream.array(type, order, reversed(shape)).transpose().dup('c')
          : stream.array(type, order, shape);
    }
  }

  private static String header(ArrayStream stream) throws IOException {
    ByteBuffer start = stream.next(MAGIC.length + 2, "its header");
    for (byte expected : MAGIC) {
      if (start.get() != expected) {
        throw new DataFileException(
            stream.file(), "it is no .npy file: it does not start with \\x93NUMPY.");
      }
    }
    int version = start.get();
    if (version < 1 || version > LAST_VERSION) {
      throw new DataFileException(
          stream.file(), "version %d of the format .npy is not known.".formatted(version));
    }
    ByteBuffer length =
        stream.next(version == 1 ? 2 : 4, "its header").order(ByteOrder.LITTLE_ENDIAN);
    long bytes =
        version == 1 ? Short.toUnsignedInt(length.getShort()) : length.getInt() & 0xFFFFFFFFL;
    if (bytes > MOST_HEADER_BYTES) {
      throw new DataFileException(
          stream.file(), "its header claims to have %d bytes.".formatted(bytes));
    }
    return new String(stream.next((int) bytes, "its header").array(), StandardCharsets.UTF_8);
  }

  private static Matcher find(Pattern pattern, String header, String what, ArrayStream stream)
      throws DataFileException {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw new DataFileException(
          stream.file(),
          "the header does not say %s, or not as one array of numbers has it: %s"
              .formatted(what, header.strip()));
    }
    return matcher;
  }

  private static long[] shape(String text, ArrayStream stream) throws DataFileException {
    String[] sizes = text.replace("L", "").strip().split("\\s*,\\s*", -1);
    int rank = sizes.length;
    while (rank > 0 && sizes[rank - 1].isEmpty()) {
      rank--; // "()" has no size, "(3,)" a comma after the last
    }
    long[] shape = new long[rank];
    try {
      for (int i = 0; i < rank; i++) {
        shape[i] = Long.parseLong(sizes[i]);
      }
    } catch (NumberFormatException e) {
      throw new DataFileException(stream.file(), "its shape is (" + text + ").", e);
    }
    return shape;
  }

  private static long[] reversed(long[] shape) {
    long[] reversed = new long[shape.length];
    for (int i = 0; i < shape.length; i++) {
      reversed[i] = shape[shape.length - 1 - i];
    }
    return reversed;
  }
}
