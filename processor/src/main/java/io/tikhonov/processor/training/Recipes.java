package io.tikhonov.processor.training;

import io.tikhonov.processor.catalogue.Catalogue;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.TermDeclaration;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.OptimizerDefinition;
import io.tikhonov.processor.spi.OptimizerDefinition.WeightDecay;
import io.tikhonov.processor.spi.PenaltyMode;
import io.tikhonov.processor.spi.ProximalPart;
import io.tikhonov.processor.spi.SolverDefinition;
import io.tikhonov.processor.training.TrainingPrograms.RecipePart;
import io.tikhonov.processor.training.TrainingPrograms.RecipeStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Describes the update of each parameter in words and formulas. */
final class Recipes {
  private static final String DECAY = "ω";
  private final ObjectiveModel model;
  private final Catalogue catalogue;

  private final Schedules schedules;

  Recipes(ObjectiveModel model, Catalogue catalogue, Schedules schedules) {
    this.model = model;
    this.schedules = schedules;
    this.catalogue = catalogue;
  }

  List<TrainingPrograms.ParameterRecipe> of(
      List<Assignment> assignments, Map<String, ParameterUpdate> updates) {
    return assignments.stream()
        .map(it -> recipe(it, updates.get(it.parameter().name()).composition()))
        .toList();
  }

  private TrainingPrograms.ParameterRecipe recipe(Assignment assignment, Composition composition) {
    Ingredient optimizer = assignment.optimizer().orElseThrow();
    return new TrainingPrograms.ParameterRecipe(
        assignment.parameter().name(),
        declaration(optimizer),
        assignment.penalties().stream()
            .map(it -> declaration(it.ingredient()) + ", " + it.mode().text())
            .toList(),
        steps(assignment, optimizer, composition));
  }

  /** The annotation as it would be written with every number, without what plays no role. */
  private static String declaration(Ingredient ingredient) {
    return new TreeMap<>(ingredient.values())
        .entrySet().stream()
            .filter(entry -> entry.getValue() instanceof Number || entry.getValue().equals(true))
            .map(entry -> entry.getKey() + " = " + text(entry.getValue()))
            .collect(Collectors.joining(", ", ingredient.name() + "(", ")"));
  }

  private static String text(Object value) {
    return value instanceof Double number ? Formulas.number(number) : Objects.toString(value);
  }

  private List<RecipeStep> steps(
      Assignment assignment, Ingredient optimizer, Composition composition) {
    String w = assignment.parameter().name();
    OptimizerDefinition rule = catalogue.optimizer(optimizer);
    String by = optimizer.name();
    List<RecipeStep> steps = new ArrayList<>();
    if (!schedules.isSolved()) {
      addMove(steps, assignment, optimizer, rule);
    } else {
      for (String formula : rule.formula(optimizer, w).split("; ", -1)) {
        steps.add(new RecipeStep(RecipePart.RULE, formula, by));
      }
    }
    boolean completed = false;
    for (Composition.Part part : composition.ordered()) {
      RecipePart kind = part.form().isSet() ? RecipePart.PROJECTION : RecipePart.PROXIMAL;
      String step = w + " ← " + part.operator().formula();
      step += completed ? " with this s" : metric(part, rule, optimizer);
      steps.add(new RecipeStep(kind, step, part.by()));
      if (composition.completesSquares() && part.form() == ProximalPart.Form.QUADRATIC) {
        String smaller = part.operator().formula().replaceFirst("^[^/]*", "s");
        steps.add(new RecipeStep(kind, "s ← " + smaller, part.by()));
        completed = true;
      }
    }
    assignment
        .average()
        .ifPresent(
            it ->
                steps.add(
                    new RecipeStep(
                        RecipePart.AVERAGE, catalogue.average(it).formula(it, w), it.name())));
    return List.copyOf(steps);
  }

