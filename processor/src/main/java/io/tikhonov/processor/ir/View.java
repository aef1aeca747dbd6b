package io.tikhonov.processor.ir;

import java.util.List;

/**
 * An operation that moves elements without computing: the element at an index is the input's
 * element at another index, or a constant where a condition on the index fails. The further inputs
 * of a view are {@link Kind#INDEX} tensors.
 */
public sealed interface View extends Op
    permits Views.Broadcast,
        Views.Transpose,
        Views.Reshape,
        Views.Slice,
        Views.Pad,
        Views.Diagonal,
        Views.DiagonalMatrix,
        Views.Rewindow,
        Views.Unwindow,
        Views.Gather,
        Views.TakeAlong,
        Views.Pick,
        Views.Place {

  /** Where an element comes from. */
  record Source(List<Poly> index, Condition condition, double otherwise) {
    static Source of(List<Poly> index) {
      return new Source(index, Condition.TRUE, 0);
    }
  }

  /** The source of the element at {@code index} of {@code node}'s first input. */
  Source source(Node node, List<Poly> index);
}
