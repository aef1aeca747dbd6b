package io.tikhonov.processor.training;

import io.tikhonov.processor.catalogue.Catalogue;
import io.tikhonov.processor.catalogue.Expressions;
import io.tikhonov.processor.differentiate.Differentiator;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.IrException;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.spi.AverageDefinition.AverageSite;
import io.tikhonov.processor.spi.OptimizerDefinition;
import io.tikhonov.processor.spi.OptimizerDefinition.WeightDecay;
import io.tikhonov.processor.spi.OptimizerSite;
import io.tikhonov.processor.spi.PenaltyMode;
import io.tikhonov.processor.spi.ProximalPart;
import io.tikhonov.processor.spi.ProximalPenalty;
import io.tikhonov.processor.spi.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The update of one parameter from its gradient g: direction d, θ' = θ − η(d + Σ λ∇R(θ)) over
 * decoupled terms, proximal steps, projections, average.
 */
final class ParameterUpdate {
  /**
   * 2⁻⁸⁹ in single precision: adding it rounds what is tiny to a multiple of 2⁻¹¹², whose product
   * with 1 − β is a normal number, and changes nothing that is above 2⁻⁶⁵.
   */
  private static final double ROUNDING_FLOAT = 0x1p-89;

  /** 2⁻⁹⁵⁰, for multiples of 2⁻¹⁰⁰². */
  private static final double ROUNDING_DOUBLE = 0x1p-950;

  private final ObjectiveModel model;
  private final Catalogue catalogue;
  private final Graph graph;
  private final Schedules schedules;
  private final Assignment assignment;
  private final TensorDeclaration parameter;
  private final Ingredient optimizer;
  private final OptimizerDefinition rule;
  private final Map<String, TrainingPrograms.Slot> slots = new LinkedHashMap<>();
  private Composition composition;
  private Node preconditioner;

  ParameterUpdate(
      ObjectiveModel model, Catalogue catalogue, Schedules schedules, Assignment assignment) {
    this.model = model;
    this.schedules = schedules;
    this.catalogue = catalogue;
    this.graph = model.graph();
    this.assignment = assignment;
    this.parameter = assignment.parameter();
    this.optimizer =
        assignment
            .optimizer()
            .orElseThrow(
                () ->
                    new IrException(
                        "TKV104",
                        "No @Optimizer acts on %s. Put one on the class or on the field, for example"
                                .formatted(parameter.name())
                            + " @Optimizer.AdamW(learningRate = 1e-3)."));
    this.rule = catalogue.optimizer(optimizer);
  }

  /** The memory that the update needs, known after {@link #effects}. */
  List<TrainingPrograms.Slot> slots() {
    return List.copyOf(slots.values());
  }

  /** The proximal steps, known after {@link #effects}. */
  Composition composition() {
    return composition;
  }

  /** η in this step. */
  Node rate() {
    return rate(graph, optimizer, schedules, assignment.schedules());
  }

  /** The rate of an optimizer under some schedules. */
  static Node rate(
      Graph graph, Ingredient optimizer, Schedules schedules, List<Ingredient> acting) {
    return schedules.isSolved()
        ? graph.scalar(TrainingPrograms.STEP_LENGTH)
        : schedules.value(acting, graph.literal(optimizer.number("learningRate")));
  }

  /** What a penalty's λ is multiplied by in this step. */
  private Node factor(Assignment.AssignedPenalty penalty) {
    return schedules.factor(parameter, penalty);
  }

  /** The weight decay in this step. */
  private Node decay() {
    double declared = assignment.weightDecay();
    List<Ingredient> acting = declared == 0 ? List.of() : schedules.ofWeightDecay(parameter);
    return schedules.value(acting, graph.literal(declared));
  }

  /** What the step writes for this parameter, given its gradient after all transforms. */
  List<Effect> effects(Node gradient) {
    return graph.at(Origins.of(optimizer), () -> written(gradient));
  }

  private List<Effect> written(Node gradient) {
    List<Effect> effects = new ArrayList<>();
    UpdateSite site = new UpdateSite(coupledDecay(ascending(gradient)));
    OptimizerDefinition.Update update = site.update();
    Node rate =
        schedules.isSolved() ? rate() : graph.named("learningRate", graph.stopGradient(rate()));
    Node moved = graph.named("moved", graph.sub(parameter.leaf(), step(rate, update.direction())));
    preconditioner = update.preconditioner();
    composition = compose(preconditioner);
    Node result = composition.apply(moved, rate);
    store(effects, parameter.leaf(), result);
    site.stores.forEach((slot, value) -> store(effects, slot, value));
    average(effects, site, result);
    site.finish(effects);
    return effects;
  }

