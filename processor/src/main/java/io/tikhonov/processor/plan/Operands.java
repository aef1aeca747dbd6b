package io.tikhonov.processor.plan;

import io.tikhonov.processor.ir.MatMul;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Views;
import java.util.List;

/** Operands of library calls: what has to be in memory, and transposes that BLAS does itself. */
final class Operands {

  private Operands() {}

  /** The operand without a transpose of its last two axes if the call is a matrix product. */
  static Node strip(Node call, Node operand) {
    return isTransposed(call, operand) ? operand.input(0) : operand;
  }

  static boolean isTransposed(Node call, Node operand) {
    if (!(call.op() instanceof MatMul) || !(operand.op() instanceof Views.Transpose transpose)) {
      return false;
    }
    int rank = operand.shape().rank();
    List<Integer> order = transpose.order();
    boolean outerInPlace = rank == 2 || order.get(0) == 0;
    return outerInPlace && order.get(rank - 1) == rank - 2 && order.get(rank - 2) == rank - 1;
  }
}
