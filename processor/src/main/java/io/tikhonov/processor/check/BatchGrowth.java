package io.tikhonov.processor.check;

import io.tikhonov.processor.ir.Atom;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.MatMul;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Reduce;
import io.tikhonov.processor.ir.View;
import io.tikhonov.processor.ir.Views;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How a value grows with the size of a dimension if its rows are alike: the power of the size. A
 * sum over the dimension grows by one power, a division by the size shrinks by one; what is no
 * power is unknown, and everything that is computed from it.
 */
final class BatchGrowth {

  /** What a term does with the dimension on the way to its scalar. */
  enum Reduction {
    SUM,
    MEAN,
    OTHER
  }

  private static final int UNKNOWN = Integer.MIN_VALUE;

  private final String dimension;
  private final Map<Node, Integer> powers = new HashMap<>();
  private final Node root;
  private Node reduction;

  private BatchGrowth(Node root, String dimension) {
    this.dimension = dimension;
    this.root = root;
  }

  static BatchGrowth of(Node root, String dimension) {
    BatchGrowth growth = new BatchGrowth(root, dimension);
    TreeSet<Node> needed = new TreeSet<>((a, b) -> Integer.compare(a.id(), b.id()));
    Deque<Node> open = new ArrayDeque<>();
    open.add(root);
    while (!open.isEmpty()) {
      Node node = open.removeLast();
      if (needed.add(node)) {
        open.addAll(node.inputs());
      }
    }
    needed.forEach(node -> growth.powers.put(node, growth.power(node)));
    return growth;
  }

  Reduction reduction() {
    int power = powers.get(root);
    if (reduction == null || power == UNKNOWN) {
      return Reduction.OTHER;
    }
    return power == 1 ? Reduction.SUM : power == 0 ? Reduction.MEAN : Reduction.OTHER;
  }

  /** The last operation that sums over the dimension. */
  Optional<Node> reductionNode() {
    return Optional.ofNullable(reduction);
  }

  private int power(Node node) {
    if (node.op() instanceof Leaf.Size size) {
      return degree(size.size());
    } else if (node.op() instanceof Elementwise op) {
      return elementwise(node, op);
    } else if (node.op() instanceof Reduce reduce) {
      return reduce(node, reduce);
    } else if (node.op() instanceof MatMul matmul) {
      return product(node, matmul);
    } else if (node.op() instanceof View) {
      return view(node);
    }
    for (Node input : node.inputs()) {
      if (powers.get(input) != 0) {
        return UNKNOWN;
      }
    }
    return 0;
  }

  private int view(Node node) {
    boolean keepsRows =
        node.op() instanceof Views.Broadcast
            || node.op() instanceof Views.Transpose
            || node.op() instanceof Views.Reshape
            || node.op() instanceof Views.Gather
            || node.op() instanceof Views.Pick;
    int power = powers.get(node.input(0));
    return keepsRows || power == 0 ? power : UNKNOWN;
  }

  private int elementwise(Node node, Elementwise op) {
    int first = powers.get(node.input(0));
    int second = node.inputs().size() > 1 ? powers.get(node.input(1)) : 0;
    boolean unknown = node.inputs().stream().anyMatch(input -> powers.get(input) == UNKNOWN);
    if (unknown) {
      return UNKNOWN;
    }
    return switch (op) {
      case ADD, SUB, MAXIMUM, MINIMUM -> {
        // A constant beside a value that grows does not change how it grows.
        boolean constant = isConstant(node.input(0)) || isConstant(node.input(1));
        yield first == second || constant ? Math.max(first, second) : UNKNOWN;
      }
      case MUL -> first + second;
      case DIV -> first - second;
      case NEG, ABS, RELU, STOP_GRADIENT -> first;
      case SQUARE -> 2 * first;
      case WHERE -> {
        int third = powers.get(node.input(2));
        yield second == third ? second : UNKNOWN;
      }
      default -> first == 0 && second == 0 ? 0 : UNKNOWN;
    };
  }

  private static boolean isConstant(Node node) {
    return node.op() instanceof Leaf.Literal;
  }

  private int reduce(Node node, Reduce reduce) {
    int power = powers.get(node.input(0));
    int removed = 0;
    for (int axis : reduce.axes()) {
      removed += degree(node.input(0).shape().dim(axis));
    }
    if (power == UNKNOWN || removed == 0) {
      return power;
    }
    if (reduce.operator() != Reduce.Operator.SUM) {
      return power == 0 ? 0 : UNKNOWN;
    }
    reduction = node;
    return power + removed;
  }

  private int product(Node node, MatMul matmul) {
    Node a = node.input(0);
    int power = powers.get(a) + powers.get(node.input(1));
    if (powers.get(a) == UNKNOWN || powers.get(node.input(1)) == UNKNOWN) {
      return UNKNOWN;
    }
    int inner = degree(a.shape().dim(a.shape().rank() - 1));
    int stack = matmul.sumStack() && a.shape().rank() == 3 ? degree(a.shape().dim(0)) : 0;
    if (inner + stack > 0) {
      reduction = node;
    }
    return power + inner + stack;
  }

  /** The highest power of the dimension in a size. */
  private int degree(Poly size) {
    int degree = 0;
    for (Poly term : size.summands()) {
      int power = 0;
      for (Atom factor : term.factors()) {
        if (factor instanceof Atom.Name name && name.name().equals(dimension)) {
          power++;
        }
      }
      degree = Math.max(degree, power);
    }
    return degree;
  }
}
