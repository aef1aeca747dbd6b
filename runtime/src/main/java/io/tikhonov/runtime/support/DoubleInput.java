package io.tikhonov.runtime.support;

import java.nio.DoubleBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A floating input of a model in this precision. Arrays of any strides and of the types FLOAT,
 * DOUBLE, HALF and BFLOAT16 are accepted. A dense array of type DOUBLE that is not small is used
 * where it lies, everything else is copied.
 */
public final class DoubleInput extends Input implements AutoCloseable {

  /** Up to this size copying is cheaper than making a view. */
  private static final int SMALL_BYTES = 1 << 14;

  private final Doubles staging = new Doubles();
  private final Doubles view = new Doubles();
  private Doubles current = staging;

  /** An input with this name and these dimensions. */
  public DoubleInput(String name, String... dimensions) {
    super(name, dimensions);
  }

  @Override
  void requireType(INDArray array) {
    if (!ArrayReader.isFloating(array)) {
      throw new IllegalArgumentException(
          "Input \""
              + name()
              + "\" must hold floating numbers but is "
              + array.dataType()
              + "; convert it with castTo(DataType.DOUBLE).");
    }
  }

  /**
   * Checks the sizes of all axes, after {@link #rank}.
   *
   * @throws IllegalArgumentException if one differs; the message names the input and both shapes
   */
  public void check(INDArray array, long... sizes) {
    checkShape(array, sizes);
  }

  /** Makes the array the one that {@link #data} shows. It is kept until the next one is bound. */
  public void bind(INDArray array) {
    boolean inPlace = array.dataType() == DataType.DOUBLE && Memory.isDense(array);
    if (inPlace && array.length() * Double.BYTES > SMALL_BYTES) {
      view.view(Memory.address(array), array.length(), array);
      current = view;
    } else {
      staging.ensure(array.length());
      reader.copy(array, staging);
      current = staging;
    }
  }

  /** The elements in c order. Valid until the next {@link #bind}. */
  public DoubleBuffer data() {
    return current.data();
  }

  /** The memory of the elements in c order. Valid until the next {@link #bind}. */
  public Doubles memory() {
    return current;
  }

  @Override
  public void close() {
    staging.close();
    view.close();
  }
}
