package io.tikhonov.processor.ir;

import java.util.ArrayList;
import java.util.List;

/** NumPy's broadcasting rule on symbolic shapes. */
public final class Broadcasting {

  private Broadcasting() {}

  /** The common shape: trailing axes are aligned; equal dimensions meet, and 1 meets anything. */
  public static Shape common(Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    List<Poly> dims = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      Poly left = dim(a, axis - (rank - a.rank()));
      Poly right = dim(b, axis - (rank - b.rank()));
      if (left.isConstant(1)) {
        dims.add(right);
      } else if (right.isConstant(1) || left.equals(right)) {
        dims.add(left);
      } else {
        throw mismatch("an elementwise operation", a, b);
      }
    }
    return new Shape(dims);
  }

  /** The error for two shapes that do not meet, which names the first pair of dimensions. */
  static IrException mismatch(String operation, Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    for (int axis = rank - 1; axis >= 0; axis--) {
      Poly left = dim(a, axis - (rank - a.rank()));
      Poly right = dim(b, axis - (rank - b.rank()));
      if (!left.isConstant(1) && !right.isConstant(1) && !left.equals(right)) {
        return new IrException(
            "TKV201",
            "%s: the operands are %s and %s; %s and %s must be the same dimension."
                .formatted(operation, a, b, left, right));
      }
    }
    return new IrException("TKV201", "%s: %s does not broadcast to %s.".formatted(operation, a, b));
  }

  private static Poly dim(Shape shape, int axis) {
    return axis < 0 ? Poly.ONE : shape.dim(axis);
  }
}