  /** What an update rule does before proximal steps. */
  private void addMove(
      List<RecipeStep> steps,
      Assignment assignment,
      Ingredient optimizer,
      OptimizerDefinition rule) {
    String w = assignment.parameter().name();
    String by = optimizer.name();
    String schedule =
        assignment.schedules().stream()
            .map(Ingredient::name)
            .reduce((first, next) -> first + ", " + next)
            .orElse(by);
    for (String formula : rate(assignment, optimizer)) {
      steps.add(new RecipeStep(RecipePart.RATE, formula, schedule));
    }
    steps.add(new RecipeStep(RecipePart.GRADIENT, gradient(assignment, optimizer), ""));
    for (Ingredient transform : Assignment.classTransforms(model, catalogue)) {
      if (assignment.receives(transform)) {
        steps.add(transform(transform, w));
      }
    }
    assignment.gradients().forEach(it -> steps.add(transform(it, w)));
    double decay = assignment.weightDecay();
    List<Ingredient> decaying = schedules.ofWeightDecay(assignment.parameter());
    if (decay != 0) {
      for (String formula : schedules.formulas(decaying, DECAY, Formulas.number(decay))) {
        steps.add(new RecipeStep(RecipePart.DECAY, formula, by));
      }
    }
    if (decay != 0 && rule.weightDecay(optimizer) == WeightDecay.COUPLED) {
      steps.add(new RecipeStep(RecipePart.DECAY, "g ← g + " + decay(assignment) + w, by));
    }
    for (String formula : rule.formula(optimizer, w).split("; ", -1)) {
      steps.add(new RecipeStep(RecipePart.RULE, formula, by));
    }
    steps.add(
        new RecipeStep(
            RecipePart.MOVE, move(assignment, rule, optimizer, w), movers(assignment, by)));
  }

  private RecipeStep transform(Ingredient transform, String w) {
    String formula = catalogue.gradient(transform).formula(transform, w);
    return new RecipeStep(RecipePart.TRANSFORM, formula, transform.name());
  }

  /** The declarations that a step of the optimizer takes along. */
  private static String movers(Assignment assignment, String optimizer) {
    List<String> names = new ArrayList<>(List.of(optimizer));
    assignment.penalties(PenaltyMode.DECOUPLED).forEach(it -> names.add(it.ingredient().name()));
    return String.join(", ", names);
  }

  private List<String> rate(Assignment assignment, Ingredient optimizer) {
    String base = Formulas.number(optimizer, "learningRate");
    List<String> lines = schedules.formulas(assignment.schedules(), "η", base);
    return lines.isEmpty() ? List.of("η = " + base) : lines;
  }

  /** The sum whose gradient the optimizer sees. */
  private String gradient(Assignment assignment, Ingredient optimizer) {
    String w = assignment.parameter().name();
    List<String> terms = new ArrayList<>();
    for (TermDeclaration term : model.terms()) {
      if (term.trains().isEmpty() || term.trains().contains(w)) {
        terms.add(term.name());
      }
    }
    assignment.penalties(PenaltyMode.COUPLED).forEach(penalty -> terms.add(penalty.term()));
    String sign = optimizer.has("maximize") && optimizer.flag("maximize") ? "−" : "";
    return "g = %s∂(%s)/∂%s".formatted(sign, String.join(" + ", terms), w);
  }

  /** {@code 0.01·} or the symbol of a decay with a schedule. */
  private String decay(Assignment assignment) {
    return schedules.ofWeightDecay(assignment.parameter()).isEmpty()
        ? Formulas.factor(assignment.weightDecay())
        : DECAY + "·";
  }

  private String move(
      Assignment assignment, OptimizerDefinition rule, Ingredient optimizer, String w) {
    List<String> parts = new ArrayList<>(List.of("d"));
    double decay = assignment.weightDecay();
    if (decay != 0 && rule.weightDecay(optimizer) == WeightDecay.DECOUPLED) {
      parts.add(decay(assignment) + w);
    }
    for (Assignment.AssignedPenalty penalty : assignment.penalties(PenaltyMode.DECOUPLED)) {
      boolean scheduled = !schedules.of(assignment.parameter(), penalty).isEmpty();
      String factor = scheduled ? "λ/λ₀·" : "";
      parts.add(factor + "∇(" + penalty.definition().formula(penalty.ingredient(), w) + ")");
    }
    String sum = String.join(" + ", parts);
    return "%s ← %s − η·%s".formatted(w, w, parts.size() == 1 ? sum : "(" + sum + ")");
  }

  /** What the step s of a proximal part is; nothing for a set in a uniform metric. */
  private static String metric(
      Composition.Part part, OptimizerDefinition rule, Ingredient optimizer) {
    ProximalPart operator = part.operator();
    String metric = part.preconditioner().isLiteral(1) ? "1" : rule.metric(optimizer).orElse("1");
    boolean plain = metric.equals("1");
    if (operator.form().isSet()) {
      boolean coordinates =
          operator.form() == ProximalPart.Form.NON_NEGATIVE
              || operator.form() == ProximalPart.Form.BOX;
      boolean same = plain || coordinates || part.preconditioner().isScalar();
      return same ? "" : ", nearest in D = " + metric;
    }
    if (rule instanceof SolverDefinition) {
      return "";
    }
    String rate = part.factor().isLiteral(1) ? "η" : "η·λ/λ₀";
    return plain
        ? " with s = " + rate
        : " with s = " + rate + "/" + (metric.contains(" ") ? "(" + metric + ")" : metric);
  }
}
