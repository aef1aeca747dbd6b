package io.tikhonov.runtime.io;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A tensor to be written.
 *
 * @param name its name
 * @param type of its numbers
 * @param shape its dimensions; empty for a scalar
 * @param bytes its numbers in c order, little-endian, from position to limit
 */
public record TensorData(String name, TensorType type, List<Long> shape, ByteBuffer bytes) {

  /** Copies the shape. */
  public TensorData {
    shape = List.copyOf(shape);
  }
}
