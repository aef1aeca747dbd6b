package io.tikhonov.processor.ir;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Rebuilds an expression with some of its nodes replaced. */
final class Substitution {
  private final Graph graph;
  private final Map<Node, Node> done;

  Substitution(Graph graph, Map<Node, Node> replacements) {
    this.graph = graph;
    this.done = new HashMap<>(replacements);
  }

  /** Inputs have smaller ids than their users, so ascending ids need no recursion. */
  Node apply(Node root) {
    TreeSet<Node> nodes = new TreeSet<>(Comparator.comparingInt(Node::id));
    List<Node> stack = new ArrayList<>(List.of(root));
    while (!stack.isEmpty()) {
      Node node = stack.remove(stack.size() - 1);
      if (!done.containsKey(node) && nodes.add(node)) {
        stack.addAll(node.inputs());
      }
    }
    for (Node node : nodes) {
      List<Node> inputs = node.inputs().stream().map(done::get).toList();
      boolean same = inputs.equals(node.inputs());
      Node copy = same ? node : graph.at(node.origin(), () -> rebuild(node.op(), inputs));
      done.put(node, copy);
      if (!same) {
        describe(node, copy);
      }
    }
    return done.get(root);
  }

  /** The copy keeps the name of the original and the call that made it. */
  private void describe(Node original, Node copy) {
    graph.givenNameOf(original).ifPresent(name -> graph.named(name, copy));
    graph.nameOf(original).ifPresent(name -> graph.hint(name, copy));
    graph
        .compositeOf(original)
        .ifPresent(
            call ->
                graph.madeBy(
                    new Composite(
                        call.function(),
                        call.arguments().stream().map(this::replaced).toList(),
                        call.origin()),
                    copy));
  }

  private Composite.Argument replaced(Composite.Argument argument) {
    Node node = argument.node();
    return node == null
        ? argument
        : new Composite.Argument(done.getOrDefault(node, node), argument.text());
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
