package io.tikhonov.benchmarks.shared;

/**
 * Random numbers that are the same bits on every side: integer arithmetic (SplitMix64, Steele, Lea
 * and Flood, 2014) and exact conversions only.
 */
public final class Numbers {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  /** 16 bits: four of them make one number. */
  private static final int MASK = 0xFFFF;

  private long state;

  /** A sequence with a seed. */
  public Numbers(long seed) {
    state = seed;
  }

  private long next() {
    state += GOLDEN_GAMMA;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /**
   * Nearly normal numbers, sums of four uniform ones.
   *
   * @param deviation their standard deviation
   */
  public float[] normal(long count, double deviation) {
    float[] values = new float[Math.toIntExact(count)];
    // A uniform number of 0..65535 has the variance (65536² − 1)/12; four of them a third of
    // 65536².
    double scale = deviation * Math.sqrt(3.0) / (MASK + 1);
    for (int i = 0; i < values.length; i++) {
      long bits = next();
      long sum = (bits & MASK) + (bits >>> 16 & MASK) + (bits >>> 32 & MASK) + (bits >>> 48);
      values[i] = (float) ((sum - 2 * MASK) * scale);
    }
    return values;
  }

  /** Uniform numbers in [0, 1). */
  public float[] uniform(long count) {
    float[] values = new float[Math.toIntExact(count)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (next() >>> 40) * 0x1p-24f;
    }
    return values;
  }

  /** Class numbers in [0, classes). */
  public int[] labels(long count, int classes) {
    int[] values = new int[Math.toIntExact(count)];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.floorMod(next(), classes);
    }
    return values;
  }
}
