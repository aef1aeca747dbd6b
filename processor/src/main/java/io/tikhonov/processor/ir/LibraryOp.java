package io.tikhonov.processor.ir;

import java.util.Arrays;
import java.util.List;

/** An operation that the runtime's library computes on whole arrays in memory. */
public sealed interface LibraryOp extends Op {

  /** True if the result is a linear function of the first input. */
  default boolean isLinear() {
    return false;
  }

  /** The packed thin singular value decomposition of an m×n matrix: U, then S, then Vᵀ. */
  record Svd() implements LibraryOp {
    @Override
    public String opName() {
      return "svd";
    }

    @Override
    public Shape shape(List<Node> inputs) {
      Shape a = inputs.get(0).shape();
      Poly rank = a.dim(0).min(a.dim(1));
      return Shape.of(a.dim(0).plus(1).plus(a.dim(1)).times(rank));
    }

    @Override
    public List<Node> derivative(Graph graph, Node node, Node cotangent) {
      throw new IrException(
          "TKV308",
          "This needs the second derivative of singularValues, which has only a first one."
              + " Replace it by a norm of the matrix, or put stopGradient around it if it is only"
              + " a weight.",
          node.origin().token());
    }
  }

  /** The singular values of a matrix in descending order. */
  record SingularValues() implements LibraryOp {
    @Override
    public String opName() {
      return "singularValues";
    }

    @Override
    public Shape shape(List<Node> inputs) {
      Shape a = inputs.get(0).shape();
      return Shape.of(a.dim(0).min(a.dim(1)));
    }

    /** U·diag(g)·Vᵀ. */
    @Override
    public List<Node> derivative(Graph graph, Node node, Node cotangent) {
      Node a = node.input(0);
      Poly m = a.shape().dim(0);
      Poly n = a.shape().dim(1);
      Poly rank = node.shape().dim(0);
      Node packed = graph.node(new Svd(), a);
      Poly uSize = m.times(rank);
      Node u = graph.reshape(graph.slice(packed, 0, Poly.ZERO, uSize), Shape.of(m, rank));
      Node vt =
          graph.reshape(graph.slice(packed, 0, uSize.plus(rank), rank.times(n)), Shape.of(rank, n));
      return List.of(graph.matmul(graph.mul(u, cotangent), vt));
    }
  }

  /** The proximal operator of the nuclear norm: singular values shrink by the second input. */
  record SingularValueThreshold() implements LibraryOp {
    @Override
    public String opName() {
      return "singularValueThreshold";
    }

    @Override
    public Shape shape(List<Node> inputs) {
      return inputs.get(0).shape();
    }

    @Override
    public List<Node> derivative(Graph graph, Node node, Node cotangent) {
      throw new IrException(
          "TKV308",
          "This needs the derivative of a singular value threshold, which has none. Put stopGradient"
              + " around it if it is only a weight.",
          node.origin().token());
    }
  }

  /**
   * The proximal operator of total variation along an axis: each line v becomes the minimiser of
   * Σ(xᵢ − vᵢ)²/(2tᵢ) + Σ|xᵢ₊₁ − xᵢ| for the thresholds t, the second input: a scalar, or of the
   * shape of the first.
   */
  record TotalVariationStep(int axis) implements LibraryOp {
    @Override
    public String opName() {
      return "totalVariationStep";
    }

    @Override
    public Shape shape(List<Node> inputs) {
      return inputs.get(0).shape();
    }

    @Override
    public List<Node> derivative(Graph graph, Node node, Node cotangent) {
      throw new IrException(
          "TKV308",
          "This needs the derivative of a proximal step of total variation, which has none. Put"
              + " stopGradient around it if it is only a weight.",
          node.origin().token());
    }
  }

  /**
   * For each element of a tensor the sum over its group; the second input has the number of the
   * group of each element, a whole number from 0 on.
   */
  record GroupSums() implements LibraryOp {
    @Override
    public boolean isLinear() {
      return true;
    }

    @Override
    public String opName() {
      return "groupSums";
    }

    @Override
    public Shape shape(List<Node> inputs) {
      return inputs.get(0).shape();
    }

    /** The same sums of g: the operator is symmetric. */
    @Override
    public List<Node> derivative(Graph graph, Node node, Node cotangent) {
      return Arrays.asList(graph.node(new GroupSums(), cotangent, node.input(1)), null);
    }
  }

  /** The lower triangular L with L·Lᵀ = A. */
  record Cholesky() implements LibraryOp {
    @Override
    public String opName() {
      return "cholesky";
    }

