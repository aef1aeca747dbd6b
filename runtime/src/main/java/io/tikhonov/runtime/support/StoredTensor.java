package io.tikhonov.runtime.support;

import io.tikhonov.runtime.io.TensorType;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A tensor that outlives a step.
 *
 * @param role what it is for
 * @param name unique in its objective
 * @param dimensions its shape
 * @param memory its numbers
 * @param live the ND4J array on the same memory, for parameters; null for others
 */
record StoredTensor(Role role, String name, List<Long> dimensions, Memory memory, INDArray live) {

  enum Role {
    /** Trained. */
    PARAMETER,
    /** Set by steps, saved with the parameters. */
    STATE,
    /** Memory of the optimizer, saved in checkpoints. */
    SLOT
  }

  long[] shape() {
    return dimensions.stream().mapToLong(Long::longValue).toArray();
  }

  TensorType type() {
    return memory instanceof Doubles ? TensorType.F64 : TensorType.F32;
  }
}
