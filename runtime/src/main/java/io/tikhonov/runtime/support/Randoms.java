package io.tikhonov.runtime.support;

/**
 * Random numbers without a state: each is a function of (seed, step, node, index) alone, so that it
 * is the same whoever computes it, in which order and how often.
 *
 * <p>The bits are those of the SplitMix64 generator (Steele, Lea, Flood 2014) at position {@code
 * index} of the sequence that the key starts, mixed once more.
 */
public final class Randoms {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final double TO_UNIT = 0x1p-53;

  private Randoms() {}

  /**
   * The key of a draw.
   *
   * @param seed of the objective
   * @param step t of the training step
   * @param node number of the draw in the program
   */
  public static long key(long seed, long step, int node) {
    return mix(mix(mix(seed + GOLDEN) ^ (step + GOLDEN)) ^ (node * GOLDEN));
  }

  /** 64 random bits. */
  public static long bits(long key, long index) {
    return mix(key + mix(key + index * GOLDEN));
  }

  /** A number from the uniform law on [0, 1), a multiple of 2⁻⁵³. */
  public static double uniform(long key, long index) {
    return (bits(key, index) >>> 11) * TO_UNIT;
  }

  /** A number from the standard normal law. */
  public static double normal(long key, long index) {
    return NormalQuantile.of(((bits(key, index) >>> 11) + 0.5) * TO_UNIT);
  }

  /** Stafford's variant 13 of the 64-bit finaliser of MurmurHash3. */
  private static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
