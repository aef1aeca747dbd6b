package io.tikhonov.processor.training;

import io.tikhonov.processor.catalogue.Catalogue;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.PredictionDeclaration;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.spi.GradientDefinition.GradientSite;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds the programs of an objective. */
public final class ProgramBuilder {
  /** Name of the reported learning rate. */
  public static final String LEARNING_RATE = "learningRate";

  private final ObjectiveModel model;
  private final Catalogue catalogue;
  private final Graph graph;
  private final List<Assignment> assignments;

  private ProgramBuilder(ObjectiveModel model, Catalogue catalogue) {
    this.model = model;
    this.catalogue = catalogue;
    this.graph = model.graph();
    this.assignments = Assignment.of(model, catalogue);
  }

  /**
   * The programs of a model.
   *
   * @throws io.tikhonov.processor.ir.IrException if a declaration is missing (TKV104) or a term
   *     cannot be differentiated
   */
  public static TrainingPrograms build(ObjectiveModel model, Catalogue catalogue) {
    return new ProgramBuilder(model, catalogue).build();
  }

  private TrainingPrograms build() {
    Terms terms = new Terms(model, assignments);
    List<Effect> values = terms.training();
    Program value = new Program("value", values);
    Program evaluation =
        terms.inference().equals(values) ? value : new Program("evaluation", terms.inference());
    Map<TensorDeclaration, Node> gradients = terms.gradients();

    List<Effect> gradient = new ArrayList<>(values);
    gradients.forEach(
        (parameter, node) -> gradient.add(new Effect.Gradient(parameter.name(), node)));

    Map<String, ParameterUpdate> rules = new LinkedHashMap<>();
    for (Assignment assignment : assignments) {
      rules.put(assignment.parameter().name(), new ParameterUpdate(model, catalogue, assignment));
    }
    List<Effect> step = new ArrayList<>(values);
    transform(gradients)
        .forEach((parameter, g) -> step.addAll(rules.get(parameter.name()).effects(g)));
    step.addAll(states());
    learningRate().ifPresent(rate -> step.add(new Effect.Report(LEARNING_RATE, rate)));

    Map<String, Program> updates = new LinkedHashMap<>();
    transform(storedGradients())
        .forEach(
            (parameter, g) -> {
              String name = parameter.name();
              updates.put(name, new Program("update " + name, rules.get(name).effects(g)));
            });

    List<TrainingPrograms.Slot> slots =
        rules.values().stream().flatMap(rule -> rule.slots().stream()).toList();
    return new TrainingPrograms(
        terms.infos(),
        slots,
        new Program("step", step),
        value,
        evaluation,
        new Program("gradient", gradient),
        new Program("states", states()),
        Collections.unmodifiableMap(updates),
        predictions(),
        new Recipes(model, catalogue).of(assignments, rules));
  }

  /** The gradients as leaves, computed by an earlier program. */
  private Map<TensorDeclaration, Node> storedGradients() {
    Map<TensorDeclaration, Node> leaves = new LinkedHashMap<>();
    for (TensorDeclaration parameter : model.parameters()) {
      leaves.put(parameter, graph.stored(Leaf.Role.GRADIENT, parameter.name(), parameter.shape()));
    }
    return leaves;
  }

  /** Applies the transforms of the class to all gradients, then those of the fields to theirs. */
  private Map<TensorDeclaration, Node> transform(Map<TensorDeclaration, Node> gradients) {
    Map<TensorDeclaration, Node> transformed = new LinkedHashMap<>(gradients);
    for (Ingredient transform : Assignment.classTransforms(model, catalogue)) {
      Map<TensorDeclaration, Node> receiving = new LinkedHashMap<>();
      for (Assignment assignment : assignments) {
        if (assignment.receives(transform)) {
          receiving.put(assignment.parameter(), transformed.get(assignment.parameter()));
        }
      }
      transformed.putAll(apply(transform, receiving));
    }
    for (Assignment assignment : assignments) {
      TensorDeclaration parameter = assignment.parameter();
      for (Ingredient transform : assignment.gradients()) {
        transformed.putAll(apply(transform, Map.of(parameter, transformed.get(parameter))));
      }
    }
    return transformed;
  }

  private Map<TensorDeclaration, Node> apply(
      Ingredient transform, Map<TensorDeclaration, Node> gradients) {
    Node step = graph.scalar(TrainingPrograms.STEP);
    return graph.at(
        Origins.of(transform),
        () ->
            catalogue
                .gradient(transform)
                .transform(new GradientSite(graph, transform, step, gradients)));
  }

  private List<Effect> states() {
    List<Effect> effects = new ArrayList<>();
    for (TensorDeclaration state : model.states()) {
      if (state.update() != null) {
        effects.add(new Effect.Store(state.leaf(), state.update()));
      }
    }
    return effects;
  }

  /** The rate of the class's optimizer, else that of the first parameter. */
  private Optional<Node> learningRate() {
    Optional<Ingredient> ofClass = Assignment.classOptimizer(model, catalogue);
    if (ofClass.isPresent()) {
      Optional<Ingredient> schedule = Assignment.classSchedule(model, catalogue);
      return Optional.of(ParameterUpdate.rate(graph, catalogue, ofClass.get(), schedule));
    }
    return assignments.stream()
        .findFirst()
        .map(it -> new ParameterUpdate(model, catalogue, it).rate());
  }

  private Map<String, Program> predictions() {
    Map<String, Program> programs = new LinkedHashMap<>();
    for (PredictionDeclaration prediction : model.predictions()) {
      Effect result = new Effect.Result(prediction.value());
      programs.put(prediction.name(), new Program(prediction.name(), List.of(result)));
    }
    return Collections.unmodifiableMap(programs);
  }
}
