package io.tikhonov.processor.report.picture;

import io.tikhonov.processor.ir.Shape;

/** Texts of boxes. */
final class Labels {

  private Labels() {}

  /** A name with the lengths of its axes. */
  static String tensor(String name, Shape shape) {
    return shape.isScalar() ? name : name + " " + shape(shape);
  }

  static String shape(Shape shape) {
    return shape.toString().replace("*", "·");
  }
}
