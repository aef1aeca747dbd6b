package io.tikhonov.processor.report.formula;

import io.tikhonov.processor.ir.Node;
import java.util.ArrayList;
import java.util.List;

/** The factors of a product by where they stand: numbers, scalars, tensors. */
final class Factors {
  /** The formula of a factor that another one shows already. */
  static final Formula NOTHING = new Formula.Name("");

  /**
   * A factor.
   *
   * @param node what it is the value of; null for a formula without a node of its own
   * @param formula how it is written; null if the node says it
   */
  record Factor(Node node, Formula formula) {}

  double number = 1;
  final List<Factor> scalarsAbove = new ArrayList<>();
  final List<Factor> scalarsBelow = new ArrayList<>();
  final List<Factor> above = new ArrayList<>();
  final List<Factor> below = new ArrayList<>();

  void add(Node node, boolean isBelow) {
    Factor factor = new Factor(node, null);
    if (node.isScalar()) {
      (isBelow ? scalarsBelow : scalarsAbove).add(factor);
    } else {
      (isBelow ? below : above).add(factor);
    }
  }

  /** True if there is nothing but one tensor. */
  boolean isTrivial() {
    return number == 1
        && scalarsAbove.isEmpty()
        && scalarsBelow.isEmpty()
        && below.isEmpty()
        && above.size() == 1;
  }
}
