package io.tikhonov.processor.ir;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rebuilds an expression with some of its nodes replaced. */
final class Substitution {
  private final Graph graph;
  private final Map<Node, Node> done;

  Substitution(Graph graph, Map<Node, Node> replacements) {
    this.graph = graph;
    this.done = new HashMap<>(replacements);
  }

  Node apply(Node node) {
    Node known = done.get(node);
    if (known != null) {
      return known;
    }
    List<Node> inputs = node.inputs().stream().map(this::apply).toList();
    Node result =
        inputs.equals(node.inputs())
            ? node
            : graph.at(node.origin(), () -> rebuild(node.op(), inputs));
    done.put(node, result);
    return result;
  }

  /** Goes through the simplifying constructors where there are some. */
  private Node rebuild(Op op, List<Node> inputs) {
    if (op instanceof Elementwise elementwise) {
      return graph.apply(elementwise, inputs.toArray(Node[]::new));
    }
    if (op instanceof Reduce reduce) {
      return graph.reduce(reduce.operator(), inputs.get(0), reduce.axes());
    }
    return graph.node(op, inputs);
  }
}
