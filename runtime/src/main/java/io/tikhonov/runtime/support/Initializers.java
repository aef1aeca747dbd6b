package io.tikhonov.runtime.support;

import java.util.Arrays;

/**
 * First values of parameters and states. They depend on (seed, name, index) only.
 *
 * <p>Fans: a matrix (a, b) is used as x·w, so fan_in = a and fan_out = b; from rank 3 on the shape
 * is (out, in, k₁, …) and fan_in = in·∏k, fan_out = out·∏k; a vector of n has both equal to n, a
 * scalar 1.
 */
public enum Initializers {
  /** All 0; no scale. */
  ZEROS(1),
  /** All 1; no scale. */
  ONES(1),
  /** All equal to the scale, which is 0 by default. */
  CONSTANT(0),
  /** Uniform on [−scale, scale), 0.05 by default. */
  UNIFORM(0.05),
  /** Normal with mean 0 and the standard deviation scale, 1 by default. */
  NORMAL(1),
  /** Uniform with bound scale·√(6 / (fan_in + fan_out)). */
  GLOROT_UNIFORM(1),
  /** Normal with standard deviation scale·√(2 / (fan_in + fan_out)). */
  GLOROT_NORMAL(1),
  /** Uniform with bound scale·√(6 / fan_in). */
  HE_UNIFORM(1),
  /** Normal with standard deviation scale·√(2 / fan_in). */
  HE_NORMAL(1),
  /** Uniform with bound scale·√(3 / fan_in). */
  LECUN_UNIFORM(1),
  /** Normal with standard deviation scale·√(1 / fan_in). */
  LECUN_NORMAL(1),
  /**
   * Scale times a matrix (the first axis against the rest) with orthonormal columns, or rows if
   * there are fewer of them, from the uniform law; rank 2 and more.
   */
  ORTHOGONAL(1),
  /** Scale on the diagonal of a matrix, 0 elsewhere; rank 2. */
  IDENTITY(1);

  private static final long HASH_START = 0xcbf29ce484222325L;
  private static final long HASH_FACTOR = 0x100000001b3L;

  private final double defaultScale;

  Initializers(double defaultScale) {
    this.defaultScale = defaultScale;
  }

  /**
   * Fills memory with first values.
   *
   * @param target as long as the product of the shape, or longer
   * @param scale as the constant says; NaN for its default
   * @param shape dimensions of the tensor
   * @param seed of the objective
   * @param name of the tensor
   * @throws IllegalArgumentException if the shape does not suit the law
   */
  public void fill(Memory target, double scale, long[] shape, long seed, String name) {
    double s = Double.isNaN(scale) ? defaultScale : scale;
    long count = 1;
    for (long size : shape) {
      count = Math.multiplyExact(count, size);
    }
    if (count > target.length()) {
      throw new IllegalArgumentException(
          "Tensor \""
              + name
              + "\" of shape "
              + Arrays.toString(shape)
              + " does not fit in "
              + target
              + ".");
    }
    int n = (int) count;
    long key = Randoms.key(seed, hash(name), 0);
    double in = fanIn(shape);
    double out = fanOut(shape);
    switch (this) {
      case ZEROS -> constant(target, n, 0);
      case ONES -> constant(target, n, 1);
      case CONSTANT -> constant(target, n, s);
      case UNIFORM -> uniform(target, n, s, key);
      case NORMAL -> normal(target, n, s, key);
      case GLOROT_UNIFORM -> uniform(target, n, s * Math.sqrt(6 / (in + out)), key);
      case GLOROT_NORMAL -> normal(target, n, s * Math.sqrt(2 / (in + out)), key);
      case HE_UNIFORM -> uniform(target, n, s * Math.sqrt(6 / in), key);
      case HE_NORMAL -> normal(target, n, s * Math.sqrt(2 / in), key);
      case LECUN_UNIFORM -> uniform(target, n, s * Math.sqrt(3 / in), key);
      case LECUN_NORMAL -> normal(target, n, s * Math.sqrt(1 / in), key);
      case ORTHOGONAL -> orthogonal(target, n, s, shape, key, name);
      case IDENTITY -> identity(target, n, s, shape, name);
    }
  }

  private static long hash(String name) {
    long hash = HASH_START;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * HASH_FACTOR;
    }
    return hash;
  }

  private static double fanIn(long[] shape) {
    return switch (shape.length) {
      case 0 -> 1;
      case 1, 2 -> shape[0];
      default -> shape[1] * receptiveField(shape);
    };
  }

  private static double fanOut(long[] shape) {
    return switch (shape.length) {
      case 0 -> 1;
      case 1 -> shape[0];
      case 2 -> shape[1];
      default -> shape[0] * receptiveField(shape);
    };
  }

  private static double receptiveField(long[] shape) {
    double field = 1;
    for (int axis = 2; axis < shape.length; axis++) {
      field *= shape[axis];
    }
    return field;
  }

  private static void constant(Memory target, int n, double value) {
    for (int i = 0; i < n; i++) {
      target.put(i, value);
    }
  }

  private static void uniform(Memory target, int n, double bound, long key) {
    for (int i = 0; i < n; i++) {
      target.put(i, (2 * Randoms.uniform(key, i) - 1) * bound);
    }
  }

  private static void normal(Memory target, int n, double deviation, long key) {
    for (int i = 0; i < n; i++) {
      target.put(i, Randoms.normal(key, i) * deviation);
    }
  }

  private static void orthogonal(
      Memory target, int n, double scale, long[] shape, long key, String name) {
    if (shape.length < 2) {
      throw new IllegalArgumentException(
          "ORTHOGONAL needs a tensor of rank 2 or more, but \""
              + name
              + "\" has shape "
              + Arrays.toString(shape)
              + ". Use NORMAL or UNIFORM for it.");
    }
    int rows = (int) shape[0];
    int columns = n / rows;
    int tall = Math.max(rows, columns);
    int thin = Math.min(rows, columns);
    try (Doubles matrix = new Doubles(n)) {
      normal(matrix, n, 1, key);
      OrthonormalColumns.of(tall, thin, matrix);
      // The matrix is column-major; its transpose is what a wide tensor needs.
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          int from = rows == tall ? column * tall + row : row * tall + column;
          target.put(row * columns + column, matrix.get(from) * scale);
        }
      }
    }
  }

  private static void identity(Memory target, int n, double scale, long[] shape, String name) {
    if (shape.length != 2) {
      throw new IllegalArgumentException(
          "IDENTITY needs a matrix, but \""
              + name
              + "\" has shape "
              + Arrays.toString(shape)
              + ". Use ORTHOGONAL or a normal law for it.");
    }
    constant(target, n, 0);
    int columns = (int) shape[1];
    for (int i = 0; i < Math.min(shape[0], shape[1]); i++) {
      target.put(i * columns + i, scale);
    }
  }
}
