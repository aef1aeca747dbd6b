package io.tikhonov.processor.ir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The sizes of a tensor's axes, outermost first; the empty shape is a scalar. */
public record Shape(List<Poly> dims) {

  public static final Shape SCALAR = new Shape(List.of());

  public Shape {
    dims = List.copyOf(dims);
  }

  public static Shape of(Poly... dims) {
    return new Shape(Arrays.asList(dims));
  }

  public int rank() {
    return dims.size();
  }

  public boolean isScalar() {
    return dims.isEmpty();
  }

  public Poly dim(int axis) {
    return dims.get(axis);
  }

  /** The number of elements. */
  public Poly volume() {
    return dims.stream().reduce(Poly.ONE, Poly::times);
  }

  /** The number of elements between neighbours along each axis of a dense row-major array. */
  public List<Poly> strides() {
    List<Poly> strides = new ArrayList<>();
    Poly stride = Poly.ONE;
    for (int axis = rank() - 1; axis >= 0; axis--) {
      strides.add(0, stride);
      stride = stride.times(dim(axis));
    }
    return strides;
  }

  /** The offset of an element in a dense row-major array. */
  public Poly offset(List<Poly> index) {
    Poly offset = Poly.ZERO;
    List<Poly> strides = strides();
    for (int axis = 0; axis < rank(); axis++) {
      offset = offset.plus(index.get(axis).times(strides.get(axis)));
    }
    return offset;
  }

  public Shape with(int axis, Poly dim) {
    List<Poly> changed = new ArrayList<>(dims);
    changed.set(axis, dim);
    return new Shape(changed);
  }

  public Shape insert(int axis, Poly dim) {
    List<Poly> changed = new ArrayList<>(dims);
    changed.add(axis, dim);
    return new Shape(changed);
  }

  public Shape remove(int axis) {
    List<Poly> changed = new ArrayList<>(dims);
    changed.remove(axis);
    return new Shape(changed);
  }

  /** The shape without the given axes. */
  public Shape without(List<Integer> axes) {
    List<Poly> kept = new ArrayList<>();
    for (int axis = 0; axis < rank(); axis++) {
      if (!axes.contains(axis)) {
        kept.add(dim(axis));
      }
    }
    return new Shape(kept);
  }

  @Override
  public String toString() {
    return dims.stream().map(Poly::toString).collect(Collectors.joining(", ", "(", ")"));
  }
}
