package io.tikhonov.processor.check;

import io.tikhonov.processor.diagnostic.Reporter;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.diagnostic.Severity;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Reduce;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.InputDeclaration;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.model.TermDeclaration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Rules on penalties: TKV113, TKV210, TKV301. */
final class PenaltyChecks {
  private static final Set<String> SPARSE =
      Set.of(
          "L1", "ElasticNet", "GroupLasso", "SparseGroupLasso", "L2Norm", "LogSum", "NuclearNorm");

  private static final Set<String> NEIGHBOURS =
      Set.of("TotalVariation", "IsotropicTotalVariation", "Smoothness");

  private final ObjectiveModel model;
  private final Reporter reporter;
  private final Set<Ingredient> checked = new HashSet<>();

  PenaltyChecks(ObjectiveModel model, Reporter reporter) {
    this.model = model;
    this.reporter = reporter;
  }

  void run() {
    for (TensorDeclaration parameter : model.parameters()) {
      for (Ingredient penalty : Targets.of(model, parameter, "Regularize")) {
        // A penalty of the class is reported once, for the first parameter it acts on.
        if (checked.add(penalty)) {
          checkWeight(penalty, parameter);
          checkMode(penalty, parameter);
        }
        checkOrder(penalty, parameter);
      }
    }
    model.terms().stream().filter(term -> !term.loss()).forEach(this::checkMethod);
  }

  private void checkWeight(Ingredient penalty, TensorDeclaration parameter) {
    if (penalty.has("lambda") && penalty.number("lambda") == 0) {
      reporter.report(
          Rule.WITHOUT_EFFECT,
          penalty.tokenOf("lambda").handle(),
          "%s(lambda = 0) on %s has no effect. Remove it, or give it a weight."
              .formatted(penalty.written(), parameter.name()));
    }
  }

  private void checkMode(Ingredient penalty, TensorDeclaration parameter) {
    boolean sparse =
        SPARSE.contains(penalty.name())
            && (!penalty.has("l1Ratio") || penalty.number("l1Ratio") > 0);
    boolean off = penalty.has("lambda") && penalty.number("lambda") == 0;
    if (!sparse || off || !penalty.has("mode")) {
      return;
    }
    String mode = penalty.text("mode");
    if (mode.equals("COUPLED") || mode.equals("DECOUPLED")) {
      reporter.report(
          Rule.SUBGRADIENT_OF_KINK,
          penalty.tokenOf("mode").handle(),
          "%s on %s in %s mode gives no exact zeros: with a constant step the weights swing around 0"
                  .formatted(penalty.name(), parameter.name(), mode)
              + " by about learningRate * lambda, and a larger lambda can raise the L1 norm. Use"
              + " mode = Mode.PROXIMAL.");
    }
  }

  /** Neighbouring class numbers or table rows have nothing in common. */
  private void checkOrder(Ingredient penalty, TensorDeclaration parameter) {
    if (!NEIGHBOURS.contains(penalty.name())) {
      return;
    }
    Set<Poly> labelled = new HashSet<>();
    model.inputs().stream().map(InputDeclaration::bounds).forEach(labelled::addAll);
    boolean single = penalty.has("axis");
    List<Integer> axes = single ? List.of(penalty.integer("axis")) : penalty.integers("axes");
    List<Integer> used =
        axes.isEmpty() ? IntStream.range(0, parameter.shape().rank()).boxed().toList() : axes;
    for (int i = 0; i < used.size(); i++) {
      int rank = parameter.shape().rank();
      int axis = used.get(i) < 0 ? used.get(i) + rank : used.get(i);
      if (axis >= 0 && axis < rank && labelled.contains(parameter.shape().dim(axis))) {
        reporter.report(
            Rule.UNORDERED_AXIS,
            single
                ? penalty.tokenOf("axis").handle()
                : DeclarationChecks.element(penalty, "axes", i),
            "%s along %s of %s pulls neighbouring class numbers together, and their"
                    .formatted(
                        single ? "Smoothness" : "Total variation",
                        parameter.shape().dim(axis),
                        parameter.name())
                + " order is arbitrary. Choose an ordered axis, or use GroupLasso.");
      }
    }
  }

  /** A penalty method that is no more than the sum of absolute values of one raw parameter. */
  private void checkMethod(TermDeclaration term) {
    Node node = term.training();
    while (isScaled(node)) {
      node = isFactor(node.input(0)) ? node.input(1) : node.input(0);
    }
    boolean sum = node.op() instanceof Reduce reduce && reduce.operator() == Reduce.Operator.SUM;
    if (!sum) {
      return;
    }
    Node inside = node.input(0);
    boolean absolute = inside.op() == Elementwise.ABS && isParameter(inside.input(0));
    boolean norms =
        inside.op() == Elementwise.NORM_ROOT
            && inside.input(0).op() instanceof Reduce squares
            && squares.operator() == Reduce.Operator.SUM
            && inside.input(0).input(0).op() == Elementwise.SQUARE
            && isParameter(inside.input(0).input(0).input(0));
    if (absolute || norms) {
      Node parameter = absolute ? inside.input(0) : inside.input(0).input(0).input(0);
      reporter.report(
          Rule.SUBGRADIENT_OF_KINK,
          Severity.NOTE,
          term.token().handle(),
          "%s is a %s of %s as a term of the loss, which gives no exact zeros: with a constant step"
                  .formatted(
                      term.name(),
                      absolute ? "sum of absolute values" : "sum of norms",
                      parameter.op().opName())
              + " the weights swing around 0. Use @Regularize.%s on %s, which takes a proximal step."
                  .formatted(absolute ? "L1" : "GroupLasso", parameter.op().opName()));
    }
  }

  /** True for a multiple, as a mean is one of a sum. */
  private static boolean isScaled(Node node) {
    return (node.op() == Elementwise.DIV && isFactor(node.input(1)))
        || (node.op() == Elementwise.MUL && (isFactor(node.input(0)) || isFactor(node.input(1))));
  }

  private static boolean isFactor(Node node) {
    return node.op() instanceof Leaf.Literal || node.op() instanceof Leaf.Size;
  }

  private static boolean isParameter(Node node) {
    return node.op() instanceof Leaf.Stored stored && stored.role() == Leaf.Role.PARAMETER;
  }
}
