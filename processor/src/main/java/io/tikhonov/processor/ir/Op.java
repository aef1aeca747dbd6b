package io.tikhonov.processor.ir;

import java.util.List;

/**
 * One operation of the IR: shape rule and derivative; the sub-interfaces add how it is computed.
 * Implementations are values: two equal operations on the same inputs are the same node.
 */
public sealed interface Op permits Leaf, Pointwise, View, Reduce, MatMul, LibraryOp {

  /** The name in dumps and reports. */
  String opName();

  /** The shape of the result; throws {@link IrException} if the inputs do not fit. */
  Shape shape(List<Node> inputs);

  default Kind kind(List<Node> inputs) {
    return Kind.REAL;
  }

  /** The inputs through which a derivative can flow. */
  default List<Node> derivativeInputs(List<Node> inputs) {
    return inputs.stream().filter(input -> input.kind() != Kind.INDEX).toList();
  }

  /**
   * The vector-Jacobian product: one cotangent for each input, null where no derivative flows.
   *
   * @param node the node of this operation
   * @param cotangent derivative of the objective with respect to the node, of the node's shape
   */
  List<Node> derivative(Graph graph, Node node, Node cotangent);
}
