package io.tikhonov.processor.training;

import io.tikhonov.processor.differentiate.Differentiator;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.IrException;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.model.TermDeclaration;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.PenaltyMode;
import io.tikhonov.processor.spi.Site;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The terms of an objective and the gradient of their differentiable part. */
final class Terms {
  private static final String LAMBDA = "λ";

  /** A weighted term; {@code trains} is empty for all parameters. */
  private record Term(
      TrainingPrograms.TermInfo info,
      Node training,
      Node inference,
      List<String> trains,
      boolean dual) {}

  private final ObjectiveModel model;
  private final Graph graph;
  private final Schedules schedules;
  private final List<Term> terms = new ArrayList<>();

  /**
   * @param dual the methods that a solver handles through dual variables
   */
  Terms(
      ObjectiveModel model,
      Schedules schedules,
      List<Assignment> assignments,
      Predicate<TermDeclaration> dual) {
    this.model = model;
    this.schedules = schedules;
    this.graph = model.graph();
    for (TermDeclaration declared : model.terms()) {
      terms.add(ofMethod(declared, dual.test(declared)));
    }
    for (Assignment assignment : assignments) {
      for (Assignment.AssignedPenalty penalty : assignment.penalties()) {
        terms.add(ofPenalty(assignment.parameter(), penalty));
      }
    }
    checkAverages(assignments);
  }

  private Term ofMethod(TermDeclaration declared, boolean dual) {
    List<Ingredient> acting = schedules.of(declared);
    Node weight = graph.mul(graph.literal(declared.weight()), schedules.factor(declared));
    String factor = acting.isEmpty() ? Formulas.factor(declared.weight()) : LAMBDA + "·";
    return new Term(
        new TrainingPrograms.TermInfo(
            declared.name(),
            !dual,
            factor + declared.source(),
            declared.loss() ? TrainingPrograms.TermKind.LOSS : TrainingPrograms.TermKind.METHOD,
            "",
            scheduleText(acting, declared.weight()),
            declared.token()),
        graph.mul(weight, declared.training()),
        graph.mul(weight, declared.inference()),
        declared.trains(),
        dual);
  }

  private Term ofPenalty(TensorDeclaration parameter, Assignment.AssignedPenalty penalty) {
    Node value =
        graph.at(
            Origins.of(penalty.ingredient()),
            () ->
                penalty
                    .definition()
                    .value(
                        new Site(graph, penalty.ingredient(), parameter, model.doublePrecision())));
    List<Ingredient> acting = schedules.of(parameter, penalty);
    double lambda = penalty.ingredient().number("lambda");
    Node scheduled = graph.mul(schedules.factor(parameter, penalty), value);
    String formula = penalty.definition().formula(penalty.ingredient(), parameter.name());
    return new Term(
        new TrainingPrograms.TermInfo(
            penalty.term(),
            penalty.mode() == PenaltyMode.COUPLED,
            acting.isEmpty() ? formula : "%s/%s·(%s)".formatted(LAMBDA, LAMBDA + "₀", formula),
            TrainingPrograms.TermKind.PENALTY,
            penalty.mode().text(),
            scheduleText(acting, lambda),
            penalty.ingredient().token()),
        scheduled,
        scheduled,
        List.of(),
        penalty.mode() == PenaltyMode.DUAL);
  }

  private List<String> scheduleText(List<Ingredient> acting, double declared) {
    return schedules.formulas(acting, LAMBDA, Formulas.number(declared));
  }

  /** True if a solver handles the term through dual variables. */
  boolean isDual(int index) {
    return terms.get(index).dual();
  }

  List<TrainingPrograms.TermInfo> infos() {
    return terms.stream().map(Term::info).toList();
  }

  List<Effect> training() {
    return effects(terms.stream().map(Term::training).toList());
  }

  List<Effect> inference() {
    return effects(terms.stream().map(Term::inference).toList());
  }

  private static List<Effect> effects(List<Node> values) {
    List<Effect> effects = new ArrayList<>();
    for (int index = 0; index < values.size(); index++) {
      effects.add(new Effect.Term(index, values.get(index)));
    }
    return effects;
  }

  /**
   * The gradient of the differentiable part for every parameter: one reverse sweep over the sum of
   * all terms that train everything, and one for each other set of trained parameters.
   */
  Map<TensorDeclaration, Node> gradients() {
    Map<Set<String>, Node> sums = new LinkedHashMap<>();
    for (Term term : terms) {
      if (term.info().differentiable()) {
        sums.merge(new LinkedHashSet<>(term.trains()), term.training(), graph::add);
      }
    }
    Map<TensorDeclaration, Node> gradients = new LinkedHashMap<>();
    for (TensorDeclaration parameter : model.parameters()) {
      gradients.put(parameter, graph.broadcast(graph.literal(0), parameter.shape()));
    }
    Differentiator differentiator = new Differentiator(graph);
    sums.forEach(
        (trains, sum) -> {
          List<Node> variables =
              model.parameters().stream()
                  .filter(it -> trains.isEmpty() || trains.contains(it.name()))
                  .map(TensorDeclaration::leaf)
                  .toList();
          Map<Node, Node> parts = differentiator.gradient(sum, variables);
          gradients.replaceAll(
              (parameter, gradient) ->
                  parts.containsKey(parameter.leaf())
                      ? graph.add(gradient, parts.get(parameter.leaf()))
                      : gradient);
        });
    return gradients;
  }

  /** A running average that a term reads must be kept by somebody. */
  private void checkAverages(List<Assignment> assignments) {
    Set<String> kept = new HashSet<>();
    assignments.stream()
        .filter(it -> it.average().isPresent())
        .forEach(it -> kept.add(it.parameter().name()));
    List<Node> open = new ArrayList<>();
    terms.forEach(term -> open.addAll(List.of(term.training(), term.inference())));
    model.states().stream().filter(it -> it.update() != null).forEach(it -> open.add(it.update()));
    model.predictions().forEach(it -> open.add(it.value()));
    Set<Node> seen = new HashSet<>();
    while (!open.isEmpty()) {
      Node node = open.remove(open.size() - 1);
      if (!seen.add(node)) {
        continue;
      }
      open.addAll(node.inputs());
      if (node.op() instanceof Leaf.Stored stored
          && stored.role() == Leaf.Role.AVERAGE
          && !kept.contains(stored.id())) {
        throw new IrException(
            "TKV104",
            ("averaged(...) reads the running average of %s, but nothing keeps one. Put"
                    + " @Average.EMA on the class or on %s.")
                .formatted(stored.id(), stored.id()));
      }
    }
  }
}
