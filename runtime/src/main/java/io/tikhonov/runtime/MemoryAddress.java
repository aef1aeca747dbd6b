package io.tikhonov.runtime;

import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A place in native memory that can be moved without allocating. */
final class MemoryAddress extends Pointer {

  void moveTo(long newAddress) {
    address = newAddress;
  }

  /** Where the first element of an array lies. */
  static long of(INDArray array) {
    return array.data().address() + array.offset() * array.data().getElementSize();
  }

  /** Whether the elements lie in c order without gaps. */
  static boolean isDense(INDArray array) {
    long expected = 1;
    for (int axis = array.rank() - 1; axis >= 0; axis--) {
      if (array.size(axis) != 1 && array.stride(axis) != expected) {
        return false;
      }
      expected *= array.size(axis);
    }
    return true;
  }
}
