package io.tikhonov.processor.vocabulary;

import io.tikhonov.processor.catalogue.formula.Differences;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.differentiate.Differentiator;
import io.tikhonov.processor.ir.Generated.Random.Distribution;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Linear operators with their adjoints, and draws. */
final class Operators {

  private Operators() {}

  /** A difference operator along an axis. */
  private interface Difference {
    Node apply(Graph g, Node x, int axis);
  }

  static void register(Registry ops) {
    difference(ops, "forwardDifference", Differences::forward);
    difference(ops, "periodicDifference", Differences::periodic);
    difference(ops, "divergence", Differences::divergence);
    difference(ops, "periodicDivergence", Differences::periodicDivergence);
    ops.tensor("laplacian", Operators::laplacian);
    ops.tensor("adjoint", Operators::adjoint);
    ops.tensor("sampleNormal", Operators::sampleNormal);
    GraphFunctions.register(ops);
  }

  private static void difference(Registry ops, String name, Difference difference) {
    ops.tensor(
        name,
        call -> {
          Node x = call.node(0);
          return difference.apply(call.graph(), x, Axes.axis(call, 1, x.shape()));
        });
  }

  private static Node laplacian(Call call) {
    Graph g = call.graph();
    Node x = call.node(0);
    Node sum = g.literal(0);
    for (int axis : Axes.axes(call, 1, x)) {
      sum = g.add(sum, Differences.divergence(g, Differences.forward(g, x, axis), axis));
    }
    return sum;
  }

  /** The gradient of ⟨A x, y⟩ by x, which does not depend on x where A is linear. */
  private static Node adjoint(Call call) {
    if (!(call.value(0) instanceof Value.OfFunction function)) {
      throw call.problem(
          Rule.UNSUPPORTED_CONSTRUCT, 0, "adjoint needs a lambda or a method reference here.");
    }
    Graph g = call.graph();
    Node y = call.node(2);
    Node variable = g.stored(Leaf.Role.INPUT, "argument of adjoint", call.node(1).shape());
    Value image = function.body().apply(Value.of(variable));
    if (!(image instanceof Value.OfTensor result)) {
      throw call.problem(Rule.UNSUPPORTED_CONSTRUCT, 0, "adjoint needs a function to a tensor.");
    }
    if (!result.node().shape().equals(y.shape())) {
      throw call.problem(
          Rule.DIMENSION_MISMATCH,
          2,
          "adjoint: the operator's result is %s, but %s is %s; both need the same shape."
              .formatted(
                  Shapes.describe(result.node().shape()),
                  call.source(2),
                  Shapes.describe(y.shape())));
    }
    Node product = g.sum(g.mul(result.node(), y));
    Node adjoint = new Differentiator(g).gradient(product, List.of(variable)).get(variable);
    if (reaches(adjoint, variable)) {
      throw call.problem(
          Rule.UNSUPPORTED_CONSTRUCT,
          0,
          "adjoint needs a linear operator, but the derivative of this function depends on its"
              + " argument. Write gradient(sum(f(x).times(y)), x) for the derivative at x.");
    }
    return adjoint;
  }

  private static boolean reaches(Node root, Node searched) {
    Set<Node> seen = new HashSet<>();
    Deque<Node> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      Node node = open.removeLast();
      if (node.equals(searched)) {
        return true;
      }
      if (seen.add(node)) {
        open.addAll(node.inputs());
      }
    }
    return false;
  }

  private static Node sampleNormal(Call call) {
    Graph g = call.graph();
    Shapes.meet(call, 0, 2);
    Node mean = call.node(0);
    if (!call.session().training()) {
      return mean;
    }
    Node normal = call.session().draw(Distribution.NORMAL, mean.shape(), mean);
    Node deviation = g.exp(g.mul(g.literal(0.5), call.node(1)));
    return g.add(mean, g.mul(deviation, normal));
  }
}
