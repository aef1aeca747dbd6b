package io.tikhonov.processor.report.formula;

import io.tikhonov.processor.ir.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The factors of a product by where they stand: numbers, scalars, tensors. */
final class Factors {
  /** The formula of a factor that another one shows already. */
  static final Formula NOTHING = new Formula.Name("");

  /** A product of more factors is not taken apart any further. */
  private static final int MOST = 40;

  /**
   * A factor.
   *
   * @param node what it is the value of; null for a formula without a node of its own
   * @param formula how it is written, asked for when it is; null if the node says it
   */
  record Factor(Node node, Supplier<Formula> formula) {}

  private final int[] opened;
  double number = 1;
  final List<Factor> scalarsAbove = new ArrayList<>();
  final List<Factor> scalarsBelow = new ArrayList<>();
  final List<Factor> above = new ArrayList<>();
  final List<Factor> below = new ArrayList<>();

  Factors() {
    this(new int[1]);
  }

  private Factors(int[] opened) {
    this.opened = opened;
  }

  /** The factors of a sum among these; the limit holds for all of them together. */
  Factors inner() {
    return new Factors(opened);
  }

  /** True as long as it is worth while to take parts apart; counts the calls. */
  boolean mayOpen() {
    return opened[0]++ < MOST;
  }

  void add(Node node, boolean isBelow) {
    Factor factor = new Factor(node, null);
    if (node.isScalar()) {
      (isBelow ? scalarsBelow : scalarsAbove).add(factor);
    } else {
      (isBelow ? below : above).add(factor);
    }
  }
}
