package io.tikhonov.processor.rules;

import io.tikhonov.processor.analysis.Patterns;
import io.tikhonov.processor.analysis.Reach;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.diagnostic.Severity;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Generated;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.MatMul;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Reduce;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.TermDeclaration;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.training.Assignment;
import io.tikhonov.processor.training.Assignment.AssignedPenalty;
import java.util.Optional;

/**
 * Rules on penalties that a set makes idle or a shape makes impossible: TKV404 (more directions
 * than dimensions), TKV407 (constant on the constraint set).
 */
final class SetRules {
  private final Context context;

  SetRules(Context context) {
    this.context = context;
  }

  void run(boolean complete) {
    for (Assignment assignment : context.assignments()) {
      for (AssignedPenalty penalty : assignment.penalties()) {
        checkConstant(assignment, penalty.ingredient());
        checkDirections(assignment, penalty.ingredient());
      }
    }
    if (complete) {
      context.model().terms().forEach(this::checkTerm);
    }
  }

  // TKV407

  private void checkConstant(Assignment assignment, Ingredient penalty) {
    for (Ingredient constraint : assignment.constraints()) {
      String name = assignment.parameter().name();
      if (assignment.isIdle(penalty, constraint)) {
        context.report(
            Rule.CONSTANT_ON_SET, penalty.token(), idle(penalty.name(), name, constraint));
      }
    }
  }

  private static String idle(String penalty, String parameter, Ingredient constraint) {
    if (constraint.name().equals("Simplex")) {
      return "%s on %s does nothing: on the simplex the sum of absolute values is always %s. For"
              .formatted(penalty, parameter, Formulas.rounded(constraint.number("sum")))
          + " sparse weights use an entropy penalty in a @Regularize method, or drop %s."
              .formatted(penalty);
    }
    return "%s on %s does nothing: @Constrain.UnitNorm keeps the norm of every slice at 1, so its value"
            .formatted(penalty, parameter)
        + " is constant. Drop %s, or the constraint.".formatted(penalty);
  }

  /** A penalty method that is no more than the size of one parameter. */
  private void checkTerm(TermDeclaration term) {
    sizeOfParameter(term.training())
        .ifPresent(
            size ->
                context.assignments().stream()
                    .filter(a -> a.parameter().leaf().equals(size.parameter()))
                    .forEach(a -> checkSize(term, a, size)));
    for (Node node : Reach.inOrder(term.training())) {
      checkGram(term, node);
    }
  }

  private void checkSize(TermDeclaration term, Assignment assignment, Size size) {
    for (Ingredient constraint : assignment.constraints()) {
      boolean constant =
          constraint.name().equals("UnitNorm")
              ? size.squares()
              : constraint.name().equals("Simplex") && !size.squares();
      if (constant) {
        context.report(
            Rule.CONSTANT_ON_SET,
            term.token(),
            idle(term.name(), assignment.parameter().name(), constraint));
      }
    }
  }

  /** Σw², ‖w‖ or Σ|w| of all of a parameter. */
  private record Size(Node parameter, boolean squares) {}

  private static Optional<Size> sizeOfParameter(Node term) {
    Node node = term;
    while (isScaled(node)) {
      node = node.input(node.op() == Elementwise.MUL ? 1 : 0);
    }
    if (node.op() == Elementwise.NORM_ROOT || node.op() == Elementwise.SQRT) {
      node = node.input(0);
    }
    boolean sum = node.op() instanceof Reduce reduce && reduce.operator() == Reduce.Operator.SUM;
    if (!sum || !node.isScalar() || node.input(0).inputs().isEmpty()) {
      return Optional.empty();
    }
    Node inside = node.input(0);
    boolean squares = inside.op() == Elementwise.SQUARE;
    return (squares || inside.op() == Elementwise.ABS)
            && Reach.isStored(inside.input(0), Leaf.Role.PARAMETER)
        ? Optional.of(new Size(inside.input(0), squares))
        : Optional.empty();
  }

  private static boolean isScaled(Node node) {
    return (node.op() == Elementwise.MUL && node.input(0).op() instanceof Leaf)
        || (node.op() == Elementwise.DIV && node.input(1).op() instanceof Leaf);
  }

  // TKV404

  private void checkDirections(Assignment assignment, Ingredient penalty) {
    if (assignment.parameter().shape().rank() != 2) {
      return;
    }
    Poly rows = assignment.parameter().shape().dim(0);
    Poly columns = assignment.parameter().shape().dim(1);
    if (penalty.name().equals("OffDiagonalOrthogonality") && isLarger(columns, rows)) {
      context.report(
          Rule.TOO_MANY_DIRECTIONS,
          penalty.token(),
          tooMany(columns.constant(), rows.constant(), "columns"));
    } else if (penalty.name().equals("GroupOrthogonality")) {
      Optional<Poly> size = rows.divideExactly(Poly.of(penalty.integer("groups")));
      if (size.isPresent() && isLarger(size.get(), columns)) {
        long missing = size.get().constant() - columns.constant();
        context.report(
            Rule.TOO_MANY_DIRECTIONS,
            Severity.NOTE,
            penalty.token(),
            "%s rows of length %s in each group cannot be orthonormal: this value never falls below"
                    .formatted(size.get(), columns)
                + " lambda * %d. Use more groups, or fewer rows."
                    .formatted(missing * penalty.integer("groups")));
      }
    }
  }

  private static boolean isLarger(Poly a, Poly b) {
    return a.isConstant() && b.isConstant() && a.constant() > b.constant();
  }

  private static String tooMany(long count, long dimension, String what) {
    return "%d %s of length %d cannot all be orthogonal: at least %d of them must become 0 to reach 0."
            .formatted(count, what, dimension, count - dimension)
        + " Use at most %d, or @Regularize.SoftOrthogonality, which takes the smaller product."
            .formatted(dimension);
  }

  /** ‖W·Wᵀ − I‖² or its off-diagonal form, written with the larger of the two products. */
  private void checkGram(TermDeclaration term, Node node) {
    String function = node.origin().function();
    boolean offDiagonal = function.equals("offDiagonalOrthogonality");
    if (node.op() instanceof MatMul && offDiagonal && Patterns.isGram(node)) {
      Poly count = node.shape().dim(0);
      Poly length = node.input(0).shape().dim(1);
      if (isLarger(count, length)) {
        context.report(
            Rule.TOO_MANY_DIRECTIONS,
            node,
            term,
            tooMany(count.constant(), length.constant(), "columns"));
      }
    } else if (node.op() == Elementwise.SQUARE && node.input(0).op() == Elementwise.SUB) {
      Node difference = node.input(0);
      Node gram = Patterns.strip(difference.input(0));
      if (difference.input(1).op() instanceof Generated.Indicator && Patterns.isGram(gram)) {
        reportLargerGram(term, node, gram);
      }
    }
  }

  private void reportLargerGram(TermDeclaration term, Node node, Node gram) {
    Poly count = gram.shape().dim(0);
    Poly length = gram.input(0).shape().dim(1);
    if (isLarger(count, length) && !node.origin().function().equals("softOrthogonality")) {
      context.report(
          Rule.TOO_MANY_DIRECTIONS,
          Severity.NOTE,
          node,
          term,
          "%s directions of length %s cannot be orthonormal: %s never falls below its weight * %d; the"
                  .formatted(count, length, term.name(), count.constant() - length.constant())
              + " gradient is the same as for the smaller product, which starts at 0: use"
              + " softOrthogonality(...).");
    }
  }
}