  private Node ascending(Node gradient) {
    return optimizer.has("maximize") && optimizer.flag("maximize") ? graph.neg(gradient) : gradient;
  }

  private Node coupledDecay(Node gradient) {
    return assignment.weightDecay() != 0 && rule.weightDecay(optimizer) == WeightDecay.COUPLED
        ? graph.add(gradient, graph.mul(decay(), parameter.leaf()))
        : gradient;
  }

  /** η·d + η·Σ λ∇R(θ), subtracted at once so that a small decay is not lost in rounding. */
  private Node step(Node rate, Node direction) {
    Node step = Expressions.scale(graph, rate, direction);
    if (!step.inputs().isEmpty() && step.input(0).isScalar()) {
      graph.named("stepSize", step.input(0));
    }
    if (assignment.weightDecay() != 0 && rule.weightDecay(optimizer) == WeightDecay.DECOUPLED) {
      Node factor = graph.named("decay", graph.mul(rate, decay()));
      step = graph.add(step, graph.mul(factor, parameter.leaf()));
    }
    Differentiator differentiator = new Differentiator(graph);
    for (Assignment.AssignedPenalty penalty : assignment.penalties(PenaltyMode.DECOUPLED)) {
      Node value = penalty.definition().value(site(penalty.ingredient()));
      Node slope = differentiator.gradient(value, List.of(parameter.leaf())).get(parameter.leaf());
      Node factor = graph.mul(rate, factor(penalty));
      step = graph.add(step, Expressions.scale(graph, factor, slope));
    }
    return step;
  }

  private Site site(Ingredient ingredient) {
    return new Site(graph, ingredient, parameter, model.doublePrecision());
  }

  /** True if every proximal step is known with a step of its own for each coordinate. */
  boolean isDiagonal() {
    return compose(graph.literal(1)).ordered().stream().allMatch(p -> p.operator().diagonal());
  }

  /**
   * The proximal steps in a metric.
   *
   * @param preconditioner 1/D, a scalar or of the parameter's shape
   */
  Composition compose(Node preconditioner) {
    List<Composition.Part> parts = new ArrayList<>();
    for (Assignment.AssignedPenalty penalty : assignment.penalties(PenaltyMode.PROXIMAL)) {
      Ingredient ingredient = penalty.ingredient();
      Node factor = factor(penalty);
      for (ProximalPart part : proximal(ingredient)) {
        parts.add(inMetric(part, ingredient, preconditioner, factor));
      }
    }
    for (Ingredient constraint : assignment.constraints()) {
      ProximalPart part = catalogue.constraint(constraint).projection(site(constraint));
      parts.add(inMetric(part, constraint, preconditioner, graph.literal(1)));
    }
    return new Composition(graph, parameter.name(), parts);
  }

  /**
   * The longest step s of a proximal penalty, known after {@link #effects}; empty where it depends
   * on the gradients.
   */
  OptionalDouble longestStep(Ingredient penalty) {
    double longest = 0;
    for (ProximalPart part : proximal(penalty)) {
      Node scale = inMetric(part, penalty, preconditioner, graph.literal(1)).preconditioner();
      if (!(scale.op() instanceof Leaf.Literal literal)) {
        return OptionalDouble.empty();
      }
      if (!optimizer.has("learningRate")) {
        return OptionalDouble.empty();
      }
      longest = Math.max(longest, literal.value() * optimizer.number("learningRate"));
    }
    return OptionalDouble.of(longest);
  }

  /** True if the projections on the constraints are together the projection on their meet. */
  boolean meetIsKnown() {
    List<Composition.Part> parts = new ArrayList<>();
    for (Ingredient constraint : assignment.constraints()) {
      ProximalPart part = catalogue.constraint(constraint).projection(site(constraint));
      parts.add(new Composition.Part(part, graph.literal(1), graph.literal(1)));
    }
    return new Composition(graph, parameter.name(), parts).isExact();
  }

  private List<ProximalPart> proximal(Ingredient penalty) {
    if (catalogue.penalty(penalty) instanceof ProximalPenalty proximal
        && proximal.hasProximal(penalty, parameter.shape())) {
      return proximal.proximal(site(penalty));
    }
    throw new IrException(
        "TKV303", "%s on %s has no proximal step.".formatted(penalty.name(), parameter.name()));
  }

  /** The optimizer's metric if there is one, the part can follow it and nobody declined it. */
  private Composition.Part inMetric(
      ProximalPart part, Ingredient ingredient, Node preconditioner, Node factor) {
    boolean declined = ingredient.has("metric") && ingredient.text("metric").equals("EUCLIDEAN");
    boolean possible = preconditioner != null && (preconditioner.isScalar() || part.diagonal());
    Node metric = possible && !declined ? preconditioner : graph.literal(1);
    return new Composition.Part(part, metric, factor, ingredient.name(), Origins.of(ingredient));
  }

