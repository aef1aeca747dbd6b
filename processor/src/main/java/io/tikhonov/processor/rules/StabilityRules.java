package io.tikhonov.processor.rules;

import io.tikhonov.processor.analysis.Patterns;
import io.tikhonov.processor.analysis.Reach;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.diagnostic.Severity;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Generated;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.LibraryOp;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Views;
import io.tikhonov.processor.model.TermDeclaration;
import io.tikhonov.processor.training.Assignment;
import java.util.List;
import java.util.Set;

/**
 * Rules on compositions that fail for some data: TKV602 (overflow), TKV608 (softmax collapse),
 * TKV609 (singular matrices).
 */
final class StabilityRules {
  private static final Set<String> DECOMPOSITIONS = Set.of("logDet", "inverse", "cholesky");

  private final Context context;

  StabilityRules(Context context) {
    this.context = context;
  }

  void run() {
    for (TermDeclaration term : context.model().terms()) {
      List<Node> nodes = Reach.inOrder(term.training());
      for (Node node : nodes) {
        boolean written = DECOMPOSITIONS.contains(node.origin().function());
        if (written && node.op() instanceof LibraryOp) {
          checkMatrix(term, node);
        } else if (node.op() == Elementwise.EXP && node.origin().function().equals("exp")) {
          checkExponential(term, node, nodes);
        }
      }
      checkCollapse(term);
    }
  }

  // TKV602

  private void checkExponential(TermDeclaration term, Node node, List<Node> nodes) {
    boolean bounded = context.ranges().of(node.input(0)).high() < Double.POSITIVE_INFINITY;
    boolean normalized =
        nodes.stream()
            .anyMatch(
                user ->
                    user.op() == Elementwise.DIV
                        && user.input(0).equals(node)
                        && Patterns.softmaxSum(user).isPresent());
    if (!bounded && !normalized) {
      context.report(
          Rule.OVERFLOW,
          node,
          term,
          "%s overflows to infinity where its argument is above %s. Use softplus for a positive"
                  .formatted(
                      node.origin().text(), context.model().doublePrecision() ? "709" : "88.7")
              + " quantity, clamp the argument, or stay in logarithms.");
    }
  }

  // TKV608

  private void checkCollapse(TermDeclaration term) {
    boolean plain =
        term.loss()
            && term.training().origin().function().equals("softmaxCrossEntropy")
            && term.training().op() == Elementwise.DIV
            && !context.model().doublePrecision();
    boolean resisted =
        context.assignments().stream().anyMatch(StabilityRules::isPulled)
            || context.model().terms().stream().anyMatch(t -> !t.loss());
    boolean smoothed = term.training().origin().text().matches(".*,[^,()]*,[^,()]*\\)$");
    if (plain && !resisted && !smoothed) {
      context.report(
          Rule.SOFTMAX_COLLAPSE,
          term.training(),
          term,
          "Once the right logit leads by 16.7 the float loss is exactly 0 and the entry of the right"
              + " class in the gradient vanishes (softmax collapse); long training without"
              + " regularization gets there. Add weight decay or label smoothing.");
    }
  }

  private static boolean isPulled(Assignment assignment) {
    return assignment.weightDecay() > 0
        || !assignment.penalties().isEmpty()
        || !assignment.constraints().isEmpty();
  }

  // TKV609

  private void checkMatrix(TermDeclaration term, Node node) {
    Node matrix = unscaled(node.input(0));
    String function = node.origin().function();
    if (Patterns.isGram(matrix)) {
      Poly dimension = matrix.shape().dim(0);
      Poly rows = matrix.input(0).shape().dim(1);
      boolean centred = isCentred(matrix.input(0)) || isCentred(matrix.input(1));
      reportGram(term, node, dimension, rows, centred);
    } else if (!function.equals("inverse")
        && !(matrix.op() instanceof Leaf.Stored stored && stored.role() != Leaf.Role.PARAMETER)
        && !Reach.leaves(matrix, Leaf.Role.PARAMETER).isEmpty()
        && !hasRidge(matrix)) {
      context.report(
          Rule.SINGULAR_MATRIX,
          node,
          term,
          "%s needs a positive definite matrix, and nothing makes %s one: it can be singular or worse."
                  .formatted(function, node.origin().text())
              + " Use a product with its own transpose and add a ridge (eye times 1e-3).");
    }
  }

  private void reportGram(
      TermDeclaration term, Node node, Poly dimension, Poly rows, boolean centred) {
    int lost = centred ? 1 : 0;
    boolean known = dimension.isConstant() && rows.isConstant();
    boolean singular = known && rows.constant() - lost < dimension.constant();
    if (known && !singular) {
      return;
    }
    String subject =
        "%s of %s rows in %s dimensions has rank at most %s"
            .formatted(
                centred ? "The covariance" : "The Gram matrix",
                rows,
                dimension,
                known ? Long.toString(rows.constant() - lost) : rows.minus(lost).toString());
    context.report(
        Rule.SINGULAR_MATRIX,
        singular ? Severity.ERROR : Severity.WARNING,
        node,
        term,
        "%s%s. Add a ridge (eye times 1e-3), or use more rows than dimensions."
            .formatted(
                subject,
                singular
                    ? ", so its " + consequence(node.origin().function())
                    : ": if that is less, its " + consequence(node.origin().function())));
  }

  private static String consequence(String function) {
    return switch (function) {
      case "logDet" -> "logDet is minus infinity";
      case "inverse" -> "inverse does not exist";
      default -> "cholesky factor does not exist";
    };
  }

  private static Node unscaled(Node node) {
    Node x = node;
    while ((x.op() == Elementwise.MUL && x.input(0).isScalar())
        || (x.op() == Elementwise.DIV && x.input(1).isScalar())) {
      x = x.input(x.op() == Elementwise.MUL ? 1 : 0);
    }
    return x;
  }

  private static boolean isCentred(Node node) {
    return node.op() == Elementwise.SUB
        && Patterns.mean(Patterns.strip(node.input(1)))
            .filter(mean -> mean.of().equals(node.input(0)))
            .isPresent();
  }

  /** True if a multiple of the identity, or another diagonal, is added somewhere. */
  private static boolean hasRidge(Node matrix) {
    if (matrix.op() == Elementwise.ADD || matrix.op() == Elementwise.SUB) {
      return isDiagonal(matrix.input(0))
          || isDiagonal(matrix.input(1))
          || hasRidge(matrix.input(0))
          || hasRidge(matrix.input(1));
    }
    Node inside = unscaled(matrix);
    return isDiagonal(inside) || (!inside.equals(matrix) && hasRidge(inside));
  }

  private static boolean isDiagonal(Node node) {
    Node x = unscaled(node);
    boolean identity =
        x.op() instanceof Generated.Indicator indicator
            && indicator.pattern() == Generated.Indicator.Pattern.DIAGONAL;
    return identity || x.op() instanceof Views.DiagonalMatrix;
  }
}
