package io.tikhonov.runtime.support;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import org.bytedeco.javacpp.DoublePointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Native memory of 8-byte floating numbers. */
public final class Doubles extends Memory {

  private final Cursor pointer = new Cursor();
  private DoubleBuffer data;
  private Object view;

  /** Memory without elements; {@link #ensure} makes room. */
  public Doubles() {
    super(Double.BYTES);
    point(0, 0);
  }

  /** Memory of so many zeros. */
  public Doubles(long length) {
    this();
    ensure(length);
  }

  /**
   * The memory of a dense ND4J array of type {@code DOUBLE} in c order, views included, without
   * copying.
   *
   * @throws IllegalArgumentException if the array has another type or has gaps
   */
  public static Doubles over(INDArray array) {
    requireView(array, DataType.DOUBLE);
    Doubles view = new Doubles();
    view.view(address(array), array.length(), array);
    return view;
  }

  /**
   * The elements. Use absolute {@code get} and {@code put} only, and ask again after {@link
   * #ensure}: growing replaces the buffer. Its limit may lie above {@link #length()}.
   */
  public DoubleBuffer data() {
    return data;
  }

  @Override
  public DoublePointer pointer() {
    return pointer;
  }

  @Override
  public Object view() {
    return view;
  }

  @Override
  DataType dataType() {
    return DataType.DOUBLE;
  }

  @Override
  void point(long address, long capacity) {
    pointer.moveTo(address, capacity);
    ByteBuffer bytes =
        capacity == 0 ? NOTHING : pointer.asByteBuffer().order(ByteOrder.nativeOrder());
    data = bytes.asDoubleBuffer();
    view = VectorApi.view(bytes);
  }

  @Override
  public void read(double[] values, int at, int count) {
    data.get(0, values, at, count);
  }

  @Override
  public void write(double[] values, int at, int count) {
    data.put(0, values, at, count);
  }

  @Override
  void put(int index, double value) {
    data.put(index, value);
  }

  @Override
  double get(int index) {
    return data.get(index);
  }

  /** A pointer that can be moved to any place without allocating. */
  static final class Cursor extends DoublePointer {

    Cursor() {
      super((DoublePointer) null);
    }

    /** Points at element {@code offset} of a memory. */
    void moveTo(Doubles memory, long offset) {
      address = memory.address() + offset * Double.BYTES;
    }

    private void moveTo(long newAddress, long newCapacity) {
      address = newAddress;
      limit = newCapacity;
      capacity = newCapacity;
    }
  }
}
