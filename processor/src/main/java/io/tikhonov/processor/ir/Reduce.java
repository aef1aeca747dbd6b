package io.tikhonov.processor.ir;

import java.util.Arrays;
import java.util.List;

/** A reduction over some axes, which disappear from the shape. */
public record Reduce(Operator operator, List<Integer> axes) implements Op {

  /** How elements are combined. */
  public enum Operator {
    SUM,
    /**
     * The largest element; its derivative is shared evenly between ties, as PyTorch's amax does.
     */
    MAX,
    /** The smallest element; ties as for the largest. */
    MIN,
    /** The row-major position of the first largest element, an index. */
    ARGMAX
  }

  public Reduce {
    axes = List.copyOf(axes);
  }

  @Override
  public String opName() {
    return operator.name().toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public Shape shape(List<Node> inputs) {
    return inputs.get(0).shape().without(axes);
  }

  @Override
  public Kind kind(List<Node> inputs) {
    return operator == Operator.ARGMAX ? Kind.INDEX : Kind.REAL;
  }

  @Override
  public List<Node> derivativeInputs(List<Node> inputs) {
    return operator == Operator.ARGMAX ? List.of() : inputs;
  }

  @Override
  public List<Node> derivative(Graph graph, Node node, Node cotangent) {
    Node x = node.input(0);
    return switch (operator) {
      case SUM -> List.of(graph.expand(cotangent, x.shape(), axes));
      case MAX, MIN -> {
        Node extreme = graph.expand(node, x.shape(), axes);
        Node ties = graph.apply(Elementwise.EQUAL, x, extreme);
        Node share = graph.div(cotangent, graph.sum(ties, axes));
        yield List.of(graph.where(ties, graph.expand(share, x.shape(), axes), graph.literal(0)));
      }
      case ARGMAX -> Arrays.asList((Node) null);
    };
  }
}
