package io.tikhonov.processor.rules;

import io.tikhonov.processor.analysis.Linear;
import io.tikhonov.processor.analysis.Reach;
import io.tikhonov.processor.analysis.Scalings;
import io.tikhonov.processor.analysis.Shifts;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.diagnostic.Severity;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.model.TermDeclaration;
import io.tikhonov.processor.rules.Pulls.Pull;
import io.tikhonov.processor.training.Assignment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Rules on what the losses cannot see: TKV414 (an addition that cancels), TKV401 (a penalty on a
 * size that plays no role), TKV410 (a penalty that a rescaling empties), TKV506.
 */
final class ScalingRules {
  private static final double TOLERANCE = 1e-6;

  private final Context context;
  private final List<Node> parameters;
  private final List<Node> losses;
  private final List<TensorDeclaration> dead;
  private final List<Pull> pulls;

  ScalingRules(Context context) {
    this.context = context;
    this.parameters = context.model().parameters().stream().map(TensorDeclaration::leaf).toList();
    this.losses =
        context.model().terms().stream()
            .filter(TermDeclaration::loss)
            .map(TermDeclaration::training)
            .toList();
    List<Node> terms = context.model().terms().stream().map(TermDeclaration::training).toList();
    this.dead =
        context.model().parameters().stream().filter(p -> Shifts.cancels(p.leaf(), terms)).toList();
    this.pulls = Pulls.of(context);
  }

  void run() {
    if (!dead.isEmpty()) {
      reportDead();
    }
    if (losses.isEmpty()) {
      return;
    }
    List<TensorDeclaration> scaled = scaledAlone();
    List<TensorDeclaration> reported = checkPenalties(scaled);
    checkMomentum(scaled);
    checkEmptied(reported);
  }

  // TKV414

  private void reportDead() {
    String names = Context.names(dead);
    boolean one = dead.size() == 1;
    context.report(
        Rule.CANCELLED_PARAMETER,
        dead.get(0).token(),
        "%s %s only added where the next operation (batchNorm, a mean that is subtracted, softmax)"
                .formatted(names, one ? "is" : "are")
            + " takes %s away again: the gradient is exactly 0. Delete %s; batchNorm has a shift of its"
                .formatted(one ? "it" : "them", names)
            + " own.");
  }

  // TKV401

  private Scalings ofLosses(boolean throughNormalization) {
    Scalings scalings =
        new Scalings(
            parameters, dead.stream().map(TensorDeclaration::leaf).toList(), throughNormalization);
    for (Assignment assignment : context.assignments()) {
      Node leaf = assignment.parameter().leaf();
      boolean reached = losses.stream().anyMatch(loss -> Reach.differentiated(loss).contains(leaf));
      if (!assignment.constraints().isEmpty()
          || dead.contains(assignment.parameter())
          || !reached) {
        scalings.fix(leaf);
      }
    }
    losses.forEach(scalings::keep);
    return scalings;
  }

  /** The weights whose scaling, with biases beside them, changes no loss. */
  private List<TensorDeclaration> scaledAlone() {
    Scalings scalings = ofLosses(true);
    List<double[]> directions = scalings.directions();
    return context.model().parameters().stream()
        .filter(p -> p.decays() && !dead.contains(p))
        .filter(p -> canScaleAlone(p, directions))
        .toList();
  }

