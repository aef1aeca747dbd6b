package io.tikhonov.processor.training;

import java.util.Arrays;

/** A dense row-major array of doubles with its shape. */
public final class Values {
  private final double[] data;
  private final int[] shape;

  Values(double[] data, int[] shape) {
    this.data = data;
    this.shape = shape;
  }

  public double[] data() {
    return data;
  }

  public int[] shape() {
    return shape;
  }

  public static Values scalar(double value) {
    return new Values(new double[] {value}, new int[0]);
  }

  public static Values vector(double... data) {
    return new Values(data, new int[] {data.length});
  }

  public static Values of(double[] data, int... shape) {
    return new Values(data, shape);
  }

  static Values filled(double value, int... shape) {
    double[] data = new double[volume(shape)];
    Arrays.fill(data, value);
    return new Values(data, shape);
  }

  static int volume(int[] shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  public int length() {
    return data.length;
  }

  public double at(int index) {
    return data[index];
  }

  /** The value of a scalar. */
  public double value() {
    if (data.length != 1) {
      throw new IllegalStateException("not a scalar: " + Arrays.toString(shape));
    }
    return data[0];
  }

  int offset(int[] index) {
    int offset = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      if (index[axis] < 0 || index[axis] >= shape[axis]) {
        throw new IndexOutOfBoundsException(
            Arrays.toString(index) + " in " + Arrays.toString(shape));
      }
      offset = offset * shape[axis] + index[axis];
    }
    return offset;
  }

  /** The index of the element at a flat position. */
  int[] index(int position) {
    int[] index = new int[shape.length];
    int rest = position;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = rest % shape[axis];
      rest /= shape[axis];
    }
    return index;
  }
}
