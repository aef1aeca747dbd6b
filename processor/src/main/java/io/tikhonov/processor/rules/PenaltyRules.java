package io.tikhonov.processor.rules;

import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.diagnostic.Severity;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.model.Token;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.OptimizerDefinition.WeightDecay;
import io.tikhonov.processor.spi.PenaltyMode;
import io.tikhonov.processor.training.Assignment;
import io.tikhonov.processor.training.Assignment.AssignedPenalty;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rules on penalties and weight decay beside each other and beside optimizers: TKV402 (coupled
 * under an adaptive rule), TKV403 (declared twice), TKV406 (orthogonality against L2).
 */
final class PenaltyRules {
  /** Attributes that do not change what a penalty pulls to. */
  private static final Set<String> NOT_THE_PULL = Set.of("lambda", "mode", "metric", "on");

  private final Context context;

  PenaltyRules(Context context) {
    this.context = context;
  }

  void run() {
    checkCoupling();
    context.assignments().forEach(this::checkTwice);
    context.assignments().forEach(this::checkOrthogonality);
  }

  // TKV402

  private void checkCoupling() {
    Map<Ingredient, List<TensorDeclaration>> penalties = new LinkedHashMap<>();
    Map<Ingredient, List<TensorDeclaration>> decays = new LinkedHashMap<>();
    for (Assignment assignment : context.assignments()) {
      if (assignment.optimizer().isEmpty() || !isAdaptive(assignment)) {
        continue;
      }
      for (AssignedPenalty penalty : assignment.penalties()) {
        Ingredient ingredient = penalty.ingredient();
        boolean asked = ingredient.has("mode") && ingredient.text("mode").equals("COUPLED");
        if (asked && !penalty.definition().hasKink() && lambda(ingredient) > 0) {
          penalties.computeIfAbsent(ingredient, i -> new ArrayList<>()).add(assignment.parameter());
        }
      }
      if (decay(assignment) == WeightDecay.COUPLED && assignment.weightDecay() > 0) {
        decays
            .computeIfAbsent(assignment.optimizer().get(), i -> new ArrayList<>())
            .add(assignment.parameter());
      }
    }
    reportPenalties(penalties);
    decays.forEach(this::reportDecay);
  }

  private boolean isAdaptive(Assignment assignment) {
    return context.catalogue().optimizer(assignment.optimizer().orElseThrow()).adaptive();
  }

  private WeightDecay decay(Assignment assignment) {
    Ingredient optimizer = assignment.optimizer().orElseThrow();
    return context.catalogue().optimizer(optimizer).weightDecay(optimizer);
  }

  private static double lambda(Ingredient penalty) {
    return penalty.has("lambda") ? penalty.number("lambda") : 0;
  }

  /** One for each kind of penalty, at the first of them. */
  private void reportPenalties(Map<Ingredient, List<TensorDeclaration>> found) {
    Map<String, Ingredient> first = new LinkedHashMap<>();
    Map<String, List<TensorDeclaration>> all = new LinkedHashMap<>();
    found.forEach(
        (penalty, parameters) -> {
          first.putIfAbsent(penalty.name(), penalty);
          all.computeIfAbsent(penalty.name(), n -> new ArrayList<>()).addAll(parameters);
        });
    all.forEach(
        (name, parameters) -> {
          Assignment assignment = context.assignment(parameters.get(0));
          String optimizer = assignment.optimizer().orElseThrow().name();
          boolean decay = name.equals("L2");
          context.report(
              Rule.COUPLED_UNDER_ADAPTIVE,
              first.get(name).tokenOf("mode"),
              "%s on %s is added to the gradient that %s divides by its running size, so weights with"
                      .formatted(name, Context.names(parameters), optimizer)
                  + " large gradients are hardly %s. Use mode = Mode.DECOUPLED%s and tune lambda again."
                      .formatted(decay ? "decayed" : "penalised", decay ? " (AdamW)" : ""));
        });
  }

  private void reportDecay(Ingredient optimizer, List<TensorDeclaration> parameters) {
    String remedy =
        optimizer.has("decoupledWeightDecay")
            ? "Set decoupledWeightDecay = true"
            : optimizer.name().equals("Adam")
                ? "Use @Optimizer.AdamW"
                : "Use @Regularize.L2, which is decoupled under " + optimizer.name() + ",";
    context.report(
        Rule.COUPLED_UNDER_ADAPTIVE,
        optimizer.tokenOf("weightDecay"),
        "weightDecay = %s on %s is added to the gradient that %s divides by its running size, so"
                .formatted(
                    Formulas.number(optimizer, "weightDecay"),
                    Context.names(parameters),
                    optimizer.name())
            + " weights with large gradients are hardly decayed. %s and tune it again."
                .formatted(remedy));
  }

