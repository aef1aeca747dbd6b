package io.tikhonov.examples.models;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Seeded data for tests. */
final class Draws {

  private final Random random;

  Draws(long seed) {
    random = new Random(seed);
  }

  /** Independent standard normal numbers. */
  INDArray normal(int... shape) {
    return numbers(i -> random.nextGaussian(), shape);
  }

  /** Independent uniform numbers between two bounds. */
  INDArray uniform(double from, double to, int... shape) {
    return numbers(i -> from + (to - from) * random.nextDouble(), shape);
  }

  /** Independent integers from 0 to n − 1. */
  INDArray labels(int n, int length) {
    return labels(i -> random.nextInt(n), length);
  }

  /** Numbers by their position in row-major order. */
  static INDArray numbers(IntToDoubleFunction value, int... shape) {
    int length = 1;
    long[] sizes = new long[shape.length];
    for (int axis = 0; axis < shape.length; axis++) {
      length *= shape[axis];
      sizes[axis] = shape[axis];
    }
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = value.applyAsDouble(i);
    }
    return Nd4j.createFromArray(values).reshape(sizes);
  }

  /** Integers by their position. */
  static INDArray labels(IntUnaryOperator value, int length) {
    int[] values = new int[length];
    for (int i = 0; i < length; i++) {
      values[i] = value.applyAsInt(i);
    }
    return Nd4j.createFromArray(values);
  }

  /** The class of each row: the largest of its first entries, which a linear model can find. */
  static INDArray largestOfFirst(INDArray rows, int classes) {
    INDArray flat = rows.reshape(rows.size(0), rows.length() / rows.size(0));
    return labels(
        row -> {
          int best = 0;
          for (int i = 1; i < classes; i++) {
            best = flat.getDouble(row, i) > flat.getDouble(row, best) ? i : best;
          }
          return best;
        },
        (int) rows.size(0));
  }
}