  private boolean canScaleAlone(TensorDeclaration parameter, List<double[]> directions) {
    int own = parameters.indexOf(parameter.leaf());
    // Combinations of the directions that leave every other weight as it is.
    List<double[]> equations = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      if (i != own && !context.model().parameters().get(i).role().equals("BIAS")) {
        int row = i;
        equations.add(directions.stream().mapToDouble(d -> d[row]).toArray());
      }
    }
    return Linear.nullSpace(equations, directions.size()).stream()
        .map(weights -> combination(directions, weights))
        .anyMatch(
            s ->
                Math.abs(s[own]) > TOLERANCE
                    && IntStream.range(0, s.length)
                        .allMatch(
                            i -> s[i] / s[own] > -TOLERANCE && s[i] / s[own] < 1 + TOLERANCE));
  }

  private static double[] combination(List<double[]> directions, double[] weights) {
    double[] sum = new double[directions.get(0).length];
    for (int j = 0; j < weights.length; j++) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += weights[j] * directions.get(j)[i];
      }
    }
    return sum;
  }

  /** The parameters that were reported. */
  private List<TensorDeclaration> checkPenalties(List<TensorDeclaration> scaled) {
    List<TensorDeclaration> penalised = new ArrayList<>();
    Pull first = null;
    for (Pull pull : pulls) {
      TensorDeclaration parameter =
          pull.parameter() != null ? pull.parameter() : onlyParameter(pull);
      if (parameter != null && scaled.contains(parameter) && growsWith(pull, parameter)) {
        first = first == null ? pull : first;
        if (!penalised.contains(parameter)) {
          penalised.add(parameter);
        }
      }
    }
    if (first == null) {
      return List.of();
    }
    String names = Context.names(penalised);
    context.report(
        Rule.PENALTY_ON_SCALE,
        first.token(),
        "Scaling %s does not change the loss (a normalization follows), so %s does not regularize the"
                .formatted(names, first.name())
            + " function: it only sets the effective learning rate, rate / norm(%s)^2, and loss plus"
                .formatted(penalised.get(0).name())
            + " penalty has no minimum. Use role = Role.BIAS (or NORM) or @Constrain.UnitNorm and tune"
            + " the rate, or penalise the gain of the normalization.");
    return penalised;
  }

  /** The parameter of a penalty method that depends on one only. */
  private TensorDeclaration onlyParameter(Pull pull) {
    Set<Node> leaves = Reach.leaves(pull.value(), Leaf.Role.PARAMETER);
    return context.model().parameters().stream()
        .filter(p -> leaves.size() == 1 && leaves.contains(p.leaf()))
        .findFirst()
        .orElse(null);
  }

  /** True for a penalty of positive degree in its parameter. */
  private boolean growsWith(Pull pull, TensorDeclaration parameter) {
    Scalings own = new Scalings(List.of(parameter.leaf()), List.of(), true);
    double degree = own.degree(pull.value())[0];
    boolean homogeneous = !own.directions().isEmpty();
    return homogeneous && degree > TOLERANCE;
  }

  // TKV506

  private void checkMomentum(List<TensorDeclaration> scaled) {
    for (TensorDeclaration parameter : scaled) {
      Optional<Ingredient> optimizer = context.assignment(parameter).optimizer();
      boolean pulled = pulls.stream().anyMatch(p -> parameter.equals(p.parameter()));
      boolean momentum =
          optimizer
              .map(
                  o ->
                      (o.has("momentum") && o.number("momentum") > 0)
                          || (o.has("beta1") && o.number("beta1") > 0))
              .orElse(false);
      if (momentum && !pulled) {
        context.report(
            Rule.GROWING_NORM,
            optimizer.orElseThrow().token(),
            "The norm of %s can only grow, because its gradient is orthogonal to it, and momentum speeds"
                    .formatted(parameter.name())
                + " this up: the effective rate falls early. Use @Constrain.UnitNorm on %s."
                    .formatted(parameter.name()));
        return;
      }
    }
  }

  // TKV410

  private void checkEmptied(List<TensorDeclaration> reported) {
    Optional<double[]> exact = emptying(false, reported);
    if (exact.isPresent()) {
      reportEmptied(exact.get(), Severity.WARNING);
    } else {
      emptying(true, reported).ifPresent(s -> reportEmptied(s, Severity.NOTE));
    }
  }

  /** The scalings without the gains of normalizations that are left free on purpose. */
  private Scalings ofPenalised(boolean throughNormalization, List<TensorDeclaration> reported) {
    Scalings scalings = ofLosses(throughNormalization);
    context.model().parameters().stream()
        .filter(p -> p.role().equals("NORM"))
        .filter(p -> pulls.stream().noneMatch(pull -> p.equals(pull.parameter())))
        .forEach(p -> scalings.fix(p.leaf()));
    reported.forEach(p -> scalings.fix(p.leaf()));
    // What can be negative is no penalty that could become 0.
    pulls.stream()
        .map(Pull::value)
        .filter(value -> context.ranges().of(value).low() < 0)
        .forEach(scalings::keep);
    return scalings;
  }

  /** A direction that changes no loss, makes one penalty smaller and none larger. */
  private Optional<double[]> emptying(
      boolean throughNormalization, List<TensorDeclaration> reported) {
    Scalings scalings = ofPenalised(throughNormalization, reported);
    List<double[]> degrees = new ArrayList<>();
    pulls.forEach(pull -> degrees.add(scalings.degree(pull.value())));
    Optional<double[]> found = Linear.falling(scalings.directions(), degrees);
    if (found.isEmpty()) {
      return found;
    }
    // The fewer parameters take part, the clearer the message.
    for (Node parameter : parameters) {
      Scalings fewer = ofPenalised(throughNormalization, reported);
      pulls.forEach(pull -> fewer.degree(pull.value()));
      for (int i = 0; i < parameters.size(); i++) {
        boolean unused = Math.abs(found.get()[i]) < TOLERANCE;
        if (unused || parameters.get(i).equals(parameter)) {
          fewer.fix(parameters.get(i));
        }
      }
      found = Linear.falling(fewer.directions(), degrees).or(same(found.get()));
    }
    return found;
  }

  private static Supplier<Optional<double[]>> same(double[] direction) {
    return () -> Optional.of(direction);
  }

  private void reportEmptied(double[] direction, Severity severity) {
    Scalings scalings = ofLosses(true);
    Pull emptied =
        pulls.stream()
            .filter(p -> Linear.dot(scalings.degree(p.value()), direction) < -TOLERANCE)
            .findFirst()
            .orElseThrow();
    String smaller = names(direction, -1);
    String larger = names(direction, 1);
    String how =
        larger.isEmpty()
            ? "shrink %s, the loss does not change".formatted(smaller)
            : "shrink %s and enlarge %s, the loss does not change".formatted(smaller, larger);
    String remedy =
        larger.isEmpty()
            ? "Put @Constrain.UnitNorm on %s, or drop the penalty.".formatted(smaller)
            : "Put @Constrain.UnitNorm on %s, or penalise both.".formatted(larger);
    context.report(
        Rule.EMPTIED_PENALTY,
        severity,
        emptied.token(),
        "%s%s can be made 0 for free: %s. %s"
            .formatted(
                emptied.name(),
                emptied.parameter() == null ? "" : " on " + emptied.parameter().name(),
                how,
                remedy));
  }

  private String names(double[] direction, int sign) {
    List<TensorDeclaration> found =
        IntStream.range(0, direction.length)
            .filter(i -> sign * direction[i] > TOLERANCE)
            .mapToObj(i -> context.model().parameters().get(i))
            .toList();
    return Context.names(found);
  }
}
