package io.tikhonov.processor.rules;

import io.tikhonov.processor.analysis.HardChoices;
import io.tikhonov.processor.analysis.Patterns;
import io.tikhonov.processor.analysis.Reach;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.LibraryOp;
import io.tikhonov.processor.ir.MatMul;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Reduce;
import io.tikhonov.processor.ir.Views;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.model.TermDeclaration;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.training.Assignment.AssignedPenalty;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Rules on how parameters enter: TKV411 (the nuclear norm of a product beside L2 on its factors),
 * TKV416 (products with large starting values), TKV610 (Sinkhorn without logarithms), TKV805 (hard
 * random choices).
 */
final class ProductRules {
  /** From here on the starting values decide, and not the product. */
  private static final double LARGE = 0.1;

  private final Context context;
  private final List<Node> values;
  private final Set<TermDeclaration> underflowing = new HashSet<>();

  ProductRules(Context context) {
    this.context = context;
    this.values = context.model().terms().stream().map(TermDeclaration::training).toList();
  }

  /** The terms with a kernel that underflows, where a division by 0 has that reason. */
  Set<TermDeclaration> run() {
    for (TermDeclaration term : context.model().terms()) {
      List<Node> nodes = Reach.inOrder(term.training());
      for (Node node : nodes) {
        checkFactors(term, node);
        checkStart(node);
        checkKernel(term, node, nodes);
      }
    }
    checkChoices();
    return underflowing;
  }

  private Optional<TensorDeclaration> parameter(Node node) {
    return context.model().parameters().stream().filter(p -> p.leaf().equals(node)).findFirst();
  }

  /** The matrix itself where it is used transposed. */
  private static Node upright(Node node) {
    return node.op() instanceof Views.Transpose ? node.input(0) : node;
  }

  // TKV411

  private void checkFactors(TermDeclaration term, Node node) {
    if (!(node.op() instanceof LibraryOp.SingularValues)
        || !(node.input(0).op() instanceof MatMul)) {
      return;
    }
    Optional<TensorDeclaration> left = parameter(upright(node.input(0).input(0)));
    Optional<TensorDeclaration> right = parameter(upright(node.input(0).input(1)));
    if (left.isEmpty() || right.isEmpty()) {
      return;
    }
    Optional<Ingredient> first = ridge(left.get());
    Optional<Ingredient> second = ridge(right.get());
    if (first.isPresent()
        && second.isPresent()
        && first.get().number("lambda") == second.get().number("lambda")) {
      context.report(
          Rule.NUCLEAR_NORM_TWICE,
          first.get().token(),
          "L2 (lambda = %s) on %s equals the nuclear norm of their product with the same lambda, so it"
                  .formatted(
                      Formulas.number(first.get(), "lambda"),
                      Context.names(List.of(left.get(), right.get())))
              + " lowers the rank, which %s declares a second time; keep one."
                  .formatted(term.name()));
    }
  }

  private Optional<Ingredient> ridge(TensorDeclaration parameter) {
    return context.assignment(parameter).penalties().stream()
        .map(AssignedPenalty::ingredient)
        .filter(i -> i.name().equals("L2") && i.number("lambda") > 0)
        .findFirst();
  }

  // TKV416

  private void checkStart(Node node) {
    Optional<TensorDeclaration> factor = Optional.empty();
    String product = "";
    if (node.op() == Elementwise.SUB
        && node.input(0).op() == Elementwise.SQUARE
        && node.input(1).op() == Elementwise.SQUARE
        && parameter(node.input(1).input(0)).isPresent()) {
      factor = parameter(node.input(0).input(0));
      product =
          factor
              .map(
                  u ->
                      "%s*%s - %s*%s"
                          .formatted(
                              u.name(),
                              u.name(),
                              node.input(1).input(0).op().opName(),
                              node.input(1).input(0).op().opName()))
              .orElse("");
    } else if (node.op() instanceof MatMul
        && node.input(1).op() instanceof Views.Transpose
        && node.input(1).input(0).equals(node.input(0))) {
      factor = parameter(node.input(0));
      product = factor.map(u -> u.name() + "*" + u.name() + "'").orElse("");
    }
    String name = product;
    factor
        .filter(u -> List.of("CONSTANT", "NORMAL", "UNIFORM").contains(u.init()))
        .filter(u -> Math.abs(u.initScale()) >= LARGE && isOnlyProduct(u, node))
        .ifPresent(
            u ->
                context.report(
                    Rule.LARGE_START,
                    u.initToken(),
                    "The bias of %s towards %s holds for small starting values; scale %s loses it. Use"
                            .formatted(
                                name,
                                name.endsWith("'") ? "low rank" : "sparse solutions",
                                Formulas.number(u.initScale()))
                        + " initScale = 1e-3 or less."));
  }

