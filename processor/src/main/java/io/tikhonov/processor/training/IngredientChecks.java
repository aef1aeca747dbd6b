package io.tikhonov.processor.training;

import io.tikhonov.processor.catalogue.Catalogue;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.model.Token;
import io.tikhonov.processor.spi.AverageDefinition;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.Objection;
import io.tikhonov.processor.spi.PenaltyMode;
import io.tikhonov.processor.spi.ProximalPenalty;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks the ingredients of a model against the catalogue. */
public final class IngredientChecks {
  private static final double ROUNDING = 1e-9;

  private final ObjectiveModel model;
  private final Catalogue catalogue;
  private final String className;
  private final Schedules schedules;
  private final List<Assignment> assignments;
  private final ScheduleChecks scheduleChecks;
  private final List<Finding> findings = new ArrayList<>();
  private final Set<Ingredient> objected = new HashSet<>();
  private final Set<Ingredient> doubled = new HashSet<>();

  /**
   * Something to tell the user.
   *
   * @param code code of the rule, such as {@code TKV101}
   * @param known true if the checks of declarations report it, too
   */
  public record Finding(String code, Token token, String message, boolean known) {}

  private IngredientChecks(ObjectiveModel model, Catalogue catalogue) {
    this.model = model;
    this.catalogue = catalogue;
    this.className = model.className().substring(model.className().lastIndexOf('.') + 1);
    this.schedules = new Schedules(model, catalogue);
    this.assignments = Assignment.of(model, catalogue, schedules);
    this.scheduleChecks =
        new ScheduleChecks(model, catalogue, className, assignments, findings::add);
  }

  /**
   * What is wrong with the ingredients, or worth saying about them: attribute values (TKV101),
   * names in {@code on} (TKV102), two declarations for one role (TKV103), no optimizer (TKV104),
   * {@code on} on a field (TKV105), two sets whose meet has no known projection (TKV112), settings
   * without effect (TKV113), axes and ranks (TKV209), no proximal step (TKV303), an inexact
   * composition of proximal steps (TKV304), a Euclidean threshold under an adaptive optimizer
   * (TKV305).
   */
  public static List<Finding> check(ObjectiveModel model, Catalogue catalogue) {
    IngredientChecks checks = new IngredientChecks(model, catalogue);
    checks.run();
    return List.copyOf(checks.findings);
  }

  private void run() {
    checkElement(model.ingredients(), className);
    model.ingredients().forEach(this::checkNames);
    for (TensorDeclaration parameter : model.parameters()) {
      checkElement(parameter.ingredients(), parameter.name());
      parameter.ingredients().forEach(ingredient -> checkNoNames(ingredient, parameter));
    }
    scheduleChecks.run();
    assignments.forEach(this::checkAssignment);
  }

  private void add(String code, Token token, String message) {
    findings.add(new Finding(code, token, message, false));
  }

  private void addKnown(String code, Token token, String message) {
    findings.add(new Finding(code, token, message, true));
  }

  /** One average for each element. */
  private void checkElement(List<Ingredient> ingredients, String element) {
    checkSingle(
        ingredients.stream()
            .filter(it -> catalogue.find(it, AverageDefinition.class).isPresent())
            .toList(),
        element);
  }

  private void checkSingle(List<Ingredient> found, String element) {
    if (found.size() > 1 && doubled.add(found.get(1))) {
      add(
          "TKV103",
          found.get(1).token(),
          "%s and %s both stand on %s, and only one of them can act. Remove one."
              .formatted(found.get(0).written(), found.get(1).written(), element));
    }
  }

  /** One optimizer for each parameter; those of a class may be for different ones. */
  private void checkOptimizers(TensorDeclaration parameter) {
    List<Ingredient> found = Assignment.optimizers(model, catalogue, parameter);
    boolean ofClass = !found.isEmpty() && model.ingredients().contains(found.get(0));
    checkSingle(found, ofClass ? className : parameter.name());
  }

  private void checkNames(Ingredient ingredient) {
    for (String name : ingredient.texts("on")) {
      if (model.parameter(name).isEmpty()) {
        String known =
            model.parameters().stream()
                .map(TensorDeclaration::name)
                .sorted()
                .collect(Collectors.joining(", "));
        addKnown(
            "TKV102",
            ingredient.tokenOf("on"),
            "%s(on = \"%s\"): %s has no parameter \"%s\". Its parameters are %s."
                .formatted(ingredient.written(), name, className, name, known));
      }
    }
  }

  private void checkNoNames(Ingredient ingredient, TensorDeclaration parameter) {
    for (String selector : List.of("on", "roles")) {
      if (!ingredient.texts(selector).isEmpty()) {
        add(
            "TKV105",
            ingredient.tokenOf(selector),
            "%s in %s: on a field the annotation acts on this field, %s. Remove %s, or put the"
                    .formatted(selector, ingredient.written(), parameter.name(), selector)
                + " annotation on the class.");
      }
    }
  }

