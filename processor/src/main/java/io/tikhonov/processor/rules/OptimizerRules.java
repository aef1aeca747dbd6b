package io.tikhonov.processor.rules;

import io.tikhonov.processor.analysis.Reach;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.diagnostic.Severity;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.PredictionDeclaration;
import io.tikhonov.processor.model.TermDeclaration;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.OptimizerDefinition.WeightDecay;
import io.tikhonov.processor.spi.PenaltyMode;
import io.tikhonov.processor.training.Assignment;
import io.tikhonov.processor.training.Assignment.AssignedPenalty;
import io.tikhonov.processor.vocabulary.LostConstants;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Rules on the numbers of optimizers, schedules and averages: TKV503 and TKV607 (rate times decay),
 * TKV504, TKV505, TKV508, TKV509, TKV511, TKV515, TKV516.
 */
final class OptimizerRules {
  /** Half of the distance of 1 and the next smaller float. */
  private static final double LOST = Math.scalb(1.0, -25);

  private static final Set<String> ADAMS = Set.of("Adam", "AdamW", "NAdam", "RAdam");
  private static final Set<String> SPARSE =
      Set.of("L1", "ElasticNet", "GroupLasso", "SparseGroupLasso", "L2Norm", "LogSum");
  private static final Set<String> KINKED_LOSSES = Set.of("meanAbsoluteError", "pinball");

  private final Context context;
  private final Rates rates;
  private final Set<Ingredient> checked = new HashSet<>();

  OptimizerRules(Context context) {
    this.context = context;
    this.rates = new Rates(context);
  }

  void run(boolean complete) {
    for (Assignment assignment : context.assignments()) {
      if (assignment.optimizer().isPresent()) {
        checkDecay(assignment, assignment.optimizer().get());
        assignment.penalties().forEach(penalty -> checkRate(assignment, penalty));
        checkBetas(assignment.optimizer().get());
        checkLost(assignment.optimizer().get(), List.of("beta1", "beta2", "momentum"));
        checkClipping(assignment);
      }
      assignment.schedules().stream().filter(checked::add).forEach(this::checkWarmup);
      assignment.average().ifPresent(average -> checkAverage(assignment, average));
      assignment.average().ifPresent(average -> checkLost(average, List.of("decay")));
    }
    if (complete) {
      checkStatistics();
      checkKinks();
    }
  }

  // TKV503, TKV504, TKV607

  private void checkDecay(Assignment assignment, Ingredient optimizer) {
    double decay = assignment.weightDecay();
    if (decay == 0 || !checked.add(optimizer)) {
      return;
    }
    WeightDecay kind = context.catalogue().optimizer(optimizer).weightDecay(optimizer);
    Decay what = new Decay("weightDecay", decay, optimizer, "weightDecay", optimizer.name());
    checkProduct(assignment, what, kind == WeightDecay.DECOUPLED);
  }

  private void checkRate(Assignment assignment, AssignedPenalty penalty) {
    Ingredient ingredient = penalty.ingredient();
    if (!ingredient.type().equals("io.tikhonov.dsl.Regularize.L2")
        || ingredient.number("lambda") == 0) {
      checkMomentum(assignment, penalty);
      return;
    }
    boolean proximal = penalty.mode() == PenaltyMode.PROXIMAL;
    if (!proximal && checked.add(ingredient)) {
      Decay what = new Decay("lambda", ingredient.number("lambda"), ingredient, "lambda", "L2");
      checkProduct(assignment, what, penalty.mode() == PenaltyMode.DECOUPLED);
    }
    checkMomentum(assignment, penalty);
  }

  /** A decay and where its strength is written. */
  private record Decay(
      String name, double strength, Ingredient ingredient, String attribute, String of) {}

