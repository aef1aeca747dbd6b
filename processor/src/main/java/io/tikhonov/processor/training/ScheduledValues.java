package io.tikhonov.processor.training;

import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.TermDeclaration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The numbers that follow schedules, as they are in a step, for those who watch a run. */
final class ScheduledValues {
  private final ObjectiveModel model;
  private final Graph graph;
  private final Schedules schedules;
  private final List<Assignment> assignments;
  private final Map<String, Node> values = new LinkedHashMap<>();

  ScheduledValues(ObjectiveModel model, Schedules schedules, List<Assignment> assignments) {
    this.model = model;
    this.graph = model.graph();
    this.schedules = schedules;
    this.assignments = assignments;
  }

  /**
   * The values by name: {@code w1/learningRate} where it is not the reported one, the factors λ of
   * terms, {@code weightDecay} or {@code w1/weightDecay}, hyperparameters.
   */
  Map<String, Node> all(Optional<Node> reported, TrainingPrograms.RunFacts run) {
    assignments.forEach(it -> addLearningRate(it, reported));
    for (TermDeclaration term : model.terms()) {
      addFactor(term.name(), schedules.of(term), term.weight());
    }
    for (Assignment assignment : assignments) {
      for (Assignment.AssignedPenalty penalty : assignment.penalties()) {
        addFactor(
            penalty.term(),
            schedules.of(assignment.parameter(), penalty),
            penalty.ingredient().number("lambda"));
      }
    }
    assignments.forEach(this::addWeightDecay);
    run.hyperparameters()
        .forEach((leaf, value) -> values.put(((Leaf.Stored) leaf.op()).id(), value));
    return Collections.unmodifiableMap(values);
  }

  private void addLearningRate(Assignment assignment, Optional<Node> reported) {
    Ingredient optimizer = assignment.optimizer().orElseThrow();
    Node rate = ParameterUpdate.rate(graph, optimizer, schedules, assignment.schedules());
    if (!assignment.schedules().isEmpty() && !Optional.of(rate).equals(reported)) {
      values.put(assignment.parameter().name() + "/" + ProgramBuilder.LEARNING_RATE, rate);
    }
  }

  private void addFactor(String name, List<Ingredient> acting, double declared) {
    if (!acting.isEmpty()) {
      values.put(name, graph.mul(graph.literal(declared), schedules.factor(acting, declared)));
    }
  }

  /** One value for all parameters that have the same. */
  private void addWeightDecay(Assignment assignment) {
    double declared = assignment.weightDecay();
    List<Ingredient> acting = schedules.ofWeightDecay(assignment.parameter());
    if (declared == 0 || acting.isEmpty()) {
      return;
    }
    Node decay = schedules.value(acting, graph.literal(declared));
    Node common = values.putIfAbsent(Schedules.WEIGHT_DECAY, decay);
    if (common != null && !common.equals(decay)) {
      values.put(assignment.parameter().name() + "/" + Schedules.WEIGHT_DECAY, decay);
    }
  }
}
