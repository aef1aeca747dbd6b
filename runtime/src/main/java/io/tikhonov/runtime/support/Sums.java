package io.tikhonov.runtime.support;

/**
 * Partial sums of reductions that a kernel computes on the way, in double precision.
 *
 * <p>Each chunk of a kernel writes its own row of {@link #values()}, and {@link #total} adds the
 * rows in order: the result depends on the chunks, which depend on sizes alone, and not on the
 * threads that computed them.
 */
public final class Sums {

  private final int count;
  private int chunks;
  private double[] values = {};

  /**
   * @param count the number of reductions of the kernel
   */
  public Sums(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("A kernel has at least one reduction, not " + count + ".");
    }
    this.count = count;
  }

  /** Makes room for a number of chunks. Values are not kept when the room grows. */
  public void ensure(int newChunks) {
    if (newChunks < 0) {
      throw new IllegalArgumentException("The number of chunks cannot be " + newChunks + ".");
    }
    int needed = Math.multiplyExact(newChunks, count);
    if (needed > values.length) {
      values = new double[needed];
    }
    chunks = newChunks;
  }

  /** The number of chunks asked for last. */
  public int chunks() {
    return chunks;
  }

  /** Partial results: reduction {@code r} of chunk {@code c} is at {@code c * count + r}. */
  public double[] values() {
    return values;
  }

  /** The sum of reduction {@code r} over the chunks, added in order. */
  public double total(int r) {
    double sum = 0;
    for (int chunk = 0; chunk < chunks; chunk++) {
      sum += values[chunk * count + r];
    }
    return sum;
  }
}