  private void checkAssignment(Assignment assignment) {
    TensorDeclaration parameter = assignment.parameter();
    int before = findings.size();
    checkOptimizers(parameter);
    for (Ingredient ingredient : parameter.ingredients()) {
      checkIngredient(ingredient, parameter.name(), parameter);
    }
    for (Ingredient ingredient : model.ingredients()) {
      if (acts(ingredient, assignment)) {
        checkIngredient(ingredient, className, parameter);
      }
    }
    checkAverage(assignment);
    if (assignment.optimizer().isEmpty()) {
      addKnown(
          "TKV104",
          parameter.token(),
          "No @Optimizer acts on %s. Put one on the class or on the field, for example"
                  .formatted(parameter.name())
              + " @Optimizer.AdamW(learningRate = 1e-3).");
    } else if (findings.size() == before) {
      scheduleChecks.checkEnds(assignment, objected);
      checkProximalSteps(assignment, assignment.optimizer().get());
    }
  }

  private void checkAverage(Assignment assignment) {
    if (assignment.average().isPresent()) {
      return;
    }
    for (Assignment.AssignedPenalty penalty : assignment.penalties()) {
      Ingredient ingredient = penalty.ingredient();
      if (penalty.definition().readsAverage(ingredient) && objected.add(ingredient)) {
        TensorDeclaration parameter = assignment.parameter();
        add(
            "TKV104",
            ingredient.token(),
            ("%s on %s has no point to pull to. Name a @Constant of shape %s with anchor = \"...\","
                    + " or put @Average.Initial on %s for its first value.")
                .formatted(
                    ingredient.written(), parameter.name(), parameter.shape(), parameter.name()));
      }
    }
  }

  /** Penalties and constraints that leave this parameter out have nothing to do with its shape. */
  private static boolean acts(Ingredient ofClass, Assignment assignment) {
    return !ofClass.has("on")
        || assignment.optimizer().filter(ofClass::equals).isPresent()
        || assignment.constraints().contains(ofClass)
        || assignment.penalties().stream().anyMatch(it -> it.ingredient().equals(ofClass));
  }

  private void checkIngredient(Ingredient ingredient, String element, TensorDeclaration parameter) {
    if (objected.contains(ingredient)) {
      return;
    }
    for (Objection objection : catalogue.objections(ingredient, element, parameter)) {
      objected.add(ingredient);
      Token token =
          objection.attribute().isEmpty()
              ? ingredient.token()
              : ingredient.tokenOf(objection.attribute());
      add(objection.code(), token, objection.message());
    }
    catalogue
        .find(ingredient.type())
        .ifPresent(
            definition ->
                definition
                    .constants()
                    .forEach(attribute -> checkConstant(ingredient, attribute, parameter)));
  }

  private void checkConstant(Ingredient ingredient, String attribute, TensorDeclaration parameter) {
    String name = ingredient.text(attribute);
    if (name.isEmpty() && !ingredient.valueTokens().containsKey(attribute)) {
      return;
    }
    Optional<TensorDeclaration> constant =
        model.constants().stream().filter(it -> it.name().equals(name)).findFirst();
    if (constant.isPresent() && constant.get().shape().equals(parameter.shape())) {
      return;
    }
    objected.add(ingredient);
    String use = "%s(%s = \"%s\")".formatted(ingredient.written(), attribute, name);
    if (name.isBlank()) {
      add(
          "TKV104",
          ingredient.token(),
          "%s on %s needs a tensor and names none. Name a @Constant of shape %s with %s = \"...\"."
              .formatted(ingredient.written(), parameter.name(), parameter.shape(), attribute));
    } else if (constant.isEmpty()) {
      add(
          "TKV102",
          ingredient.tokenOf(attribute),
          ("%s on %s: %s has no constant \"%s\". Declare @Constant(shape = ...) Tensor %s"
                  + " of the shape %s.")
              .formatted(use, parameter.name(), className, name, name, parameter.shape()));
    } else {
      add(
          "TKV201",
          ingredient.tokenOf(attribute),
          "%s on %s: %s is %s and %s is %s; both need the same shape."
              .formatted(
                  use,
                  parameter.name(),
                  name,
                  constant.get().shape(),
                  parameter.name(),
                  parameter.shape()));
    }
  }

