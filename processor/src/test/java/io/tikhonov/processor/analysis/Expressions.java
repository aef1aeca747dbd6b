package io.tikhonov.processor.analysis;

import io.tikhonov.processor.Cases;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Interpreter.Array;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Reduce;
import io.tikhonov.processor.ir.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Random expressions on a parameter w and inputs x, y of shape (n, n), with values for them. */
final class Expressions {
  static final Map<String, Integer> SIZES = Map.of("n", 3);
  static final Shape SHAPE = Shape.of(Poly.named("n"), Poly.named("n"));

  private static final List<Elementwise> UNARY =
      List.of(
          Elementwise.NEG,
          Elementwise.SQUARE,
          Elementwise.ABS,
          Elementwise.SIGN,
          Elementwise.RELU,
          Elementwise.EXP,
          Elementwise.EXPM1,
          Elementwise.SIN,
          Elementwise.COS,
          Elementwise.TANH,
          Elementwise.SIGMOID,
          Elementwise.SOFTPLUS,
          Elementwise.SQRT,
          Elementwise.NORM_ROOT,
          Elementwise.LOG,
          Elementwise.LOG1P,
          Elementwise.STOP_GRADIENT);
  private static final List<Elementwise> BINARY =
      List.of(
          Elementwise.ADD,
          Elementwise.SUB,
          Elementwise.MUL,
          Elementwise.DIV,
          Elementwise.MAXIMUM,
          Elementwise.MINIMUM,
          Elementwise.GREATER);

  private final Graph graph = new Graph();
  private final Cases cases;
  private final List<Node> leaves;

  Expressions(Cases cases) {
    this.cases = cases;
    this.leaves =
        List.of(
            graph.stored(Leaf.Role.PARAMETER, "w", SHAPE),
            graph.stored(Leaf.Role.INPUT, "x", SHAPE),
            graph.stored(Leaf.Role.INPUT, "y", SHAPE));
  }

  List<Node> leaves() {
    return leaves;
  }

  Map<String, Array> values() {
    Map<String, Array> values = new LinkedHashMap<>();
    double spread = cases.logUniform(0.1, 10);
    for (Node leaf : leaves) {
      values.put(leaf.op().opName(), Array.of(new int[] {3, 3}, i -> spread * cases.normal()));
    }
    return values;
  }

  private <T> T pick(List<T> choices) {
    return choices.get(cases.between(0, choices.size() - 1));
  }

  /** A tensor of the shape of the leaves. */
  Node tensor(int depth) {
    if (depth == 0) {
      return cases.chance(0.2) ? literal() : pick(leaves);
    }
    Node x = tensor(depth - 1);
    return switch (cases.between(0, 9)) {
      case 0, 1, 2 -> graph.apply(pick(UNARY), x);
      case 3, 4, 5 -> graph.apply(pick(BINARY), x, tensor(depth - 1));
      case 6 -> softmax(x);
      case 7 -> graph.sub(x, along(x, graph.mean(x, List.of(1))));
      case 8 -> clamp(x);
      default -> graph.matmul(x, graph.swapLastAxes(x));
    };
  }

  private Node literal() {
    return graph.broadcast(graph.literal(cases.between(-3, 3)), SHAPE);
  }

  private Node along(Node x, Node reduced) {
    return graph.expand(reduced, x.shape(), List.of(1));
  }

  private Node softmax(Node x) {
    Node largest = graph.stopGradient(graph.reduce(Reduce.Operator.MAX, x, List.of(1)));
    Node exp = graph.exp(graph.sub(x, along(x, largest)));
    return graph.div(exp, along(x, graph.sum(exp, List.of(1))));
  }

  private Node clamp(Node x) {
    Node low = graph.literal(-0.5);
    Node high = graph.literal(0.25);
    Node bounded = graph.where(graph.greater(x, high), high, x);
    return graph.where(graph.apply(Elementwise.LESS, x, low), low, bounded);
  }

  /** A scalar. */
  Node scalar(int depth) {
    Node x = tensor(depth);
    return switch (cases.between(0, 3)) {
      case 0 -> graph.sum(x);
      case 1 -> graph.mean(x);
      case 2 -> graph.norm(x, Graph.allAxes(x));
      default -> graph.reduce(Reduce.Operator.MAX, x, Graph.allAxes(x));
    };
  }
}
