package io.tikhonov.runtime.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The texts of a column, packed: a table of millions of numbers has no object for each. */
final class TextColumn {
  private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  private byte[] bytes = new byte[64];
  private int[] ends = new int[16];
  private int size;

  void add(String text) {
    byte[] added = text.getBytes(StandardCharsets.UTF_8);
    int start = start(size);
    if (added.length > MOST_BYTES - start) {
      throw new IllegalArgumentException(
          "A column has more than 2 GB of text; take the file in parts, by chunks(file, rows).");
    }
    if (start + added.length > bytes.length) {
      bytes = Arrays.copyOf(bytes, grown(bytes.length, start + added.length));
    }
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, grown(size, size + 1));
    }
    System.arraycopy(added, 0, bytes, start, added.length);
    ends[size++] = start + added.length;
  }

  private static int grown(int length, int least) {
    long half = length + (long) length / 2;
    return (int) Math.min(MOST_BYTES, Math.max(least, half));
  }

  private int start(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }

  String get(int row) {
    int start = start(row);
    return new String(bytes, start, ends[row] - start, StandardCharsets.UTF_8);
  }

  int size() {
    return size;
  }
}
