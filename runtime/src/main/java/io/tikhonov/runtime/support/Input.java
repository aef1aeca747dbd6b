package io.tikhonov.runtime.support;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One input of the batches: checks what comes for it and brings it into the form that kernels read.
 *
 * <p>Use: {@link #size} or {@link #rank} first, then {@code check}, for all inputs, and {@code
 * bind} after that. Only binding changes anything.
 */
public abstract sealed class Input permits FloatInput, DoubleInput, LabelInput {

  private final String name;
  private final List<String> dimensions;
  final ArrayReader reader = new ArrayReader();

  Input(String name, String... dimensions) {
    this.name = name;
    this.dimensions = List.of(dimensions);
  }

  /** The name in the declaration. */
  public final String name() {
    return name;
  }

  /** The declared shape: names, integers, sums and multiples of names. */
  public final List<String> dimensions() {
    return dimensions;
  }

  abstract void requireType(INDArray array);

  /**
   * Checks that there is an array of the right number type and of as many axes as declared, none of
   * them empty.
   *
   * @throws IllegalArgumentException if not
   */
  public final void rank(INDArray array) {
    if (array == null) {
      throw new IllegalArgumentException(
          "Input \"" + name + "\" " + shape() + " is missing: it is null.");
    }
    if (array.rank() != dimensions.size()) {
      throw new IllegalArgumentException(
          "Input \""
              + name
              + "\" must have "
              + dimensions.size()
              + " axes "
              + shape()
              + " but has "
              + array.rank()
              + ": "
              + describe(array.shape())
              + ".");
    }
    if (array.isEmpty() || array.length() == 0) {
      throw new IllegalArgumentException(
          "Input \"" + name + "\" " + shape() + " is empty: " + describe(array.shape()) + ".");
    }
    requireType(array);
  }

  /** The size of one axis, after the checks of {@link #rank}. */
  public final int size(INDArray array, int axis) {
    rank(array);
    return (int) Math.min(Integer.MAX_VALUE, array.size(axis));
  }

  /** Checks the size of every axis. */
  final void checkShape(INDArray array, long[] sizes) {
    for (int axis = 0; axis < sizes.length; axis++) {
      if (array.size(axis) != sizes[axis]) {
        throw new IllegalArgumentException(
            "Input \""
                + name
                + "\" must be "
                + expected(sizes)
                + " but is "
                + describe(array.shape())
                + ".");
      }
    }
  }

  /** The declared shape in parentheses. */
  private String shape() {
    return "(" + String.join(", ", dimensions) + ")";
  }

  private String expected(long[] sizes) {
    StringBuilder text = new StringBuilder("(");
    for (int axis = 0; axis < sizes.length; axis++) {
      String size = Long.toString(sizes[axis]);
      String dimension = dimensions.get(axis);
      text.append(axis == 0 ? "" : ", ");
      text.append(dimension.equals(size) ? size : dimension + " = " + size);
    }
    return text.append(')').toString();
  }

  static String describe(long[] shape) {
    String list = Arrays.toString(shape);
    return "(" + list.substring(1, list.length() - 1) + ")";
  }
}
