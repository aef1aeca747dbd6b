package io.tikhonov.runtime.support;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import org.bytedeco.javacpp.IntPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Native memory of 4-byte integers: labels, indices, permutations. */
public final class Ints extends Memory {

  private final Cursor pointer = new Cursor();
  private IntBuffer data;
  private Object view;

  /** Memory without elements; {@link #ensure} makes room. */
  public Ints() {
    super(Integer.BYTES);
    point(0, 0);
  }

  /** Memory of so many zeros. */
  public Ints(long length) {
    this();
    ensure(length);
  }

  /**
   * The memory of a dense ND4J array of type {@code INT} in c order, views included, without
   * copying.
   *
   * @throws IllegalArgumentException if the array has another type or has gaps
   */
  public static Ints over(INDArray array) {
    requireView(array, DataType.INT32);
    Ints view = new Ints();
    view.view(address(array), array.length(), array);
    return view;
  }

  /**
   * The elements. Use absolute {@code get} and {@code put} only, and ask again after {@link
   * #ensure}: growing replaces the buffer. Its limit may lie above {@link #length()}.
   */
  public IntBuffer data() {
    return data;
  }

  @Override
  public IntPointer pointer() {
    return pointer;
  }

  @Override
  public Object view() {
    return view;
  }

  @Override
  DataType dataType() {
    return DataType.INT32;
  }

  @Override
  void point(long address, long capacity) {
    pointer.moveTo(address, capacity);
    ByteBuffer bytes =
        capacity == 0 ? NOTHING : pointer.asByteBuffer().order(ByteOrder.nativeOrder());
    data = bytes.asIntBuffer();
    view = VectorApi.view(bytes);
  }

  @Override
  public void read(double[] values, int at, int count) {
    for (int i = 0; i < count; i++) {
      values[at + i] = data.get(i);
    }
  }

  @Override
  public void write(double[] values, int at, int count) {
    for (int i = 0; i < count; i++) {
      data.put(i, (int) values[at + i]);
    }
  }

  @Override
  void put(int index, double value) {
    data.put(index, (int) value);
  }

  @Override
  double get(int index) {
    return data.get(index);
  }

  /** A pointer that can be moved to any place without allocating. */
  static final class Cursor extends IntPointer {

    Cursor() {
      super((IntPointer) null);
    }

    /** Points at element {@code offset} of a memory. */
    void moveTo(Ints memory, long offset) {
      address = memory.address() + offset * Integer.BYTES;
    }

    private void moveTo(long newAddress, long newCapacity) {
      address = newAddress;
      limit = newCapacity;
      capacity = newCapacity;
    }
  }
}