  // TKV403

  private void checkTwice(Assignment assignment) {
    List<AssignedPenalty> penalties = assignment.penalties();
    for (int i = 0; i < penalties.size(); i++) {
      Ingredient penalty = penalties.get(i).ingredient();
      if (assignment.weightDecay() > 0 && lambda(penalty) > 0) {
        checkDecay(assignment, penalty);
      }
      for (int j = 0; j < i; j++) {
        Ingredient earlier = penalties.get(j).ingredient();
        if (isSamePull(earlier, penalty)) {
          context.report(
              Rule.PULLED_TWICE,
              penalty.token(),
              "%s is pulled twice in the same way: %s and %s. Keep one of the two; their lambdas add up."
                  .formatted(assignment.parameter().name(), written(earlier), written(penalty)));
        }
      }
    }
  }

  private static String written(Ingredient penalty) {
    return "%s(lambda = %s)".formatted(penalty.written(), Formulas.number(penalty, "lambda"));
  }

  private static boolean isSamePull(Ingredient a, Ingredient b) {
    return a.type().equals(b.type())
        && lambda(a) > 0
        && lambda(b) > 0
        && a.values().keySet().stream()
            .filter(attribute -> !NOT_THE_PULL.contains(attribute))
            .allMatch(attribute -> a.values().get(attribute).equals(b.values().get(attribute)));
  }

  private void checkDecay(Assignment assignment, Ingredient penalty) {
    boolean squared = penalty.type().equals("io.tikhonov.dsl.Regularize.L2");
    boolean partly =
        penalty.type().equals("io.tikhonov.dsl.Regularize.ElasticNet")
            && penalty.number("l1Ratio") < 1;
    if (!squared && !partly) {
      return;
    }
    Ingredient optimizer = assignment.optimizer().orElseThrow();
    String name = assignment.parameter().name();
    context.report(
        Rule.PULLED_TWICE,
        squared ? Severity.WARNING : Severity.NOTE,
        later(optimizer.tokenOf("weightDecay"), penalty.token()),
        "%s is decayed twice: weightDecay = %s of %s and %s%s. Keep one, or set role = Role.BIAS (or"
                .formatted(
                    name,
                    Formulas.number(assignment.weightDecay()),
                    optimizer.name(),
                    squared ? "" : "the squares in ",
                    written(penalty))
            + " NORM) on %s.".formatted(name));
  }

  private static Token later(Token a, Token b) {
    return a.line() > b.line() ? a : b;
  }

  // TKV406

  private void checkOrthogonality(Assignment assignment) {
    for (AssignedPenalty orthogonality : assignment.penalties()) {
      for (AssignedPenalty ridge : assignment.penalties()) {
        boolean pair =
            orthogonality.ingredient().type().equals("io.tikhonov.dsl.Regularize.SoftOrthogonality")
                && ridge.ingredient().type().equals("io.tikhonov.dsl.Regularize.L2")
                && ridge.mode() != PenaltyMode.PROXIMAL;
        if (pair && lambda(orthogonality.ingredient()) > 0 && lambda(ridge.ingredient()) > 0) {
          reportOrthogonality(
              assignment.parameter().name(), orthogonality.ingredient(), ridge.ingredient());
        }
      }
    }
  }

  private void reportOrthogonality(String name, Ingredient orthogonality, Ingredient ridge) {
    double a = lambda(ridge) / 2;
    double b = lambda(orthogonality);
    boolean vanishes = a >= 2 * b;
    String start = "L2 and orthogonality pull %s apart: ".formatted(name);
    context.report(
        Rule.ORTHOGONALITY_AND_DECAY,
        vanishes ? Severity.WARNING : Severity.NOTE,
        ridge.token(),
        start
            + (vanishes
                ? "with a = lambda/2 = %s of L2 and b = %s of orthogonality, a >= 2b, so their joint"
                        .formatted(Formulas.rounded(a), Formulas.rounded(b))
                    + " minimum is %s = 0. Remove L2 from %s: orthogonality replaces it."
                        .formatted(name, name)
                : "together they want squared singular values 1 - a/(2b) = %s, not 1. Remove L2 from %s"
                        .formatted(Formulas.rounded(1 - a / (2 * b)), name)
                    + " (orthogonality replaces it)."));
  }
}
