package io.tikhonov.runtime.support;

import java.nio.IntBuffer;

/** Sorting permutations along the middle axis of arrays (outer, length, inner). */
public final class Sorting {

  private Sorting() {}

  /**
   * The permutations that sort each line in ascending order: {@code x[o, indices[o, i, q], q]} does
   * not decrease with i. Equal numbers keep their order, NaN comes last.
   */
  public static void argsort(Floats x, int outer, int length, int inner, Ints indices) {
    Sizes.require(x, indices, outer, length, inner);
    FloatSorter sorter = new FloatSorter(x.data(), indices.data(), inner);
    for (int line = 0; line < outer * inner; line++) {
      sorter.sort(line / inner * length * inner + line % inner, length);
    }
  }

  /** The same in double precision. */
  public static void argsort(Doubles x, int outer, int length, int inner, Ints indices) {
    Sizes.require(x, indices, outer, length, inner);
    DoubleSorter sorter = new DoubleSorter(x.data(), indices.data(), inner);
    for (int line = 0; line < outer * inner; line++) {
      sorter.sort(line / inner * length * inner + line % inner, length);
    }
  }

  /** The inverse of each line's permutation p: out[p[i]] = i. */
  public static void invert(Ints permutation, int outer, int length, int inner, Ints out) {
    Sizes.require(permutation, out, outer, length, inner);
    IntBuffer from = permutation.data();
    IntBuffer to = out.data();
    for (int line = 0; line < outer * inner; line++) {
      int start = line / inner * length * inner + line % inner;
      for (int i = 0; i < length; i++) {
        to.put(start + from.get(start + i * inner) * inner, i);
      }
    }
  }
}
