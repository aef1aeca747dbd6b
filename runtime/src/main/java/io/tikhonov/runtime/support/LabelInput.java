package io.tikhonov.runtime.support;

import java.nio.IntBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An integer input: class labels, rows of a table. Arrays of type INT and LONG, of any strides. */
public final class LabelInput extends Input implements AutoCloseable {

  private final Ints labels = new Ints();

  /** An input with this name and these dimensions. */
  public LabelInput(String name, String... dimensions) {
    super(name, dimensions);
  }

  @Override
  void requireType(INDArray array) {
    if (ArrayReader.isInteger(array)) {
      return;
    }
    String problem = "";
    if (ArrayReader.isFloating(array)) {
      try (Doubles values = new Doubles(array.length())) {
        reader.copy(array, values);
        for (int i = 0; i < values.length() && problem.isEmpty(); i++) {
          problem = Double.isNaN(values.get(i)) ? " and holds NaN at position " + i : "";
        }
      }
    }
    throw new IllegalArgumentException(
        "Input \""
            + name()
            + "\" holds labels and must be of type INT or LONG, but is "
            + array.dataType()
            + problem
            + "; convert it with castTo(DataType.INT32)"
            + (problem.isEmpty() ? "." : " once every label is known."));
  }

  /**
   * Checks the sizes of all axes and the range of the labels, after {@link #rank}.
   *
   * @param from smallest label allowed
   * @param to first label above the range; negative for no bound but that of {@code int}
   * @throws IllegalArgumentException if a size differs or a label lies outside; the message names
   *     the input, the label and its position
   */
  public void check(INDArray array, int from, int to, long... sizes) {
    checkShape(array, sizes);
    long end = to < 0 ? Integer.MAX_VALUE + 1L : to;
    long position = reader.findOutside(array, from, end);
    if (position >= 0) {
      throw new IllegalArgumentException(
          "Label "
              + reader.integer(array, position)
              + " at position "
              + position
              + " of input \""
              + name()
              + "\" is not in ["
              + from
              + ", "
              + end
              + ").");
    }
  }

  /** Copies the labels, after {@link #check}. */
  public void bind(INDArray array) {
    labels.ensure(array.length());
    reader.copy(array, labels);
  }

  /** The labels in c order. */
  public IntBuffer data() {
    return labels.data();
  }

  /** The memory of the labels in c order. */
  public Ints memory() {
    return labels;
  }

  @Override
  public void close() {
    labels.close();
  }
}