  private void checkProximalSteps(Assignment assignment, Ingredient optimizer) {
    TensorDeclaration parameter = assignment.parameter();
    ParameterUpdate update = new ParameterUpdate(model, catalogue, schedules, assignment);
    update.effects(parameter.gradient(model.graph()));
    Composition composition = update.composition();
    if (!update.meetIsKnown()) {
      reportMeet(assignment);
    } else if (!schedules.isSolved() && !composition.isExact() && !hasConstantPart(assignment)) {
      reportOrder(assignment, update);
    }
    for (Assignment.AssignedPenalty penalty : assignment.penalties(PenaltyMode.PROXIMAL)) {
      checkConvexity(parameter, penalty, update, optimizer);
    }
    if (catalogue.optimizer(optimizer).adaptive() || !update.hasMetric()) {
      for (Assignment.AssignedPenalty penalty : assignment.penalties(PenaltyMode.PROXIMAL)) {
        if (update.isEuclidean(penalty.ingredient())) {
          reportThreshold(penalty.ingredient(), optimizer);
        }
      }
    }
  }

  private void checkConvexity(
      TensorDeclaration parameter,
      Assignment.AssignedPenalty penalty,
      ParameterUpdate update,
      Ingredient optimizer) {
    Ingredient ingredient = penalty.ingredient();
    double curvature =
        penalty.definition() instanceof ProximalPenalty proximal
            ? proximal.weakConvexity(ingredient)
            : 0;
    OptionalDouble step = update.longestStep(ingredient);
    if (curvature <= 0 || step.isEmpty() || step.getAsDouble() * curvature < 1 - ROUNDING) {
      return;
    }
    double rate = optimizer.number("learningRate");
    add(
        "TKV306",
        ingredient.valueTokens().containsKey("epsilon")
            ? ingredient.tokenOf("epsilon")
            : ingredient.tokenOf("lambda"),
        ("%s on %s under learning rate %s: from rate %s on the subproblem of a step is"
                + " not convex, so the step jumps to 0 instead of shrinking and need not lower"
                + " the objective. Lower the rate or lambda, or raise epsilon.")
            .formatted(
                ingredient.name(),
                parameter.name(),
                Formulas.number(rate),
                Formulas.rounded(rate / (step.getAsDouble() * curvature))));
  }

  private void reportMeet(Assignment assignment) {
    Ingredient first = assignment.constraints().get(0);
    Ingredient second = assignment.constraints().get(1);
    add(
        "TKV112",
        second.token(),
        "%s: no projection on both %s and %s is known. Keep one of the two."
            .formatted(assignment.parameter().name(), first.written(), second.written()));
  }

  /** The 1-norm is constant on the simplex, which is what is wrong then (TKV407). */
  private static boolean hasConstantPart(Assignment assignment) {
    return assignment.penalties(PenaltyMode.PROXIMAL).stream()
        .anyMatch(
            penalty ->
                assignment.constraints().stream()
                    .anyMatch(set -> assignment.isIdle(penalty.ingredient(), set)));
  }

  private void reportOrder(Assignment assignment, ParameterUpdate update) {
    boolean oneMetric =
        update.composition().ordered().stream()
                .map(Composition.Part::preconditioner)
                .distinct()
                .count()
            == 1;
    boolean exactWithoutMetric = update.compose(model.graph().literal(1)).isExact();
    List<Ingredient> parts = new ArrayList<>();
    assignment.penalties(PenaltyMode.PROXIMAL).forEach(it -> parts.add(it.ingredient()));
    parts.addAll(assignment.constraints());
    Optional<Ingredient> second = parts.stream().skip(1).findFirst();
    add(
        "TKV304",
        second.orElse(parts.get(0)).token(),
        ("%s: no order of %s is the proximal step of their sum, so the fixed point is not the"
                + " minimiser. %s, or make one of them COUPLED and smooth.")
            .formatted(
                assignment.parameter().name(),
                parts.stream().map(Ingredient::name).collect(Collectors.joining(" and ")),
                oneMetric && exactWithoutMetric
                    ? "Write metric = Metric.EUCLIDEAN on all of them"
                    : "Use one metric for all"));
  }

  private void reportThreshold(Ingredient penalty, Ingredient optimizer) {
    boolean metric = catalogue.optimizer(optimizer).metric(optimizer).isPresent();
    boolean declined = penalty.has("metric") && penalty.text("metric").equals("EUCLIDEAN");
    String scale = metric ? "with the scaled gradient m / sqrt(v)" : "with steps of a fixed size";
    add(
        "TKV305",
        penalty.valueTokens().containsKey("mode")
            ? penalty.tokenOf("mode")
            : penalty.tokenOf("metric"),
        ("Under %s the threshold learningRate * lambda of %s is compared %s, not with the gradient:"
                + " lambda = %s acts on that scale, and the fixed point is not the minimiser of loss +"
                + " lambda R. %s, or use SGD.")
            .formatted(
                optimizer.name(),
                penalty.name(),
                scale,
                Formulas.number(penalty, "lambda"),
                metric && declined
                    ? "Use metric = Metric.OPTIMIZER"
                    : "Choose lambda on that scale"));
  }
}
