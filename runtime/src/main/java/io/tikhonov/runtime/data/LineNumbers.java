package io.tikhonov.runtime.data;

import java.util.Arrays;

/**
 * The line on which each row begins. A row can have several: quoted fields may contain line ends.
 */
final class LineNumbers {
  private long[] lines = new long[16];
  private int size;

  void add(long line) {
    if (size == lines.length) {
      lines = Arrays.copyOf(lines, size + size / 2);
    }
    lines[size++] = line;
  }

  long get(int row) {
    return lines[row];
  }
}
