package io.tikhonov.runtime.support;

import java.util.Arrays;

/**
 * Partial sums that a kernel computes on the way, in double precision.
 *
 * <p>A sum is added up in {@link #LANES} parts, as vectors do it, also where there are none:
 * element {@code i} goes to part {@code i % LANES}. Each chunk of a kernel has its own parts. They
 * are added in a fixed order, so the bits of a sum depend on sizes alone: not on the threads, and
 * not on whether vectors were used.
 */
public final class Sums {

  /** The number of parts of a sum: the lanes of the machine's vectors of floats. */
  public static final int LANES = VectorApi.lanes();

  /** Chunks are so far apart that threads do not write to the same line of the cache. */
  private static final int PADDING = 8;

  private final int count;
  private int chunks;
  private double[] values = {};
  private final double[] lanes = new double[LANES];

  /**
   * @param count the number of sums of the kernel
   */
  public Sums(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("A kernel has at least one sum, not " + count + ".");
    }
    this.count = count;
  }

  /** Makes room for a number of chunks and sets all sums to 0. */
  public void clear(int newChunks) {
    if (newChunks < 0) {
      throw new IllegalArgumentException("The number of chunks cannot be " + newChunks + ".");
    }
    int needed = Math.multiplyExact(newChunks, stride());
    if (needed > values.length) {
      values = new double[needed];
    } else {
      Arrays.fill(values, 0, needed, 0);
    }
    chunks = newChunks;
  }

  private int stride() {
    return count * LANES + PADDING;
  }

  /** The number of chunks asked for last. */
  public int chunks() {
    return chunks;
  }

  /** The parts of sum {@code r} of chunk {@code c} begin at {@code at(c) + r * LANES}. */
  public double[] values() {
    return values;
  }

  /** Where the sums of a chunk begin. */
  public int at(int chunk) {
    return chunk * stride();
  }

  /** Sum {@code r} over all chunks. */
  public double total(int r) {
    Arrays.fill(lanes, 0);
    for (int chunk = 0; chunk < chunks; chunk++) {
      int from = at(chunk) + r * LANES;
      for (int lane = 0; lane < LANES; lane++) {
        lanes[lane] += values[from + lane];
      }
    }
    return take(lanes, 0);
  }

  /** The sum of the parts from an index on, added half to half; they are 0 afterwards. */
  public static double take(double[] parts, int at) {
    for (int half = LANES / 2; half > 0; half /= 2) {
      for (int lane = at; lane < at + half; lane++) {
        parts[lane] += parts[lane + half];
        parts[lane + half] = 0;
      }
    }
    double sum = parts[at];
    parts[at] = 0;
    return sum;
  }
}
