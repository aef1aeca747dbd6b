package io.tikhonov.processor.rules;

import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Reduce;
import io.tikhonov.processor.ir.Views;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** With which sign values are added up to a scalar. */
final class Signs {

  private Signs() {}

  /** 1 or −1 for every value that reaches the root through sums and multiples only. */
  static Map<Node, Integer> of(Node root) {
    Map<Node, Integer> signs = new HashMap<>();
    Deque<Node> open = new ArrayDeque<>(List.of(root));
    signs.put(root, 1);
    while (!open.isEmpty()) {
      Node node = open.removeLast();
      int sign = signs.get(node);
      if (node.op() instanceof Elementwise op) {
        switch (op) {
          case ADD -> node.inputs().forEach(input -> put(signs, open, input, sign));
          case SUB -> {
            put(signs, open, node.input(0), sign);
            put(signs, open, node.input(1), -sign);
          }
          case NEG -> put(signs, open, node.input(0), -sign);
          case MUL -> {
            if (node.input(0).op() instanceof Leaf.Literal literal && literal.value() != 0) {
              put(signs, open, node.input(1), literal.value() > 0 ? sign : -sign);
            }
          }
          case DIV -> {
            if (node.input(1).op() instanceof Leaf) {
              put(signs, open, node.input(0), sign);
            }
          }
          default -> {}
        }
      } else if (node.op() instanceof Reduce reduce && reduce.operator() == Reduce.Operator.SUM) {
        put(signs, open, node.input(0), sign);
      } else if (node.op() instanceof Views.Broadcast || node.op() instanceof Views.Reshape) {
        put(signs, open, node.input(0), sign);
      }
    }
    return signs;
  }

  private static void put(Map<Node, Integer> signs, Deque<Node> open, Node node, int sign) {
    if (signs.putIfAbsent(node, sign) == null) {
      open.add(node);
    }
  }
}