    @Override
    public Shape shape(List<Node> inputs) {
      return inputs.get(0).shape();
    }

    /** L⁻ᵀ·Φ(Lᵀ·G)·L⁻¹, symmetrised; Φ takes the lower triangle and halves the diagonal. */
    @Override
    public List<Node> derivative(Graph graph, Node node, Node cotangent) {
      Node lower =
          graph.node(
              new Generated.Indicator(Generated.Indicator.Pattern.LOWER_TRIANGLE, node.shape()));
      Node diagonal = graph.eye(node.shape());
      Node mask = graph.sub(lower, graph.mul(graph.literal(0.5), diagonal));
      Node phi = graph.mul(graph.matmul(graph.swapLastAxes(node), cotangent), mask);
      Node inverse = graph.node(new Inverse(), node);
      Node s = graph.matmul(graph.matmul(graph.swapLastAxes(inverse), phi), inverse);
      return List.of(graph.mul(graph.literal(0.5), graph.add(s, graph.swapLastAxes(s))));
    }
  }

  /** The inverse of a square matrix. */
  record Inverse() implements LibraryOp {
    @Override
    public String opName() {
      return "inverse";
    }

    @Override
    public Shape shape(List<Node> inputs) {
      return inputs.get(0).shape();
    }

    /** −A⁻ᵀ·G·A⁻ᵀ. */
    @Override
    public List<Node> derivative(Graph graph, Node node, Node cotangent) {
      Node transposed = graph.swapLastAxes(node);
      return List.of(graph.neg(graph.matmul(graph.matmul(transposed, cotangent), transposed)));
    }
  }

  /** The logarithm of the determinant of a matrix with positive determinant. */
  record LogDet() implements LibraryOp {
    @Override
    public String opName() {
      return "logDet";
    }

    @Override
    public Shape shape(List<Node> inputs) {
      return Shape.SCALAR;
    }

    /** g·A⁻ᵀ. */
    @Override
    public List<Node> derivative(Graph graph, Node node, Node cotangent) {
      Node inverse = graph.node(new Inverse(), node.input(0));
      return List.of(graph.mul(cotangent, graph.swapLastAxes(inverse)));
    }
  }

  /** Running sums along an axis, from the end if reversed. */
  record CumulativeSum(int axis, boolean reverse) implements LibraryOp {
    @Override
    public boolean isLinear() {
      return true;
    }

    @Override
    public String opName() {
      return "cumsum";
    }

    @Override
    public Shape shape(List<Node> inputs) {
      return inputs.get(0).shape();
    }

    @Override
    public List<Node> derivative(Graph graph, Node node, Node cotangent) {
      return List.of(graph.node(new CumulativeSum(axis, !reverse), cotangent));
    }
  }

  /** The permutation that sorts along an axis: ascending, stable. */
  record ArgSort(int axis) implements LibraryOp {
    @Override
    public String opName() {
      return "argsort";
    }

    @Override
    public Shape shape(List<Node> inputs) {
      return inputs.get(0).shape();
    }

    @Override
    public Kind kind(List<Node> inputs) {
      return Kind.INDEX;
    }

    @Override
    public List<Node> derivative(Graph graph, Node node, Node cotangent) {
      return Arrays.asList((Node) null);
    }
  }

  /** The inverse of permutations along an axis. */
  record InversePermutation(int axis) implements LibraryOp {
    @Override
    public String opName() {
      return "inversePermutation";
    }

    @Override
    public Shape shape(List<Node> inputs) {
      return inputs.get(0).shape();
    }

    @Override
    public Kind kind(List<Node> inputs) {
      return Kind.INDEX;
    }

    @Override
    public List<Node> derivative(Graph graph, Node node, Node cotangent) {
      return Arrays.asList((Node) null);
    }
  }

  /** Adds rows to a table of zeros at the rows that the labels name; the adjoint of gather. */
  record ScatterAdd(Poly rows) implements LibraryOp {
    @Override
    public boolean isLinear() {
      return true;
    }

    @Override
    public String opName() {
      return "scatterAdd";
    }

    @Override
    public Shape shape(List<Node> inputs) {
      Shape values = inputs.get(0).shape();
      int depth = inputs.get(1).shape().rank();
      return new Shape(values.dims().subList(depth, values.rank())).insert(0, rows);
    }

    @Override
    public List<Node> derivative(Graph graph, Node node, Node cotangent) {
      return Arrays.asList(graph.node(new Views.Gather(), cotangent, node.input(1)), null);
    }
  }
}
