package io.tikhonov.runtime.support;

import org.bytedeco.javacpp.Pointer;

/** The bytes of a memory, to make a buffer from. */
final class BytesOf extends Pointer {

  BytesOf(Memory memory) {
    address = memory.address();
    capacity = memory.length() * memory.elementSize();
    limit = capacity;
  }

  @Override
  public int sizeof() {
    return 1;
  }
}
