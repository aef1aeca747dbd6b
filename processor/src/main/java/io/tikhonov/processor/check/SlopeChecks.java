package io.tikhonov.processor.check;

import io.tikhonov.processor.analysis.Reach;
import io.tikhonov.processor.diagnostic.Reporter;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.TermDeclaration;
import java.util.Optional;

/**
 * Rules on the slopes of terms: TKV309 (a gradient that is deliberately not the derivative of its
 * value) and TKV310 (a penalty whose slope at 0 is infinite).
 */
final class SlopeChecks {
  private final ObjectiveModel model;
  private final Reporter reporter;

  SlopeChecks(ObjectiveModel model, Reporter reporter) {
    this.model = model;
    this.reporter = reporter;
  }

  void run() {
    for (TermDeclaration term : model.terms()) {
      if (Reach.trained(term.training()).isEmpty()) {
        continue;
      }
      for (Node node : Reach.differentiated(term.training())) {
        if (node.op() == Elementwise.STOP_GRADIENT) {
          checkStopped(node, term);
        } else if (!term.loss() && node.op() instanceof Elementwise) {
          root(node).ifPresent(parameter -> reportSlope(node, parameter, term));
        }
      }
    }
  }

  private void checkStopped(Node node, TermDeclaration term) {
    boolean written = node.origin().function().equals("stopGradient");
    if (written && !Reach.leaves(node.input(0), Leaf.Role.PARAMETER).isEmpty()) {
      reporter.report(
          Rule.STOPPED_GRADIENT,
          Places.of(node, term, model),
          "%s contains stopGradient: its gradient is deliberately not the derivative of its value, so a"
                  .formatted(term.name())
              + " finite-difference check will differ, and an optimizer with line search cannot use"
              + " it.");
    }
  }

  private void reportSlope(Node node, Node parameter, TermDeclaration term) {
    boolean logarithm = node.op() == Elementwise.LOG;
    reporter.report(
        Rule.SLOPE_AT_ZERO,
        Places.of(node, term, model),
        "%s in %s has infinite slope at 0: the first element of %s near 0 gets an unbounded step. %s"
            .formatted(
                node.origin().text().isEmpty() ? node.op().opName() : node.origin().text(),
                term.name(),
                parameter.op().opName(),
                logarithm
                    ? "Use @Regularize.LogSum on it, or add an offset inside the logarithm."
                    : "Use @Regularize.LogSum on it, or add an offset: abs(w).plus(1e-3)."));
  }

  /** The raw parameter in |w|^q with q below 1, and in log |w|. */
  private static Optional<Node> root(Node node) {
    double power = exponent(node);
    if (power == 0) {
      return Optional.empty();
    }
    Node base = node.input(0);
    double inner =
        base.op() == Elementwise.ABS ? 1 : base.op() == Elementwise.SQUARE ? 2 : Double.NaN;
    boolean steep = power < 0 || power * inner < 1;
    return steep && !Double.isNaN(inner) && isParameter(base.input(0))
        ? Optional.of(base.input(0))
        : Optional.empty();
  }

  /** q of a power with 0 < q < 1, −1 for a logarithm, 0 for anything else. */
  private static double exponent(Node node) {
    if (node.op() == Elementwise.LOG) {
      return -1;
    } else if (node.op() == Elementwise.SQRT) {
      return 0.5;
    }
    boolean known =
        node.op() == Elementwise.POW
            && node.input(1).op() instanceof Leaf.Literal literal
            && literal.value() > 0
            && literal.value() < 1;
    return known ? ((Leaf.Literal) node.input(1).op()).value() : 0;
  }

  private static boolean isParameter(Node node) {
    return Reach.isStored(node, Leaf.Role.PARAMETER);
  }
}
