package io.tikhonov.runtime.support;

/** Checks of the sizes that array routines are given. */
final class Sizes {

  private Sizes() {}

  /** Both memories hold an array (outer, length, inner). */
  static void require(Memory x, Memory out, int outer, int length, int inner) {
    if (outer < 0 || length < 0 || inner < 0) {
      throw new IllegalArgumentException(
          "Sizes cannot be negative: (" + outer + ", " + length + ", " + inner + ").");
    }
    requireLength(x, (long) outer * length * inner);
    requireLength(out, (long) outer * length * inner);
  }

  static void requireLength(Memory memory, long needed) {
    if (memory.length() < needed) {
      throw new IllegalArgumentException("Needs " + needed + " elements but got " + memory + ".");
    }
  }
}