  /** True if the optimizer has a metric. */
  boolean hasMetric() {
    return rule.metric(optimizer).isPresent();
  }

  /** True if a proximal penalty cannot or must not follow the optimizer's metric. */
  boolean isEuclidean(Ingredient penalty) {
    if (!hasMetric()) {
      return true;
    }
    Node probe = graph.stored(Leaf.Role.SLOT, parameter.name() + "/metric", parameter.shape());
    return proximal(penalty).stream()
        .anyMatch(
            part -> inMetric(part, penalty, probe, graph.literal(1)).preconditioner().isLiteral(1));
  }

  private void average(List<Effect> effects, UpdateSite site, Node result) {
    if (assignment.average().isEmpty()) {
      return;
    }
    Ingredient ingredient = assignment.average().get();
    Node old = average(graph, parameter);
    String name = parameter.name() + "/average";
    slots.put(name, new TrainingPrograms.Slot(old, name, 0, parameter.name()));
    AverageSite where =
        new AverageSite(
            graph,
            ingredient,
            old,
            result,
            site::updates,
            graph.scalar(TrainingPrograms.TOTAL_STEPS));
    store(effects, old, withoutSubnormals(catalogue.average(ingredient).average(where)));
  }

  /** The running average of a parameter: a leaf of role AVERAGE with the parameter's name. */
  static Node average(Graph graph, TensorDeclaration parameter) {
    return graph.stored(Leaf.Role.AVERAGE, parameter.name(), parameter.shape());
  }

  private static void store(List<Effect> effects, Node target, Node value) {
    if (!value.equals(target)) {
      effects.add(new Effect.Store(target, value));
    }
  }

  /**
   * Averages of what has become 0 (a unit that is never active, a feature that does not occur) fade
   * away and would stay subnormal for ever, which processors compute many times slower. Two
   * additions cost less than a comparison.
   */
  private Node withoutSubnormals(Node value) {
    Node rounding = graph.literal(model.doublePrecision() ? ROUNDING_DOUBLE : ROUNDING_FLOAT);
    return graph.sub(graph.add(value, rounding), rounding);
  }

  /** Collects the memory of the optimizer and what it writes. */
  private final class UpdateSite implements OptimizerSite {
    private static final String UPDATES = "updates";
    private final Node gradient;
    private final Map<Node, Node> stores = new LinkedHashMap<>();

    /** What slots will contain, by what the rule stores in them. */
    private final Map<Node, Node> kept = new HashMap<>();

    private boolean counts;

    UpdateSite(Node gradient) {
      this.gradient = gradient;
    }

    @Override
    public Graph graph() {
      return graph;
    }

    @Override
    public Ingredient ingredient() {
      return optimizer;
    }

    @Override
    public TensorDeclaration parameter() {
      return parameter;
    }

    @Override
    public Node gradient() {
      return gradient;
    }

    @Override
    public Node rate() {
      return graph.stopGradient(ParameterUpdate.this.rate());
    }

    @Override
    public boolean doublePrecision() {
      return model.doublePrecision();
    }

    @Override
    public Node updates() {
      counts = true;
      return slot(UPDATES, Shape.SCALAR, 0);
    }

    @Override
    public Node slot(String name, Shape shape, double initialValue) {
      String full = parameter.name() + "/" + name;
      Node leaf = graph.stored(Leaf.Role.SLOT, full, shape);
      slots.put(full, new TrainingPrograms.Slot(leaf, full, initialValue, null));
      return leaf;
    }

    @Override
    public void store(Node slot, Node value) {
      if (!slot.isScalar()) {
        kept.put(value, withoutSubnormals(value));
      }
      stores.put(slot, kept.getOrDefault(value, value));
    }

    /** A rule's update from values as they are kept, so that nothing has to be computed twice. */
    OptimizerDefinition.Update update() {
      OptimizerDefinition.Update update = rule.update(this);
      Node metric = update.preconditioner();
      return new OptimizerDefinition.Update(
          graph.substitute(update.direction(), kept),
          metric == null ? null : graph.substitute(metric, kept));
    }

    /** Counts the update, if anything depends on the count. */
    void finish(List<Effect> effects) {
      if (counts) {
        Node count = slot(UPDATES, Shape.SCALAR, 0);
        effects.add(new Effect.Store(count, graph.add(count, graph.literal(1))));
      }
    }
  }
}
