package io.tikhonov.runtime.support;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Native memory of 4-byte floating numbers. */
public final class Floats extends Memory {

  private final Cursor pointer = new Cursor();
  private FloatBuffer data;
  private Object view;

  /** Memory without elements; {@link #ensure} makes room. */
  public Floats() {
    super(Float.BYTES);
    point(0, 0);
  }

  /** Memory of so many zeros. */
  public Floats(long length) {
    this();
    ensure(length);
  }

  /**
   * The memory of a dense ND4J array of type {@code FLOAT} in c order, views included, without
   * copying.
   *
   * @throws IllegalArgumentException if the array has another type or has gaps
   */
  public static Floats over(INDArray array) {
    requireView(array, DataType.FLOAT);
    Floats view = new Floats();
    view.view(address(array), array.length(), array);
    return view;
  }

  /**
   * The elements. Use absolute {@code get} and {@code put} only, and ask again after {@link
   * #ensure}: growing replaces the buffer. Its limit may lie above {@link #length()}.
   */
  public FloatBuffer data() {
    return data;
  }

  @Override
  public FloatPointer pointer() {
    return pointer;
  }

  @Override
  public Object view() {
    return view;
  }

  @Override
  DataType dataType() {
    return DataType.FLOAT;
  }

  @Override
  void point(long address, long capacity) {
    pointer.moveTo(address, capacity);
    ByteBuffer bytes =
        capacity == 0 ? NOTHING : pointer.asByteBuffer().order(ByteOrder.nativeOrder());
    data = bytes.asFloatBuffer();
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
      data.put(i, (float) values[at + i]);
    }
  }

  @Override
  void put(int index, double value) {
    data.put(index, (float) value);
  }

  @Override
  double get(int index) {
    return data.get(index);
  }

  /** A pointer that can be moved to any place without allocating. */
  static final class Cursor extends FloatPointer {

    Cursor() {
      super((FloatPointer) null);
    }

    /** Points at element {@code offset} of a memory. */
    void moveTo(Floats memory, long offset) {
      address = memory.address() + offset * Float.BYTES;
    }

    private void moveTo(long newAddress, long newCapacity) {
      address = newAddress;
      limit = newCapacity;
      capacity = newCapacity;
    }
  }
}
