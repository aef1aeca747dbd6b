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
import java.util.stream.Collectors;

/** Builds the programs of an objective. */
public final class ProgramBuilder {
  /** Name of the reported learning rate. */
  public static final String LEARNING_RATE = "learningRate";

  private final ObjectiveModel model;
  private final Catalogue catalogue;
  private final Graph graph;
  private final List<Assignment> assignments;
  private final Schedules schedules;
  private final TrainingPrograms.RunFacts run;
  private final int batches;

  private ProgramBuilder(ObjectiveModel model, Catalogue catalogue) {
    this.model = model;
    this.catalogue = catalogue;
    this.graph = model.graph();
    this.schedules = new Schedules(model, catalogue);
    this.assignments = Assignment.of(model, catalogue, schedules);
    this.run = schedules.facts();
    this.batches =
        Assignment.classTransforms(model, catalogue).stream()
            .mapToInt(it -> catalogue.gradient(it).batches(it))
            .reduce(1, (a, b) -> a * b);
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
    Optional<SolverBuilder> solver = SolverBuilder.of(model, catalogue, schedules, assignments);
    Terms terms =
        new Terms(
            model, schedules, assignments, term -> solver.isPresent() && solver.get().isDual(term));
    List<Effect> values = terms.training();
    Program value = program("value", values);
    Program evaluation =
        terms.inference().equals(values) ? value : program("evaluation", terms.inference());
    Map<TensorDeclaration, Node> gradients = terms.gradients();

    List<Effect> gradient = new ArrayList<>(values);
    gradients.forEach(
        (parameter, node) -> gradient.add(new Effect.Gradient(parameter.name(), node)));

    Map<String, ParameterUpdate> rules = new LinkedHashMap<>();
    for (Assignment assignment : assignments) {
      rules.put(
          assignment.parameter().name(),
          new ParameterUpdate(model, catalogue, schedules, assignment));
    }
    List<Effect> step = new ArrayList<>();
    if (solver.isEmpty()) {
      step.addAll(values);
      transform(mean(gradients))
          .forEach((parameter, g) -> step.addAll(rules.get(parameter.name()).effects(g)));
      step.addAll(cleared());
      step.addAll(states());
      learningRate().ifPresent(rate -> step.add(new Effect.Report(LEARNING_RATE, rate)));
    }

    Map<String, Program> updates = new LinkedHashMap<>();
    boolean used = solver.isEmpty() || solver.get().takesProximalSteps();
    transform(mean(storedGradients()))
        .forEach(
            (parameter, g) -> {
              String name = parameter.name();
              Program update = program("update " + name, rules.get(name).effects(g));
              if (used) {
                updates.put(name, update);
              }
            });

    List<TrainingPrograms.Slot> slots = new ArrayList<>();
    rules.values().forEach(rule -> slots.addAll(rule.slots()));
    if (batches > 1) {
      model.parameters().forEach(parameter -> slots.add(accumulated(parameter)));
    }
    return new TrainingPrograms(
        terms.infos(),
        slots,
        program("step", step),
        value,
        evaluation,
        program("gradient", gradient),
        program("states", states()),
        Collections.unmodifiableMap(updates),
        predictions(),
        accumulation(values, gradients),
        run,
        solver.map(it -> it.build(terms, gradients, rules, slots)),
        solver.isPresent()
            ? Map.of()
            : new ScheduledValues(model, schedules, assignments).all(learningRate(), run),
        new Recipes(model, catalogue, schedules).of(assignments, rules));
  }

  /** A program with hyperparameters as they are in this step. */
  private Program program(String name, List<Effect> effects) {
    return new Program(
        name,
        run.hyperparameters().isEmpty()
            ? effects
            : effects.stream()
                .map(it -> it.with(graph.substitute(it.value(), run.hyperparameters())))
                .toList());
  }

  // Steps of several batches

  private TrainingPrograms.Slot accumulated(TensorDeclaration parameter) {
    String name = parameter.name() + "/accumulated";
    Node leaf = graph.stored(Leaf.Role.SLOT, name, parameter.shape());
    return new TrainingPrograms.Slot(leaf, name, 0, null);
  }

  /** The mean of the gradients of all batches of the step, of which these are the last ones. */
  private Map<TensorDeclaration, Node> mean(Map<TensorDeclaration, Node> last) {
    if (batches == 1) {
      return last;
    }
    Map<TensorDeclaration, Node> means = new LinkedHashMap<>();
    last.forEach(
        (parameter, gradient) -> {
          Node sum = graph.add(accumulated(parameter).leaf(), gradient);
          means.put(parameter, graph.div(sum, graph.literal(batches)));
        });
    return means;
  }

  private List<Effect> cleared() {
    List<Effect> effects = new ArrayList<>();
    if (batches > 1) {
      for (TensorDeclaration parameter : model.parameters()) {
        Node zero = graph.broadcast(graph.literal(0), parameter.shape());
        effects.add(new Effect.Store(accumulated(parameter).leaf(), zero));
      }
    }
    return effects;
  }

  private Optional<TrainingPrograms.Accumulation> accumulation(
      List<Effect> values, Map<TensorDeclaration, Node> gradients) {
    if (batches == 1) {
      return Optional.empty();
    }
    List<Effect> accumulate = new ArrayList<>(values);
    gradients.forEach(
        (parameter, gradient) -> {
          Node sum = accumulated(parameter).leaf();
          accumulate.add(new Effect.Store(sum, graph.add(sum, gradient)));
        });
    accumulate.addAll(states());
    return Optional.of(
        new TrainingPrograms.Accumulation(
            batches,
            program("accumulate", accumulate),
            program("clear", cleared()),
            model.parameters().stream()
                .collect(Collectors.toMap(TensorDeclaration::name, it -> accumulated(it).leaf()))));
  }

  /** The gradients as leaves, computed by an earlier program. */
  private Map<TensorDeclaration, Node> storedGradients() {
    Map<TensorDeclaration, Node> leaves = new LinkedHashMap<>();
    for (TensorDeclaration parameter : model.parameters()) {
      leaves.put(parameter, parameter.gradient(graph));
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
      return Optional.of(
          ParameterUpdate.rate(graph, ofClass.get(), schedules, schedules.ofLearningRate()));
    }
    return assignments.stream()
        .findFirst()
        .map(it -> new ParameterUpdate(model, catalogue, schedules, it).rate());
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
