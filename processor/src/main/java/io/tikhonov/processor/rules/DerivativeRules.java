package io.tikhonov.processor.rules;

import io.tikhonov.processor.analysis.Patterns;
import io.tikhonov.processor.analysis.Reach;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Reduce;
import io.tikhonov.processor.ir.Views;
import io.tikhonov.processor.model.Derivative;
import io.tikhonov.processor.model.TermDeclaration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rules on derivatives inside of the objective: TKV501 (the norm of the gradient is penalised
 * twice), TKV701 (passes of a step), TKV702 (a Jacobian entry by entry).
 */
final class DerivativeRules {
  /** From here on an estimate by random directions is cheaper. */
  private static final int MANY = 8;

  /** One slope by an input is what such a penalty needs; so many multiply the cost of a step. */
  private static final int SEVERAL = 3;

  private final Context context;
  private final List<Derivative> derivatives;

  DerivativeRules(Context context) {
    this.context = context;
    this.derivatives = context.model().derivatives();
  }

  void run() {
    checkFlatness();
    checkPasses();
    checkJacobians();
  }

  /** The derivatives that a term is computed from. */
  private List<Derivative> of(TermDeclaration term) {
    Set<Node> nodes = new HashSet<>(Reach.inOrder(term.training()));
    return derivatives.stream().filter(d -> nodes.contains(d.value())).toList();
  }

  /** True for the gradient of something that depends on data, with respect to a parameter. */
  private static boolean isOfLoss(Derivative derivative) {
    return Reach.isStored(derivative.by(), Leaf.Role.PARAMETER)
        && !Reach.leaves(derivative.of(), Leaf.Role.INPUT).isEmpty();
  }

  // TKV501

  private void checkFlatness() {
    TermDeclaration first = null;
    for (TermDeclaration term : context.model().terms()) {
      boolean gradient = of(term).stream().anyMatch(DerivativeRules::isOfLoss);
      boolean flooded =
          Reach.inOrder(term.training()).stream()
              .anyMatch(node -> node.origin().function().equals("flooded"));
      if ((gradient || flooded) && first != null) {
        report(first, term);
        return;
      }
      first = gradient || flooded ? term : first;
    }
  }

  private void report(TermDeclaration first, TermDeclaration second) {
    boolean later = second.token().line() >= first.token().line();
    TermDeclaration at = later ? second : first;
    TermDeclaration other = later ? first : second;
    context.report(
        Rule.GRADIENT_NORM_TWICE,
        at.token(),
        "%s already penalises the norm of the gradient to first order (a gradient norm, or flooding,"
                .formatted(other.name())
            + " which ascends and descends in turn), and %s adds it again. Keep one."
                .formatted(at.name()));
  }

  // TKV701

  private void checkPasses() {
    for (TermDeclaration term : context.model().terms()) {
      Set<Node> differentiated = Reach.differentiated(term.training());
      List<Derivative> twice =
          of(term).stream()
              .filter(d -> differentiated.contains(d.value()))
              .filter(d -> !Reach.leaves(d.value(), Leaf.Role.PARAMETER).isEmpty())
              .toList();
      long inner = twice.stream().map(d -> List.of(d.of(), d.by())).distinct().count();
      boolean ofParameters = twice.stream().anyMatch(DerivativeRules::isOfLoss);
      if (!term.loss() && (ofParameters || inner >= SEVERAL)) {
        context.report(
            Rule.PASSES,
            term.token(),
            "A step costs about %d gradient computations: %s differentiates %s, and each is"
                    .formatted(
                        1 + 2 * inner,
                        term.name(),
                        inner == 1 ? "a gradient" : inner + " gradients")
                + " differentiated again (double backpropagation).%s The report lists them."
                    .formatted(
                        inner > 2
                            ? " jacobianFrobenius(y, x, 1) estimates a whole Jacobian with one."
                            : ""));
      }
    }
  }

  // TKV702

  /** What is differentiated entry by entry, and by what. */
  private record Entries(Node tensor, Node by, Object at) {}

  private void checkJacobians() {
    Map<Entries, List<Derivative>> found = new LinkedHashMap<>();
    for (Derivative derivative : derivatives) {
      Node tensor = sliced(derivative.of());
      if (tensor != null && derivative.token().handle() != null) {
        Entries entries = new Entries(tensor, derivative.by(), derivative.token().handle());
        found.computeIfAbsent(entries, e -> new ArrayList<>()).add(derivative);
      }
    }
    found.forEach(
        (entries, all) -> {
          long count = all.stream().map(Derivative::of).distinct().count();
          if (count >= MANY) {
            context.report(
                Rule.UNROLLED_JACOBIAN,
                all.get(0).token(),
                "This loop builds the whole Jacobian with %d backward passes. Its squared norm needs one:"
                        .formatted(count)
                    + " jacobianFrobenius(y, x, 1), the mean of norm(gradient(dot(y, noise), x))^2 over"
                    + " random noise.");
          }
        });
  }

  /** The tensor of which a scalar is an entry, or the sum of a column; null for others. */
  private static Node sliced(Node scalar) {
    Node x = Patterns.strip(scalar);
    while (x.op() instanceof Reduce reduce && reduce.operator() == Reduce.Operator.SUM) {
      x = Patterns.strip(x.input(0));
    }
    if (!(x.op() instanceof Views.Slice)) {
      return null;
    }
    while (x.op() instanceof Views.Slice) {
      x = Patterns.strip(x.input(0));
    }
    return x;
  }
}
