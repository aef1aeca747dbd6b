package io.tikhonov.processor.training;

import io.tikhonov.processor.analysis.Affine;
import io.tikhonov.processor.catalogue.Catalogue;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.model.TermDeclaration;
import io.tikhonov.processor.spi.PenaltyMode;
import io.tikhonov.processor.spi.Site;
import io.tikhonov.processor.spi.SolverDefinition;
import io.tikhonov.processor.spi.SolverDefinition.Form;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Divides a declared sum into the parts that solvers know (f, g and norms of linear maps) and
 * builds what the solver calls.
 */
final class SolverBuilder {
  private final ObjectiveModel model;
  private final Catalogue catalogue;
  private final Graph graph;
  private final Schedules schedules;
  private final Ingredient solver;
  private final Form form;
  private final List<Assignment> assignments;
  private final Affine affine;
  private final Norms norms;

  private SolverBuilder(
      ObjectiveModel model,
      Catalogue catalogue,
      Schedules schedules,
      List<Assignment> assignments,
      Ingredient solver) {
    this.model = model;
    this.schedules = schedules;
    this.catalogue = catalogue;
    this.graph = model.graph();
    this.solver = solver;
    this.assignments = assignments;
    this.form = ((SolverDefinition) catalogue.optimizer(solver)).form();
    this.affine = new Affine(model.parameters().stream().map(TensorDeclaration::leaf).toList());
    this.norms = new Norms(graph, affine);
  }

  /** Empty for a model that is trained by steps. */
  static Optional<SolverBuilder> of(
      ObjectiveModel model,
      Catalogue catalogue,
      Schedules schedules,
      List<Assignment> assignments) {
    return catalogue
        .solver(model)
        .map(solver -> new SolverBuilder(model, catalogue, schedules, assignments, solver));
  }

  Form form() {
    return form;
  }

  Ingredient solver() {
    return solver;
  }

  /** The norms that the value of a term adds up; empty if the term is something else. */
  Optional<List<Norms.Norm>> normsOf(Node value) {
    return norms.of(value);
  }

  /** True if the solver calls the proximal steps of the parameters themselves. */
  boolean takesProximalSteps() {
    return form != Form.SMOOTH && form != Form.SPLIT;
  }

  /** True if a method is a sum of norms, which belong to the dual variables of the solver. */
  boolean isDual(TermDeclaration term) {
    return form == Form.SPLIT && norms.of(term.training()).isPresent();
  }

  /** The value of a penalty. */
  Node valueOf(TensorDeclaration parameter, Assignment.AssignedPenalty penalty) {
    Site site = new Site(graph, penalty.ingredient(), parameter, model.doublePrecision());
    return penalty.definition().value(site);
  }

  /** The proximal steps and projections of a parameter. */
  Composition composition(Assignment assignment) {
    return new ParameterUpdate(model, catalogue, schedules, assignment).compose(graph.literal(1));
  }

  /** What coordinate descent calls; empty if the losses are none of a linear model. */
  Optional<SolverPrograms.Linear> linear() {
    return linear(new Terms(model, schedules, assignments, this::isDual));
  }

  private Optional<SolverPrograms.Linear> linear(Terms terms) {
    return new LinearBuilder(model, smoothPart(terms), this::composition).build(terms.training());
  }

  private Composition composition(TensorDeclaration parameter) {
    return assignments.stream()
        .filter(it -> it.parameter().equals(parameter))
        .map(this::composition)
        .findFirst()
        .orElseThrow();
  }

  /** True if no parameter has a proximal step or a constraint. */
  boolean isSmooth() {
    return assignments.stream()
        .allMatch(it -> it.constraints().isEmpty() && it.penalties(PenaltyMode.PROXIMAL).isEmpty());
  }

  /** The sum of the terms that are differentiated. */
  Node smoothPart(Terms terms) {
    return sum(terms, true);
  }

  private Node sum(Terms terms, boolean differentiable) {
    Node sum = graph.literal(0);
    List<Effect> values = terms.training();
    for (int i = 0; i < values.size(); i++) {
      TrainingPrograms.TermInfo info = terms.infos().get(i);
      boolean belongs = info.differentiable() || (!differentiable && !terms.isDual(i));
      if (belongs) {
        sum = graph.add(sum, values.get(i).value());
      }
    }
    return sum;
  }

  /**
   * What the solver calls.
   *
   * @param gradients of the smooth part
   * @param slots take the memory of dual variables
   */
  SolverPrograms build(
      Terms terms,
      Map<TensorDeclaration, Node> gradients,
      Map<String, ParameterUpdate> updates,
      List<TrainingPrograms.Slot> slots) {
    Optional<SolverPrograms.Saddle> saddle = Optional.empty();
    Optional<SolverPrograms.Linear> linear = Optional.empty();
    if (form == Form.SPLIT) {
      SaddleBuilder builder =
          new SaddleBuilder(model, affine, gradients, sum(terms, false), dualNorms(terms), updates);
      saddle = Optional.of(builder.build());
      slots.addAll(builder.slots());
    } else if (form == Form.LINEAR_MODEL) {
      linear = linear(terms);
    }
    return new SolverPrograms(
        solver,
        form,
        settings(),
        factors(),
        isSmooth(),
        gradients.values().stream().allMatch(affine::isAffine),
        saddle,
        linear);
  }

  /** The sums of norms of all terms that are neither differentiated nor have a proximal step. */
  List<Norms.Norm> dualNorms(Terms terms) {
    List<Norms.Norm> found = new ArrayList<>();
    List<Effect> values = terms.training();
    for (int i = 0; i < values.size(); i++) {
      if (terms.isDual(i)) {
        norms.of(values.get(i).value()).ifPresent(found::addAll);
      }
    }
    return found;
  }

  private Map<String, Double> settings() {
    Map<String, Double> settings = new LinkedHashMap<>();
    new TreeMap<>(solver.values())
        .forEach(
            (name, value) -> {
              if (value instanceof Number number) {
                settings.put(name, number.doubleValue());
              } else if (value instanceof Boolean flag) {
                settings.put(name, flag ? 1.0 : 0.0);
              }
            });
    return settings;
  }

  /** Terms whose factor a path can change: methods with {@code @Regularize}, then penalties. */
  private List<SolverPrograms.Factor> factors() {
    List<SolverPrograms.Factor> factors = new ArrayList<>();
    for (TermDeclaration term : model.terms()) {
      if (!term.loss()) {
        factors.add(new SolverPrograms.Factor(term.name(), term.weight()));
      }
    }
    for (Assignment assignment : assignments) {
      for (Assignment.AssignedPenalty penalty : assignment.penalties()) {
        double lambda = penalty.ingredient().number("lambda");
        factors.add(new SolverPrograms.Factor(penalty.term(), lambda));
      }
    }
    return factors;
  }
}
