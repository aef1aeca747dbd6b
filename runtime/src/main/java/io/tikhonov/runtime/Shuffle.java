package io.tikhonov.runtime;

/** Random orders that depend on (seed, epoch) alone, in every release of Java. */
final class Shuffle {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Shuffle() {}

  /** Puts the elements in random order (Fisher and Yates) by numbers of SplitMix64. */
  static void shuffle(int[] order, long seed, long epoch) {
    long state = mix(seed + GOLDEN) ^ mix(epoch * GOLDEN);
    for (int i = order.length - 1; i > 0; i--) {
      state += GOLDEN;
      int j = (int) Math.multiplyHigh(mix(state) >>> 1, 2L * (i + 1));
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }

  private static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
