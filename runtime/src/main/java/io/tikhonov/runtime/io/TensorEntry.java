package io.tikhonov.runtime.io;

import java.util.List;

/**
 * Where a tensor lies in a file.
 *
 * @param name its name
 * @param type of its numbers
 * @param shape its dimensions; empty for a scalar
 * @param begin its first byte, counted from the end of the header
 * @param end the byte behind its last one
 */
public record TensorEntry(String name, TensorType type, List<Long> shape, long begin, long end) {

  /** Copies the shape. */
  public TensorEntry {
    shape = List.copyOf(shape);
  }

  /** Its size in bytes. */
  public long bytes() {
    return end - begin;
  }
}
