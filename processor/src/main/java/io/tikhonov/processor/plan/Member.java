package io.tikhonov.processor.plan;

import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import java.util.List;

/**
 * A node that a kernel computes.
 *
 * @param stage rows are processed in stages; values reduced in one are used from the next on
 * @param index the index at which the kernel produces the node, empty for totals
 */
record Member(Node node, Level level, int stage, List<Poly> index) {

  /** The offset at which the value is written, if it is. */
  Poly offset() {
    return node.shape().offset(index);
  }
}
