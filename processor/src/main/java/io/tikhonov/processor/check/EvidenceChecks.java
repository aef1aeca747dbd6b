package io.tikhonov.processor.check;

import io.tikhonov.processor.analysis.Reach;
import io.tikhonov.processor.diagnostic.Reporter;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.ir.Atom;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Reduce;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.TermDeclaration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * TKV206: a reconstruction term averages over the data where the KL term sums over the latent
 * variables, or the other way round.
 */
final class EvidenceChecks {
  private static final double ROUNDING = 1e-9;

  /** A factor of ½ or 2 is part of a definition. */
  private static final List<Double> FACTORS = List.of(0.5, 1.0, 2.0);

  private final ObjectiveModel model;
  private final Reporter reporter;

  EvidenceChecks(ObjectiveModel model, Reporter reporter) {
    this.model = model;
    this.reporter = reporter;
  }

  /**
   * A summand of the objective.
   *
   * @param reduction the operation that reduces over the elements of a row
   * @param size what it reduces over, the batch left out
   * @param mean true for a mean, false for a sum
   */
  private record Piece(
      TermDeclaration term, Node reduction, Poly size, boolean mean, boolean divergence) {}

  void run() {
    List<Piece> pieces = new ArrayList<>();
    for (TermDeclaration term : model.terms()) {
      for (Node summand : summands(term.training())) {
        piece(summand, term).ifPresent(pieces::add);
      }
    }
    for (Piece divergence : pieces) {
      if (!divergence.divergence()) {
        continue;
      }
      pieces.stream()
          .filter(it -> !it.divergence() && it.term().loss() && it.mean() != divergence.mean())
          .findFirst()
          .ifPresent(it -> report(it, divergence));
    }
  }

  private void report(Piece reconstruction, Piece divergence) {
    Piece mean = reconstruction.mean() ? reconstruction : divergence;
    Piece sum = reconstruction.mean() ? divergence : reconstruction;
    boolean one = reconstruction.term().name().equals(divergence.term().name());
    String first = one ? "The reconstruction" : reconstruction.term().name();
    String second = one ? "the KL term" : divergence.term().name();
    reporter.report(
        Rule.SUM_AGAINST_MEAN,
        Places.of(mean.reduction(), mean.term(), model),
        ("%s is a %s over %s and %s a %s over %s: relative to the ELBO %s weighs %s"
                + " times more. Sum both, or choose the weight with this factor in mind.")
            .formatted(
                first,
                reconstruction.mean() ? "mean" : "sum",
                reconstruction.size(),
                second,
                divergence.mean() ? "mean" : "sum",
                divergence.size(),
                sum.divergence() ? "the KL term" : "the reconstruction",
                mean.size()));
  }

  /** The scalars that are added up, factors left out. */
  private static List<Node> summands(Node scalar) {
    List<Node> found = new ArrayList<>();
    List<Node> open = new ArrayList<>(List.of(scalar));
    while (!open.isEmpty()) {
      Node node = open.remove(open.size() - 1);
      if (node.op() == Elementwise.ADD || node.op() == Elementwise.SUB) {
        open.addAll(node.inputs());
      } else if (node.op() == Elementwise.NEG) {
        open.add(node.input(0));
      } else {
        found.add(node);
      }
    }
    return found;
  }

  /** The reduction of a row on the way to a scalar. */
  private Optional<Piece> piece(Node scalar, TermDeclaration term) {
    Poly rows = Poly.of(1);
    Poly size = Poly.of(1);
    double scale = 1;
    Node reduction = null;
    Node node = scalar;
    while (isScaling(node) || isSum(node)) {
      if (isSum(node)) {
        reduction = reduction == null ? node : reduction;
        for (int axis : ((Reduce) node.op()).axes()) {
          Poly dim = node.input(0).shape().dim(axis);
          boolean batch = !dim.isConstant() && model.batchDimensions().containsAll(dim.names());
          rows = batch ? rows.times(dim) : rows;
          size = batch ? size : size.times(dim);
        }
        node = node.input(0);
      } else if (node.op() == Elementwise.DIV) {
        scale /= value(node.input(1));
        node = node.input(0);
      } else {
        boolean first = isFactor(node.input(0));
        scale *= value(node.input(first ? 0 : 1));
        node = node.input(first ? 1 : 0);
      }
    }
    boolean divergence = isDivergence(node);
    boolean compares = !Reach.trained(node).isEmpty();
    if (size.isConstant(1) || !compares || Reach.leaves(node, Leaf.Role.INPUT).isEmpty()) {
      return Optional.empty();
    }
    double overRows = scale * value(rows);
    boolean sum = isNeutral(overRows) || isNeutral(scale);
    boolean mean = isNeutral(overRows * value(size)) || isNeutral(scale * value(size));
    return sum == mean
        ? Optional.empty()
        : Optional.of(new Piece(term, reduction, size, mean, divergence));
  }

  private static boolean isSum(Node node) {
    return node.op() instanceof Reduce reduce && reduce.operator() == Reduce.Operator.SUM;
  }

  private static boolean isNeutral(double scale) {
    return FACTORS.stream().anyMatch(factor -> Math.abs(Math.abs(scale) / factor - 1) < ROUNDING);
  }

  /** A factor with numbers for dimensions that have no small multiples in common. */
  private static double value(Node factor) {
    if (factor.op() instanceof Leaf.Literal literal) {
      return literal.value();
    } else if (factor.op() instanceof Leaf.Size size) {
      return value(size.size());
    }
    return value(factor.input(0)) / value(factor.input(1));
  }

  private static double value(Poly size) {
    Poly number =
        size.substitute(
            atom ->
                atom instanceof Atom.Name name
                    ? Poly.of(1009 + Math.floorMod(name.name().hashCode(), 8009))
                    : null);
    return number.isConstant() ? number.constant() : Double.NaN;
  }

  private static boolean isScaling(Node node) {
    return (node.op() == Elementwise.MUL && (isFactor(node.input(0)) || isFactor(node.input(1))))
        || (node.op() == Elementwise.DIV && isFactor(node.input(1)));
  }

  private static boolean isFactor(Node node) {
    return node.isScalar()
        && (node.op() instanceof Leaf.Literal
            || node.op() instanceof Leaf.Size
            || (node.op() == Elementwise.DIV
                && isFactor(node.input(0))
                && isFactor(node.input(1))));
  }

  /** True for ½(μ² + exp(s) − s − 1) and its like: a square, a log variance and its exponential. */
  private static boolean isDivergence(Node node) {
    List<Node> parts = new ArrayList<>();
    List<Node> open = new ArrayList<>(List.of(node));
    while (!open.isEmpty()) {
      Node part = open.remove(open.size() - 1);
      if (part.op() == Elementwise.ADD || part.op() == Elementwise.SUB) {
        open.addAll(part.inputs());
      } else if (part.op() == Elementwise.NEG) {
        open.add(part.input(0));
      } else if (isScaling(part)) {
        open.add(part.input(isFactor(part.input(0)) ? 1 : 0));
      } else {
        parts.add(part);
      }
    }
    Set<Node> all = new HashSet<>(parts);
    boolean variance =
        parts.stream()
            .filter(it -> it.op() == Elementwise.EXP || it.op() == Elementwise.EXPM1)
            .anyMatch(it -> all.contains(it.input(0)));
    return variance && parts.stream().anyMatch(it -> it.op() == Elementwise.SQUARE);
  }
}
