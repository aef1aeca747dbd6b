package io.tikhonov.processor.emit;

import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Reduce;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.plan.BufferPlan;
import io.tikhonov.processor.plan.Planner;
import io.tikhonov.processor.plan.ProgramPlan;
import io.tikhonov.processor.training.Effect;
import io.tikhonov.processor.training.Program;
import io.tikhonov.processor.training.TrainingPrograms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An objective with all its programs planned: everything that the writers need. */
public final class CompiledObjective {
  private final ObjectiveModel model;
  private final TrainingPrograms programs;
  private final Map<Program, ProgramPlan> plans = new LinkedHashMap<>();
  private final BufferPlan buffers;

  public CompiledObjective(ObjectiveModel model, TrainingPrograms programs) {
    this.model = model;
    this.programs = programs;
    Graph graph = model.graph();
    nameTerms(graph, programs);
    Planner planner = new Planner(graph);
    for (Program program : trainingPrograms(programs)) {
      plans.computeIfAbsent(program, planner::plan);
    }
    // Predictions have work memory of their own, so that several can run at once.
    this.buffers = new BufferPlan(plans.values());
    for (Program program : programs.predictions().values()) {
      plans.computeIfAbsent(program, planner::plan);
    }
  }

  /** Sums that make up a term are called after it, new values after what they replace. */
  private static void nameTerms(Graph graph, TrainingPrograms programs) {
    for (Program program : trainingPrograms(programs)) {
      for (Effect effect : program.effects()) {
        if (effect instanceof Effect.Term term) {
          nameSums(graph, programs.terms().get(term.index()).name(), term.value());
        } else if (effect instanceof Effect.Store store) {
          String id = store.target().op().opName();
          String name = NameScope.identifier(id.substring(id.lastIndexOf('/') + 1));
          graph.named("new" + NameScope.capitalized(name), store.value());
        }
      }
    }
  }

  private static void nameSums(Graph graph, String name, Node scalar) {
    if (scalar.op() instanceof Reduce) {
      graph.named(name, scalar);
    } else {
      for (Node input : scalar.inputs()) {
        if (input.isScalar()) {
          nameSums(graph, name, input);
        }
      }
    }
  }

  private static List<Program> trainingPrograms(TrainingPrograms programs) {
    List<Program> training = new ArrayList<>();
    training.add(programs.step());
    training.add(programs.value());
    training.add(programs.evaluation());
    training.add(programs.gradient());
    training.add(programs.states());
    training.addAll(programs.updates().values());
    programs.solver().ifPresent(it -> training.addAll(it.programs()));
    programs.accumulation().ifPresent(it -> training.addAll(List.of(it.accumulate(), it.clear())));
    return training;
  }

  public ObjectiveModel model() {
    return model;
  }

  public TrainingPrograms programs() {
    return programs;
  }

  public ProgramPlan plan(Program program) {
    return plans.get(program);
  }

  /** What sizes have to satisfy for training. */
  List<SizeCondition> sizeConditions() {
    return SizeCondition.of(trainingPrograms(programs));
  }

  BufferPlan buffers() {
    return buffers;
  }
}
