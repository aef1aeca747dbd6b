package io.tikhonov.processor.report;

import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Shape;
import java.util.stream.Collectors;

/** Sizes as people write them. */
final class Sizes {

  private Sizes() {}

  /** A polynomial: {@code 4·batch·hidden + 4·hidden}. */
  static String text(Poly size) {
    return size.toString()
        .replace("*", "·")
        .replaceAll("(?<=[^(,])\\+", " + ")
        .replaceAll("(?<=[^(, ])-", " − ")
        .replaceAll("^-", "−");
  }

  /** The lengths of the axes: {@code batch × hidden}; a word for a scalar. */
  static String text(Shape shape) {
    return shape.isScalar()
        ? "scalar"
        : shape.dims().stream().map(Sizes::text).collect(Collectors.joining(" × "));
  }
}
