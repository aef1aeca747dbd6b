package io.tikhonov.processor.training;

import io.tikhonov.processor.catalogue.Catalogue;
import io.tikhonov.processor.model.HyperparameterDeclaration;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.model.TermDeclaration;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.ScheduleDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Checks what schedules are for: {@code of} names something (TKV102), no two of one element begin
 * together for the same thing (TKV103), and what they multiply is not 0 (TKV113).
 */
final class ScheduleChecks {
  private final ObjectiveModel model;
  private final Catalogue catalogue;
  private final String className;
  private final List<Assignment> assignments;
  private final Consumer<IngredientChecks.Finding> findings;

  ScheduleChecks(
      ObjectiveModel model,
      Catalogue catalogue,
      String className,
      List<Assignment> assignments,
      Consumer<IngredientChecks.Finding> findings) {
    this.model = model;
    this.catalogue = catalogue;
    this.className = className;
    this.assignments = assignments;
    this.findings = findings;
  }

  void run() {
    check(model.ingredients(), className, ofClass());
    for (Assignment assignment : assignments) {
      TensorDeclaration parameter = assignment.parameter();
      check(parameter.ingredients(), parameter.name(), ofField(assignment));
    }
  }

  /** What a schedule on the class can be for, with the declared value. */
  private Map<String, Double> ofClass() {
    Map<String, Double> targets = new HashMap<>();
    for (TermDeclaration term : model.terms()) {
      targets.put(term.name(), term.weight());
    }
    for (HyperparameterDeclaration hyperparameter : model.hyperparameters()) {
      // Its value can be set, so it is never known to be 0.
      targets.put(hyperparameter.name(), Double.NaN);
    }
    for (Assignment assignment : assignments) {
      addTargets(targets, assignment, Assignment.AssignedPenalty::term);
    }
    return targets;
  }

  private static Map<String, Double> ofField(Assignment assignment) {
    Map<String, Double> targets = new HashMap<>();
    addTargets(targets, assignment, Assignment.AssignedPenalty::shortName);
    return targets;
  }

  /** Weight decay and the penalties, each by a name of its own and by that of its kind. */
  private static void addTargets(
      Map<String, Double> targets,
      Assignment assignment,
      Function<Assignment.AssignedPenalty, String> own) {
    assignment
        .optimizer()
        .filter(optimizer -> optimizer.has("weightDecay"))
        .ifPresent(
            optimizer ->
                targets.merge(Schedules.WEIGHT_DECAY, optimizer.number("weightDecay"), Math::max));
    for (Assignment.AssignedPenalty penalty : assignment.penalties()) {
      double lambda = penalty.ingredient().number("lambda");
      targets.put(own.apply(penalty), lambda);
      targets.merge(penalty.ingredient().name(), lambda, Math::max);
    }
  }

  private void check(List<Ingredient> ingredients, String element, Map<String, Double> targets) {
    List<Ingredient> before = new ArrayList<>();
    for (Ingredient schedule : ingredients) {
      if (catalogue.find(schedule, ScheduleDefinition.class).isPresent()) {
        checkTarget(schedule, element, targets);
        checkTurns(schedule, before, element);
        before.add(schedule);
      }
    }
  }

  private void checkTarget(Ingredient schedule, String element, Map<String, Double> targets) {
    String target = Schedules.target(schedule);
    if (target.isEmpty()) {
      return;
    }
    String use = "%s(of = \"%s\") on %s".formatted(schedule.written(), target, element);
    if (!targets.containsKey(target)) {
      Set<String> known = new TreeSet<>(targets.keySet());
      add(
          "TKV102",
          schedule,
          "of",
          "%s: there is nothing of this name to schedule. %s"
              .formatted(
                  use,
                  known.isEmpty()
                      ? "Leave of out for the learning rate."
                      : "There are %s; leave of out for the learning rate."
                          .formatted(String.join(", ", known))));
    } else if (targets.get(target) == 0) {
      add(
          "TKV113",
          schedule,
          "of",
          "%s multiplies 0, so nothing changes. Give %s the value that the schedule is about."
              .formatted(use, target));
    }
  }

  private void checkTurns(Ingredient schedule, List<Ingredient> before, String element) {
    for (Ingredient other : before) {
      if (Schedules.target(other).equals(Schedules.target(schedule))
          && Schedules.start(other) == Schedules.start(schedule)) {
        add(
            "TKV103",
            schedule,
            "startStep",
            ("%s and %s both stand on %s for %s, and only one of them can act. Remove one, or give"
                    + " the later one a startStep.")
                .formatted(
                    other.written(),
                    schedule.written(),
                    element,
                    Schedules.target(schedule).isEmpty()
                        ? "the learning rate"
                        : Schedules.target(schedule)));
        return;
      }
    }
  }

  /**
   * Schedules that end where they begin (TKV113).
   *
   * @param objected those that something was said about; no second message on them
   */
  void checkEnds(Assignment assignment, Set<Ingredient> objected) {
    Ingredient optimizer = assignment.optimizer().orElseThrow();
    for (Ingredient schedule : assignment.schedules()) {
      boolean ends = schedule.has("end") && optimizer.has("learningRate");
      if (ends
          && schedule.number("end") == optimizer.number("learningRate")
          && objected.add(schedule)) {
        add(
            "TKV113",
            schedule,
            "end",
            ("end = %s in %s is the learning rate of %s, so the rate never changes. Choose another"
                    + " one, or use @Schedule.Constant.")
                .formatted(
                    Formulas.number(schedule, "end"), schedule.written(), optimizer.written()));
      }
    }
  }

  private void add(String code, Ingredient schedule, String attribute, String message) {
    findings.accept(
        new IngredientChecks.Finding(code, schedule.tokenOf(attribute), message, false));
  }
}