  private void checkProduct(Assignment assignment, Decay decay, boolean decoupled) {
    OptionalDouble peak = rates.peak(assignment);
    if (peak.isEmpty()) {
      return;
    }
    double product = peak.getAsDouble() * decay.strength();
    Ingredient optimizer = assignment.optimizer().orElseThrow();
    boolean plain = optimizer.name().equals("SGD") && optimizer.number("momentum") == 0;
    if (decoupled ? product >= 1 : plain && product >= 2) {
      boolean diverges = decoupled && product >= 2 && rates.isConstant(assignment);
      context.report(
          Rule.STEP_TOO_LARGE,
          diverges ? Severity.ERROR : Severity.WARNING,
          decay.ingredient().tokenOf(decay.attribute()),
          "%s = %s at learning rate %s multiplies every weight by 1 - %s = %s in each step. Here %s is"
                  .formatted(
                      decay.name(),
                      Formulas.number(decay.strength()),
                      Formulas.number(peak.getAsDouble()),
                      Formulas.rounded(product),
                      Formulas.rounded(1 - product),
                      decay.name())
              + " multiplied by the learning rate; use 0.01.");
    } else if (decoupled && !context.model().doublePrecision() && product <= LOST) {
      context.report(
          Rule.DECAY_LOST,
          decay.ingredient().tokenOf(decay.attribute()),
          "Learning rate %s times %s %s is %s; in float 1 - %s is 1, so by itself the decay is lost in"
                  .formatted(
                      Formulas.number(peak.getAsDouble()),
                      decay.name(),
                      Formulas.number(decay.strength()),
                      Formulas.rounded(product),
                      Formulas.rounded(product))
              + " rounding. %s for this rate is usually 1e-2 to 1e-1.".formatted(decay.name()));
    }
  }

  private void checkMomentum(Assignment assignment, AssignedPenalty penalty) {
    Ingredient optimizer = assignment.optimizer().orElseThrow();
    Ingredient ingredient = penalty.ingredient();
    boolean heavyBall =
        Set.of("SGD", "SGDW").contains(optimizer.name())
            && optimizer.number("momentum") > 0
            && optimizer.number("dampening") == 0;
    boolean euclidean = ingredient.has("metric") && ingredient.text("metric").equals("EUCLIDEAN");
    boolean outside =
        penalty.mode() == PenaltyMode.DECOUPLED
            || (penalty.mode() == PenaltyMode.PROXIMAL && euclidean);
    if (!heavyBall || !outside || !ingredient.has("lambda")) {
      return;
    }
    double gain = 1 / (1 - optimizer.number("momentum"));
    double lambda = ingredient.number("lambda");
    context.report(
        Rule.OUTSIDE_MOMENTUM,
        ingredient.tokenOf("mode"),
        "%s with momentum %s moves 1/(1 - %s) = %s times the gradient per step, and this penalty is"
                .formatted(
                    optimizer.name(),
                    Formulas.number(optimizer, "momentum"),
                    Formulas.number(optimizer, "momentum"),
                    Formulas.rounded(gain))
            + " outside the momentum: lambda = %s acts like %s in COUPLED mode. Multiply lambda by %s to"
                .formatted(
                    Formulas.number(lambda),
                    Formulas.rounded(lambda / gain),
                    Formulas.rounded(gain))
            + " match.");
  }

  // TKV505

  private void checkBetas(Ingredient optimizer) {
    if (!ADAMS.contains(optimizer.name()) || !optimizer.has("beta1")) {
      return;
    }
    double beta1 = optimizer.number("beta1");
    double beta2 = optimizer.number("beta2");
    if (beta1 > Math.sqrt(beta2)) {
      String attribute = optimizer.valueTokens().containsKey("beta1") ? "beta1" : "beta2";
      context.report(
          Rule.UNBOUNDED_MOMENTUM,
          optimizer.tokenOf(attribute),
          "%s with beta1 = %s, beta2 = %s: for beta1 > sqrt(beta2) = %s the step after a single large"
                  .formatted(
                      optimizer.name(),
                      Formulas.number(beta1),
                      Formulas.number(beta2),
                      Formulas.rounded(Math.sqrt(beta2)))
              + " gradient grows without bound (up to epsilon). Raise beta2 above beta1^2 = %s."
                  .formatted(Formulas.rounded(beta1 * beta1)));
    }
  }

  // TKV606

  private void checkLost(Ingredient ingredient, List<String> attributes) {
    for (String attribute : attributes) {
      if (!context.model().doublePrecision()
          && ingredient.has(attribute)
          && LostConstants.isOne(ingredient.number(attribute))) {
        context.report(
            Rule.LOST_CONSTANT,
            ingredient.tokenOf(attribute),
            "In float %s = %s is exactly 1, so %s keeps its first value for ever. Use 0.9999999 or less,"
                    .formatted(
                        attribute,
                        Formulas.number(ingredient, attribute),
                        ingredient.family().equals("Average")
                            ? "the average"
                            : "the running mean of " + ingredient.name())
                + " or precision = Precision.DOUBLE.");
      }
    }
  }

  // TKV509

