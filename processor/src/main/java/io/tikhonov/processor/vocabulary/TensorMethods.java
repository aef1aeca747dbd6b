package io.tikhonov.processor.vocabulary;

import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;

/** The methods of {@code Tensor}; the receiver is the first argument. */
final class TensorMethods {

  private TensorMethods() {}

  static void register(Registry tensor) {
    tensor.tensor("plus", call -> ElementwiseFunctions.apply(call, Elementwise.ADD));
    tensor.tensor("minus", call -> ElementwiseFunctions.apply(call, Elementwise.SUB));
    tensor.tensor("times", call -> ElementwiseFunctions.apply(call, Elementwise.MUL));
    tensor.tensor("div", call -> ElementwiseFunctions.apply(call, Elementwise.DIV));
    tensor.tensor("negate", call -> call.graph().neg(call.node(0)));
    tensor.tensor("pow", call -> pow(call.graph(), call.node(0), call.node(1)));
    tensor.tensor("matmul", LinearAlgebra::matmul);
    tensor.tensor("transpose", LinearAlgebra::transpose);
  }

  /** The power 0 is 1 without derivative, also at 0, where the general rule would give 0·∞. */
  private static Node pow(Graph g, Node x, Node exponent) {
    return exponent.isLiteral(0) ? g.broadcast(g.literal(1), x.shape()) : g.pow(x, exponent);
  }
}
