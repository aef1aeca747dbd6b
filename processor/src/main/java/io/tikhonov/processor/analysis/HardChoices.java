package io.tikhonov.processor.analysis;

import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Generated;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Reduce;
import java.util.Collection;
import java.util.Optional;

/** Random choices that depend on a parameter and pass no derivative to it. */
public final class HardChoices {

  private HardChoices() {}

  /**
   * The comparison of a random number with a value of the parameter, or the largest of such values
   * with noise.
   */
  public static Optional<Node> of(Node parameter, Collection<Node> terms) {
    return Reach.inOrder(terms).stream()
        .filter(HardChoices::isChoice)
        .filter(node -> Reach.inOrder(node).contains(parameter))
        .filter(node -> Reach.inOrder(node).stream().anyMatch(HardChoices::isDraw))
        .findFirst();
  }

  private static boolean isChoice(Node node) {
    return node.op() == Elementwise.GREATER
        || node.op() == Elementwise.LESS
        || (node.op() instanceof Reduce reduce && reduce.operator() == Reduce.Operator.ARGMAX);
  }

  private static boolean isDraw(Node node) {
    return node.op() instanceof Generated.Random;
  }
}