  private void checkClipping(Assignment assignment) {
    List<Ingredient> ofClass =
        context.model().ingredients().stream()
            .filter(i -> i.family().equals("Gradient") && assignment.receives(i))
            .toList();
    List<AssignedPenalty> coupled = assignment.penalties(PenaltyMode.COUPLED);
    if (coupled.isEmpty()) {
      return;
    }
    String penalty = coupled.get(0).ingredient().name();
    Stream.concat(ofClass.stream(), assignment.gradients().stream())
        .filter(i -> i.name().startsWith("Clip"))
        .forEach(
            clip ->
                context.report(
                    Rule.CLIPPED_PENALTY,
                    clip.token(),
                    "The gradient that %s clips includes the gradient of %s; when that is large the loss"
                            .formatted(clip.written(), penalty)
                        + " gradient is scaled away. Use DECOUPLED or PROXIMAL penalties to clip only"
                        + " the loss."));
  }

  // TKV511

  private void checkWarmup(Ingredient schedule) {
    if (!schedule.has("warmupSteps") || !schedule.has("totalSteps")) {
      return;
    }
    int warmup = schedule.integer("warmupSteps");
    int total = schedule.integer("totalSteps");
    if (total > 0 && warmup >= total) {
      context.report(
          Rule.RAMP_TOO_LONG,
          schedule.tokenOf("warmupSteps"),
          "The warm-up ends at step %d but training has %d steps: the rate never falls, and it reaches its"
                  .formatted(warmup, total)
              + " full value at the end only. Shorten the warm-up to less than %d."
                  .formatted(total));
    }
  }

  // TKV515, TKV516

  private void checkAverage(Assignment assignment, Ingredient average) {
    String name = assignment.parameter().name();
    for (Ingredient constraint : assignment.constraints()) {
      if (!context.catalogue().constraint(constraint).isConvex(constraint)) {
        boolean sparse = constraint.name().endsWith("L0Ball");
        context.report(
            Rule.AVERAGE_LEAVES_SET,
            average.token(),
            "The average of %s, so averaged %s violates %s. Put the average on other parameters only, or"
                    .formatted(
                        sparse
                            ? "sparse tensors has the union of their supports"
                            : "unit vectors is shorter than 1",
                        name,
                        constraint.written())
                + " project it where it is used.");
      }
    }
    for (AssignedPenalty penalty : assignment.penalties(PenaltyMode.PROXIMAL)) {
      if (SPARSE.contains(penalty.ingredient().name())) {
        context.report(
            Rule.AVERAGE_LEAVES_SET,
            Severity.NOTE,
            average.token(),
            "%s makes %s sparse, but the average of sparse weights has the union of their supports;"
                    .formatted(penalty.ingredient().name(), name)
                + " threshold it once at the end.");
      }
    }
  }

  /** Averages that are predicted with never saw the data with the running statistics. */
  private void checkStatistics() {
    boolean normalizes =
        context.model().states().stream().anyMatch(state -> state.name().contains("."));
    boolean teaches =
        context.model().terms().stream()
            .map(TermDeclaration::training)
            .anyMatch(OptimizerRules::readsAverage);
    boolean predicts =
        context.model().predictions().stream()
            .map(PredictionDeclaration::value)
            .anyMatch(OptimizerRules::readsAverage);
    if (!normalizes || (teaches && !predicts)) {
      return;
    }
    context.assignments().stream()
        .flatMap(a -> a.average().stream())
        .findFirst()
        .ifPresent(
            average ->
                context.report(
                    Rule.STALE_STATISTICS,
                    average.token(),
                    "The averaged weights never saw the data, so the running mean and variance of"
                        + " batchNorm do not fit them. Use layerNorm, or compute the statistics anew in"
                        + " one pass over the training data."));
  }

  private static boolean readsAverage(Node value) {
    return !Reach.leaves(value, Leaf.Role.AVERAGE).isEmpty();
  }

  // TKV508

  private void checkKinks() {
    boolean averaged = context.assignments().stream().anyMatch(a -> a.average().isPresent());
    boolean constant = context.assignments().stream().allMatch(rates::isConstant);
    if (averaged || !constant || context.assignments().isEmpty()) {
      return;
    }
    OptionalDouble rate = rates.peak(context.assignments().get(0));
    for (TermDeclaration term : context.model().terms()) {
      String function = term.training().origin().function();
      if (term.loss() && KINKED_LOSSES.contains(function) && rate.isPresent()) {
        context.report(
            Rule.CONSTANT_RATE_AT_KINK,
            term.training(),
            term,
            "With the loss %s and the constant rate %s the iterates keep jumping at a distance"
                    .formatted(function, Formulas.number(rate.getAsDouble()))
                + " proportional to the rate. Use a decaying rate (@Schedule.Exponential) or @Average.");
      }
    }
  }
}