  /** True if nothing else uses the parameter, so that the product is what is learned. */
  private boolean isOnlyProduct(TensorDeclaration parameter, Node product) {
    Set<Node> allowed = new HashSet<>(Reach.inOrder(product));
    return Reach.inOrder(values).stream()
        .filter(node -> node.inputs().contains(parameter.leaf()))
        .allMatch(allowed::contains);
  }

  // TKV610

  private void checkKernel(TermDeclaration term, Node node, List<Node> nodes) {
    if (node.op() != Elementwise.EXP || !node.origin().function().equals("exp")) {
      return;
    }
    double limit = context.model().doublePrecision() ? 708 : 87;
    if (context.ranges().of(node.input(0)).low() >= -limit || !isDividedByLiteral(node.input(0))) {
      return;
    }
    long divisions =
        nodes.stream()
            .filter(user -> user.op() == Elementwise.DIV)
            .filter(user -> user.origin().function().equals("div"))
            .filter(user -> isTotalOf(Patterns.strip(user.input(1)), node))
            .count();
    if (divisions >= 2) {
      underflowing.add(term);
      context.report(
          Rule.UNDERFLOWING_KERNEL,
          node,
          term,
          "%s underflows where its argument is below -%s: whole rows become 0 and Sinkhorn divides by 0."
                  .formatted(node.origin().text(), Formulas.number(limit))
              + " Iterate in logarithms with logSumExp.");
    }
  }

  private static boolean isDividedByLiteral(Node node) {
    Node x = node;
    while (x.op() == Elementwise.NEG) {
      x = x.input(0);
    }
    return (x.op() == Elementwise.DIV && Patterns.literal(x.input(1)).isPresent())
        || (x.op() == Elementwise.MUL && Patterns.literal(x.input(0)).isPresent());
  }

  /** A product with the kernel, or a sum of its rows or columns. */
  private static boolean isTotalOf(Node divisor, Node kernel) {
    boolean product =
        divisor.op() instanceof MatMul
            && divisor.inputs().stream().anyMatch(f -> upright(f).equals(kernel));
    boolean sum =
        divisor.op() instanceof Reduce
            && (divisor.input(0).equals(kernel)
                || (divisor.input(0).op() == Elementwise.MUL
                    && divisor.input(0).inputs().contains(kernel))
                || (divisor.input(0).op() == Elementwise.DIV
                    && Reach.inOrder(divisor.input(0)).contains(kernel)));
    return product || sum;
  }

  // TKV805

  private void checkChoices() {
    for (TensorDeclaration parameter : context.model().parameters()) {
      boolean reached =
          values.stream().anyMatch(v -> Reach.differentiated(v).contains(parameter.leaf()));
      Optional<Node> choice = HardChoices.of(parameter.leaf(), values);
      if (reached || choice.isEmpty()) {
        continue;
      }
      context.model().terms().stream()
          .filter(term -> Reach.inOrder(term.training()).contains(choice.get()))
          .findFirst()
          .ifPresent(
              term ->
                  context.report(
                      Rule.HARD_RANDOM_CHOICE,
                      choice.get(),
                      term,
                      "%s compares noise with a value of %s, and the derivative of a comparison is 0, so %s"
                              .formatted(
                                  choice.get().origin().text(), parameter.name(), parameter.name())
                          + " gets no gradient. Use a relaxed gate (sigmoid((log odds + noise) /"
                          + " temperature)), straight-through, or a score-function estimator."));
    }
  }
}
