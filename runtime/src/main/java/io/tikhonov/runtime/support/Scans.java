package io.tikhonov.runtime.support;

/** Running sums. */
public final class Scans {

  private Scans() {}

  /**
   * Running sums along the middle axis of an array (outer, length, inner), added up in double.
   *
   * @param reverse from the end: out[i] = x[i] + x[i + 1] + …
   * @param out may be {@code x}
   */
  public static void cumsum(
      Floats x, int outer, int length, int inner, boolean reverse, Floats out) {
    scan(x, outer, length, inner, reverse, out);
  }

  /** The same in double precision. */
  public static void cumsum(
      Doubles x, int outer, int length, int inner, boolean reverse, Doubles out) {
    scan(x, outer, length, inner, reverse, out);
  }

  private static void scan(
      Memory x, int outer, int length, int inner, boolean reverse, Memory out) {
    Sizes.require(x, out, outer, length, inner);
    int step = reverse ? -inner : inner;
    for (int o = 0; o < outer; o++) {
      int line = o * length * inner + (reverse ? (length - 1) * inner : 0);
      for (int q = 0; q < inner; q++) {
        double sum = 0;
        for (int i = 0, at = line + q; i < length; i++, at += step) {
          sum += x.get(at);
          out.put(at, sum);
        }
      }
    }
  }
}
