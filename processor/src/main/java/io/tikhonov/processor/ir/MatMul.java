package io.tikhonov.processor.ir;

import java.util.List;

/**
 * The matrix product of two matrices or of stacks of matrices (rank 3, one of the two may be a
 * single matrix). With {@code sumStack} the products of the stack are added up.
 */
public record MatMul(boolean sumStack) implements Op {

  @Override
  public String opName() {
    return "matmul";
  }

  @Override
  public Shape shape(List<Node> inputs) {
    Shape a = inputs.get(0).shape();
    Shape b = inputs.get(1).shape();
    Poly rows = a.dim(a.rank() - 2);
    Poly columns = b.dim(b.rank() - 1);
    boolean single = sumStack || (a.rank() == 2 && b.rank() == 2);
    if (single) {
      return Shape.of(rows, columns);
    }
    return Shape.of(a.rank() == 3 ? a.dim(0) : b.dim(0), rows, columns);
  }

  @Override
  public List<Node> derivative(Graph graph, Node node, Node cotangent) {
    Node a = node.input(0);
    Node b = node.input(1);
    return List.of(
        product(graph, cotangent, graph.swapLastAxes(b), a.shape().rank()),
        product(graph, graph.swapLastAxes(a), cotangent, b.shape().rank()));
  }

  /** The product, summed over the stack if the factor that it belongs to is a single matrix. */
  private static Node product(Graph graph, Node left, Node right, int rank) {
    boolean stacked = left.shape().rank() == 3 || right.shape().rank() == 3;
    return graph.node(new MatMul(rank == 2 && stacked), left, right);
  }
}
