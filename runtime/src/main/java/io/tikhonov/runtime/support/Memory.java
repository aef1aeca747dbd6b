package io.tikhonov.runtime.support;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A native array outside the heap, in the machine's byte order, read by kernels through its buffer
 * and by BLAS through its pointer.
 *
 * <p>Memory grows on demand and is given back by {@link #close()}. It starts at a multiple of 64
 * bytes, unless it is a view of an ND4J array. One array holds at most 2³¹ − 1 bytes, because
 * buffers have {@code int} indices.
 */
public abstract sealed class Memory implements AutoCloseable permits Floats, Doubles, Ints {

  /** The bytes of memory without elements. */
  static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);

  private static final int ALIGNMENT = 64;

  /** The bytes that are exchanged at once: they stay in the cache. */
  private static final long EXCHANGED = 1 << 16;

  private final int elementSize;
  private BytePointer allocation;
  private INDArray owner;
  private long address;
  private long length;
  private long capacity;
  private boolean closed;

  Memory(int elementSize) {
    this.elementSize = elementSize;
  }

  /** The number of elements asked for last. */
  public final long length() {
    return length;
  }

  /** The native address of the first element; 0 while nothing is allocated. */
  public final long address() {
    return address;
  }

  /** The size of an element in bytes. */
  public final int elementSize() {
    return elementSize;
  }

  /** The pointer for native calls. It moves when the memory grows; leave its position alone. */
  public abstract Pointer pointer();

  /** The memory as vector kernels take it, of at least {@link #length} elements. */
  public abstract Object view();

  abstract DataType dataType();

  /** Points the typed pointer and buffer of the subclass at the new place. */
  abstract void point(long address, long capacity);

  abstract void put(int index, double value);

  abstract double get(int index);

  /**
   * Makes room for a number of elements. The contents are kept only if the present room is enough;
   * newly allocated memory is zero.
   *
   * @throws IllegalArgumentException if the length is negative or above 2³¹ − 1 bytes
   * @throws IllegalStateException if the memory is closed, or too short and not its own
   */
  public final void ensure(long newLength) {
    if (closed) {
      throw new IllegalStateException("This memory is closed.");
    }
    if (newLength < 0 || newLength > Integer.MAX_VALUE / elementSize) {
      throw new IllegalArgumentException(
          "An array can hold 0 to "
              + Integer.MAX_VALUE / elementSize
              + " elements of "
              + elementSize
              + " bytes, not "
              + newLength
              + ". Use a smaller batch or smaller dimensions.");
    }
    if (newLength > capacity) {
      if (owner != null) {
        throw new IllegalStateException("The memory of an ND4J array cannot grow.");
      }
      allocate(newLength);
    }
    length = newLength;
  }

  private void allocate(long newCapacity) {
    free();
    long bytes = newCapacity * elementSize;
    // The padding makes room for the alignment; BytePointer frees it if close() is forgotten.
    allocation = new BytePointer(bytes + ALIGNMENT);
    Pointer.memset(allocation, 0, bytes + ALIGNMENT);
    long start = allocation.address();
    address = (start + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    capacity = newCapacity;
    point(address, capacity);
  }

  private void free() {
    if (allocation != null) {
      allocation.close();
      allocation = null;
    }
    owner = null;
    address = 0;
    length = 0;
    capacity = 0;
    point(0, 0);
  }

  /** Makes this a view of foreign memory, which the owner (may be null) keeps alive. */
  final void view(long newAddress, long newLength, INDArray newOwner) {
    if (allocation != null) {
      throw new IllegalStateException("Memory that is allocated cannot become a view.");
    }
    if (newLength > Integer.MAX_VALUE / elementSize) {
      throw new IllegalArgumentException(
          "An array of " + newLength + " elements is too long: the limit is 2^31 - 1 bytes.");
    }
    if (newAddress != address || newLength != capacity) {
      address = newAddress;
      capacity = newLength;
      point(newAddress, newLength);
    }
    length = newLength;
    owner = newOwner;
  }

  /** Sets all elements to zero. */
  public final void zero() {
    if (length > 0) {
      Pointer.memset(pointer(), 0, length * elementSize);
    }
  }

  /** Sets all elements to a value, rounded to the element's type. */
  public final void fill(double value) {
    for (int i = 0; i < length; i++) {
      put(i, value);
    }
  }

  /**
   * Reads the first elements as doubles.
   *
   * @param at where in {@code values} they go
   */
  public abstract void read(double[] values, int at, int count);

  /** Writes the first elements, rounded to the element's type. */
  public abstract void write(double[] values, int at, int count);

  /**
   * Copies all elements of another memory of the same type and length.
   *
   * @throws IllegalArgumentException if type or length differ
   */
  public final void copyFrom(Memory source) {
    if (source.getClass() != getClass() || source.length != length) {
      throw new IllegalArgumentException(
          "Cannot copy " + source + " into " + this + ": type and length must be the same.");
    }
    if (length > 0 && source != this) {
      Pointer.memcpy(pointer(), source.pointer(), length * elementSize);
    }
  }

  /**
   * Exchanges all elements with another memory of the same type and length.
   *
   * @throws IllegalArgumentException if type or length differ
   */
  final void exchange(Memory other) {
    if (other.getClass() != getClass() || other.length != length) {
      throw new IllegalArgumentException(
          "Cannot exchange " + other + " and " + this + ": type and length must be the same.");
    }
    long bytes = length * elementSize;
    try (BytePointer kept = new BytePointer(Math.min(bytes, EXCHANGED));
        BytePointer here = new BytePointer(pointer());
        BytePointer there = new BytePointer(other.pointer())) {
      for (long at = 0; at < bytes; at += EXCHANGED) {
        long count = Math.min(EXCHANGED, bytes - at);
        Pointer.memcpy(kept, here.position(at), count);
        Pointer.memcpy(here, there.position(at), count);
        Pointer.memcpy(there, kept, count);
      }
    }
  }

  /**
   * Copies the elements into a new ND4J array that belongs to the caller and to no workspace.
   *
   * @param shape its shape; the product is at most {@link #length()}
   */
  public final INDArray toArray(long... shape) {
    INDArray array = Nd4j.createUninitializedDetached(dataType(), shape);
    long count = array.length();
    if (count > length) {
      throw new IllegalArgumentException(
          "Cannot make an array of " + count + " elements from " + this + ".");
    }
    if (count > 0) {
      Pointer.memcpy(array.data().pointer(), pointer(), count * elementSize);
    }
    return array;
  }

  /** Gives the memory back. Closing twice does no harm; views leave their array alone. */
  @Override
  public final void close() {
    free();
    closed = true;
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName() + "[" + length + "]";
  }

  /** The address of the first element of an ND4J array, offsets of views included. */
  static long address(INDArray array) {
    return array.data().address() + array.offset() * array.data().getElementSize();
  }

  /** Whether an array lies in memory as its elements are numbered, without gaps. */
  static boolean isDense(INDArray array) {
    long expected = 1;
    for (int axis = array.rank() - 1; axis >= 0; axis--) {
      long size = array.size(axis);
      if (size != 1 && array.stride(axis) != expected) {
        return false;
      }
      expected *= size;
    }
    return true;
  }

  static void requireView(INDArray array, DataType type) {
    if (array.dataType() != type || !isDense(array)) {
      throw new IllegalArgumentException(
          "A view needs a dense array of type "
              + type
              + " in c order, not "
              + array.shapeInfoToString());
    }
  }
}
