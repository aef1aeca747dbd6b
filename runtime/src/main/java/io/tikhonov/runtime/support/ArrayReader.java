package io.tikhonov.runtime.support;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Reads ND4J arrays of any strides and number type straight from their memory, without an ND4J
 * operation.
 */
final class ArrayReader {

  private static final int HALF_EXPONENT_MASK = 0x1f;
  private static final int HALF_FRACTION_BITS = 10;
  private static final int HALF_FRACTION_MASK = 0x3ff;
  private static final int HALF_BIAS = 15;

  private final Span span = new Span();
  private INDArray array;
  private DataType type;
  private int elementSize;
  private ByteBuffer bytes;

  /** Whether the elements are floating numbers that {@link #copy} can read. */
  static boolean isFloating(INDArray array) {
    DataType type = array.dataType();
    return type == DataType.FLOAT
        || type == DataType.DOUBLE
        || type == DataType.FLOAT16
        || type == DataType.BFLOAT16;
  }

  /** Whether the elements are integers that can be labels. */
  static boolean isInteger(INDArray array) {
    return array.dataType() == DataType.INT32 || array.dataType() == DataType.INT64;
  }

  /** Copies all elements in c order. */
  void copy(INDArray source, Memory target) {
    if (source.dataType() == target.dataType() && Memory.isDense(source)) {
      long size = source.length() * target.elementSize();
      span.moveTo(Memory.address(source), size);
      Pointer.memcpy(target.pointer(), span, size);
      return;
    }
    open(source);
    copyAxis(0, 0, 0, target);
    close();
  }

  /**
   * Finds the first label outside [from, to).
   *
   * @return its position in c order, or −1
   */
  long findOutside(INDArray labels, long from, long to) {
    open(labels);
    long position = findAxis(0, 0, 0, from, to);
    close();
    return position < 0 ? -1 : position;
  }

  /** The integer at a position in c order. */
  long integer(INDArray labels, long position) {
    open(labels);
    long offset = 0;
    long rest = position;
    for (int axis = labels.rank() - 1; axis >= 0; axis--) {
      offset += rest % labels.size(axis) * labels.stride(axis);
      rest /= labels.size(axis);
    }
    long value = readInteger((int) offset);
    close();
    return value;
  }

  private void open(INDArray source) {
    array = source;
    type = source.dataType();
    elementSize = source.data().getElementSize();
    long last = 0;
    for (int axis = 0; axis < source.rank(); axis++) {
      last += (source.size(axis) - 1) * source.stride(axis);
    }
    long size = (last + 1) * elementSize;
    if (size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "An array that spans " + size + " bytes is too large; the limit is 2^31 - 1 bytes.");
    }
    if (span.moveTo(Memory.address(source), size) || bytes == null) {
      bytes = span.asByteBuffer();
    }
  }

  private void close() {
    array = null;
  }

  private int copyAxis(int axis, int offset, int position, Memory target) {
    if (axis == array.rank()) {
      target.put(position, read(offset));
      return position + 1;
    }
    int size = (int) array.size(axis);
    int stride = array.stride(axis);
    int next = position;
    if (axis < array.rank() - 1) {
      for (int i = 0; i < size; i++) {
        next = copyAxis(axis + 1, offset + i * stride, next, target);
      }
      return next;
    }
    for (int i = 0; i < size; i++) {
      target.put(next++, read(offset + i * stride));
    }
    return next;
  }

  /** The position of the first label outside, or −1 − (the position after the last one read). */
  private long findAxis(int axis, int offset, long position, long from, long to) {
    if (axis == array.rank()) {
      long label = readInteger(offset);
      return label < from || label >= to ? position : -2 - position;
    }
    int size = (int) array.size(axis);
    int stride = array.stride(axis);
    long next = position;
    for (int i = 0; i < size; i++) {
      long found = findAxis(axis + 1, offset + i * stride, next, from, to);
      if (found >= 0) {
        return found;
      }
      next = -1 - found;
    }
    return -1 - next;
  }

  private double read(int offset) {
    int at = offset * elementSize;
    if (type == DataType.FLOAT) {
      return bytes.getFloat(at);
    } else if (type == DataType.DOUBLE) {
      return bytes.getDouble(at);
    } else if (type == DataType.FLOAT16) {
      return half(bytes.getShort(at));
    } else if (type == DataType.BFLOAT16) {
      return Float.intBitsToFloat(bytes.getShort(at) << Short.SIZE);
    }
    return readInteger(offset);
  }

  private long readInteger(int offset) {
    int at = offset * elementSize;
    return type == DataType.INT64 ? bytes.getLong(at) : bytes.getInt(at);
  }

  private static float half(short bits) {
    int exponent = bits >> HALF_FRACTION_BITS & HALF_EXPONENT_MASK;
    int fraction = bits & HALF_FRACTION_MASK;
    float magnitude;
    if (exponent == HALF_EXPONENT_MASK) {
      magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else if (exponent == 0) {
      magnitude = Math.scalb((float) fraction, 1 - HALF_BIAS - HALF_FRACTION_BITS);
    } else {
      int significand = fraction | 1 << HALF_FRACTION_BITS;
      magnitude = Math.scalb((float) significand, exponent - HALF_BIAS - HALF_FRACTION_BITS);
    }
    return bits < 0 ? -magnitude : magnitude;
  }

  /** A stretch of foreign memory. */
  private static final class Span extends Pointer {

    @Override
    public int sizeof() {
      return 1;
    }

    /** Moves to another stretch; returns whether it is another one. */
    boolean moveTo(long newAddress, long bytes) {
      boolean moved = address != newAddress || capacity != bytes;
      address = newAddress;
      limit = bytes;
      capacity = bytes;
      return moved;
    }
  }
}
