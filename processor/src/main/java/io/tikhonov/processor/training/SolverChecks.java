package io.tikhonov.processor.training;

import io.tikhonov.processor.analysis.Reach;
import io.tikhonov.processor.catalogue.Catalogue;
import io.tikhonov.processor.ir.Generated;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.model.TermDeclaration;
import io.tikhonov.processor.model.Token;
import io.tikhonov.processor.spi.AverageDefinition;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.GradientDefinition;
import io.tikhonov.processor.spi.OptimizerDefinition;
import io.tikhonov.processor.spi.PenaltyMode;
import io.tikhonov.processor.spi.ProximalPart;
import io.tikhonov.processor.spi.ProximalPenalty;
import io.tikhonov.processor.spi.ScheduleDefinition;
import io.tikhonov.processor.spi.SolverDefinition.Form;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks that a declaration has the form that its solver needs (TKV330), that nothing beside it
 * belongs to training steps (TKV331), and that its precision suits (TKV332).
 */
public final class SolverChecks {
  private static final Set<ProximalPart.Form> ONE_NORMS =
      EnumSet.of(ProximalPart.Form.SOFT_THRESHOLD);
  private static final Set<ProximalPart.Form> COORDINATES =
      EnumSet.of(
          ProximalPart.Form.SOFT_THRESHOLD,
          ProximalPart.Form.QUADRATIC,
          ProximalPart.Form.NON_NEGATIVE,
          ProximalPart.Form.BOX);

  private final ObjectiveModel model;
  private final Catalogue catalogue;
  private final List<Assignment> assignments;
  private final SolverBuilder builder;
  private final Ingredient solver;
  private final List<IngredientChecks.Finding> findings = new ArrayList<>();

  private SolverChecks(
      ObjectiveModel model,
      Catalogue catalogue,
      List<Assignment> assignments,
      SolverBuilder builder) {
    this.model = model;
    this.catalogue = catalogue;
    this.assignments = assignments;
    this.builder = builder;
    this.solver = builder.solver();
  }

  /**
   * What is wrong with the use of a solver; nothing for a model without one.
   *
   * @param complete false if terms are missing because of errors, so that forms are not known
   */
  public static List<IngredientChecks.Finding> check(
      ObjectiveModel model, Catalogue catalogue, boolean complete) {
    if (catalogue.solver(model).isEmpty()) {
      return List.of();
    }
    Schedules schedules = new Schedules(model, catalogue);
    List<Assignment> assignments = Assignment.of(model, catalogue, schedules);
    SolverBuilder builder =
        SolverBuilder.of(model, catalogue, schedules, assignments).orElseThrow();
    SolverChecks checks = new SolverChecks(model, catalogue, assignments, builder);
    checks.checkCompany();
    if (complete && checks.findings.isEmpty()) {
      checks.checkForm();
      checks.checkPrecision();
    }
    return List.copyOf(checks.findings);
  }

  private void add(String code, Token token, String message) {
    findings.add(new IngredientChecks.Finding(code, token, message, false));
  }

  // TKV331

  private void checkCompany() {
    Stream.concat(
            model.ingredients().stream(),
            model.parameters().stream().flatMap(it -> it.ingredients().stream()))
        .filter(this::belongsToSteps)
        .forEach(
            it ->
                reject(
                    it.token(),
                    it.written()
                        + " belongs to training steps, and %s makes none. Remove it, or train with an"
                            .formatted(solver.written())
                        + " update rule such as @Optimizer.AdamW."));
    for (TensorDeclaration state : model.states()) {
      if (state.update() != null) {
        reject(
            state.token(),
            "%s is set by every training step, and %s makes none. Make it a @Constant, or train with"
                    .formatted(state.name(), solver.written())
                + " an update rule such as @Optimizer.AdamW.");
      }
    }
    for (TermDeclaration term : model.terms()) {
      if (!term.trains().isEmpty()) {
        reject(
            term.token(),
            "%s trains some parameters only, so there is no sum that %s could minimise. Remove"
                    .formatted(term.name(), solver.written())
                + " \"trains\", or train with an update rule such as @Optimizer.Adam.");
      }
      if (draws(term.training())) {
        reject(
            term.token(),
            "%s draws random numbers, so its value differs from call to call, and %s compares values."
                    .formatted(term.name(), solver.written())
                + " Remove dropout and noise, or train with @Optimizer.AdamW.");
      }
    }
  }

  private void reject(Token token, String message) {
    add("TKV331", token, message);
  }

  private boolean belongsToSteps(Ingredient ingredient) {
    Optional<Definition> definition = catalogue.find(ingredient.type());
    boolean rule =
        definition.filter(OptimizerDefinition.class::isInstance).isPresent()
            && !ingredient.equals(solver);
    return rule
        || definition.filter(ScheduleDefinition.class::isInstance).isPresent()
        || definition.filter(GradientDefinition.class::isInstance).isPresent()
        || definition.filter(AverageDefinition.class::isInstance).isPresent();
  }

  private static boolean draws(Node value) {
    return Reach.inOrder(value).stream().anyMatch(it -> it.op() instanceof Generated.Random);
  }

  // TKV332

  private void checkPrecision() {
    if (!model.doublePrecision() && builder.form() != Form.SPLIT) {
      add(
          "TKV332",
          solver.token(),
          "%s in single precision ends at about six digits of the minimum. For more, write"
                  .formatted(solver.written())
              + " @TrainingObjective(precision = Precision.DOUBLE).");
    }
  }

  // TKV330

  private void checkForm() {
    for (TermDeclaration term : model.terms()) {
      Optional<List<Norms.Norm>> norms = builder.normsOf(term.training());
      if (norms.isPresent() && builder.form() != Form.SPLIT) {
        add(
            "TKV330",
            term.token(),
            "%s has kinks: it adds up absolute values or norms of linear maps, and %s minimises %s. Use"
                    .formatted(term.name(), solver.written(), builder.form().description())
                + " @Optimizer.PrimalDual, or a smooth term such as huber.");
      }
      norms.ifPresent(it -> checkSizes(it, term.name(), term.token()));
    }
    assignments.forEach(this::checkAssignment);
    if (builder.form() == Form.LINEAR_MODEL && findings.isEmpty()) {
      checkLinear();
    } else if (builder.form() == Form.SPLIT && findings.isEmpty() && !hasDual()) {
      add(
          "TKV330",
          solver.token(),
          "No term is a norm of a linear map of the parameters, such as total variation, so %s has no"
                  .formatted(solver.written())
              + " dual variables. Use @Optimizer.Fista.");
    }
  }

  private boolean hasDual() {
    return model.terms().stream().anyMatch(builder::isDual)
        || assignments.stream().anyMatch(it -> !it.penalties(PenaltyMode.DUAL).isEmpty());
  }

  private void checkAssignment(Assignment assignment) {
    String name = assignment.parameter().name();
    for (Assignment.AssignedPenalty penalty : assignment.penalties()) {
      switch (penalty.mode()) {
        case DUAL -> checkDual(assignment, penalty);
        case PROXIMAL -> {
          checkConvex(penalty, name);
          checkProximal(penalty.ingredient(), name);
        }
        default -> {}
      }
    }
    for (Ingredient constraint : assignment.constraints()) {
      checkProximal(constraint, name);
      if (!catalogue.constraint(constraint).isConvex(constraint)) {
        add(
            "TKV330",
            constraint.token(),
            "The set of %s is not convex, so %s would find some point of it, not the minimiser. Train"
                    .formatted(constraint.written(), solver.written())
                + " with an update rule such as @Optimizer.SGD.");
      }
    }
    if (findings.isEmpty()) {
      checkComposition(assignment);
    }
  }

  private void checkConvex(Assignment.AssignedPenalty penalty, String name) {
    boolean convex =
        !(penalty.definition() instanceof ProximalPenalty proximal)
            || proximal.weakConvexity(penalty.ingredient()) == 0;
    if (!convex) {
      add(
          "TKV330",
          penalty.ingredient().token(),
          "%s on %s is not convex, so %s would end in some stationary point, not in the minimiser. Use"
                  .formatted(penalty.ingredient().name(), name, solver.written())
              + " L1, or train with an update rule such as @Optimizer.SGD.");
    }
  }

  /** Solvers of smooth sums take neither penalties with kinks nor constraints. */
  private void checkProximal(Ingredient ingredient, String name) {
    if (builder.form() == Form.SMOOTH) {
      add(
          "TKV330",
          ingredient.token(),
          "%s on %s needs proximal steps, and %s minimises %s. Use @Optimizer.Fista."
              .formatted(
                  ingredient.written(), name, solver.written(), builder.form().description()));
    }
  }

  private void checkDual(Assignment assignment, Assignment.AssignedPenalty penalty) {
    Ingredient ingredient = penalty.ingredient();
    String name = assignment.parameter().name();
    if (builder.form() != Form.SPLIT) {
      add(
          "TKV330",
          ingredient.token(),
          "%s on %s has kinks and no proximal step in closed form, and %s minimises %s. Use"
                  .formatted(
                      ingredient.name(), name, solver.written(), builder.form().description())
              + " @Optimizer.PrimalDual.");
      return;
    }
    Optional<List<Norms.Norm>> norms =
        builder.normsOf(builder.valueOf(assignment.parameter(), penalty));
    if (norms.isEmpty()) {
      boolean rounded = ingredient.has("epsilon") && ingredient.number("epsilon") != 0;
      add(
          "TKV330",
          rounded ? ingredient.tokenOf("epsilon") : ingredient.token(),
          rounded
              ? "epsilon rounds the kink of %s on %s, which %s handles as it is. Write epsilon = 0."
                  .formatted(ingredient.name(), name, solver.written())
              : "%s on %s is no sum of norms of linear maps, and %s minimises %s. Train with an update"
                      .formatted(
                          ingredient.name(), name, solver.written(), builder.form().description())
                  + " rule such as @Optimizer.Adam.");
    } else {
      checkSizes(norms.get(), ingredient.name() + " on " + name, ingredient.token());
    }
  }

  /** Dual variables live in the objective, so their sizes must not come with a batch. */
  private void checkSizes(List<Norms.Norm> norms, String what, Token token) {
    if (builder.form() != Form.SPLIT) {
      return;
    }
    Set<String> known = model.builderDimensions();
    Optional<String> open =
        norms.stream()
            .flatMap(norm -> norm.images().stream())
            .flatMap(image -> image.shape().dims().stream())
            .flatMap(dim -> dim.names().stream())
            .filter(dim -> !known.contains(dim))
            .findFirst();
    open.ifPresent(
        dimension ->
            add(
                "TKV330",
                token,
                ("%s takes norms of a tensor with the dimension %s, which comes with the data; %s keeps"
                        + " a dual variable for each element, so its sizes must be those of parameters"
                        + " or constants. Make the input a @Constant, or use a smooth loss such as"
                        + " huber with @Optimizer.Fista.")
                    .formatted(what, dimension, solver.written())));
  }

  /** Only a composition that is the proximal step of the sum leads to its minimiser. */
  private void checkComposition(Assignment assignment) {
    Composition composition = builder.composition(assignment);
    List<Ingredient> parts = new ArrayList<>();
    assignment.penalties(PenaltyMode.PROXIMAL).forEach(it -> parts.add(it.ingredient()));
    parts.addAll(assignment.constraints());
    String name = assignment.parameter().name();
    if (!composition.isExact()) {
      add(
          "TKV330",
          parts.get(1).token(),
          "%s: no proximal step of %s together is known, so %s would miss the minimiser. Keep one of"
                  .formatted(
                      name,
                      String.join(" and ", parts.stream().map(Ingredient::name).toList()),
                      solver.written())
              + " them on this parameter.");
      return;
    }
    Set<ProximalPart.Form> allowed =
        switch (builder.form()) {
          case ONE_NORM -> ONE_NORMS;
          case LINEAR_MODEL -> COORDINATES;
          default -> EnumSet.allOf(ProximalPart.Form.class);
        };
    composition.ordered().stream()
        .filter(part -> !allowed.contains(part.form()) && !isNumberedGroup(part))
        .findFirst()
        .flatMap(part -> parts.stream().filter(it -> part.isBy(it.name())).findFirst())
        .ifPresent(
            it ->
                add(
                    "TKV330",
                    it.token(),
                    "%s on %s does not act on single elements in a way that %s knows; it minimises %s."
                            .formatted(
                                it.written(), name, solver.written(), builder.form().description())
                        + (it.name().equals("ElasticNet")
                            ? " Write @Regularize.L1 and @Regularize.L2, or use @Optimizer.Fista."
                            : " Use @Optimizer.Fista.")));
  }

  /** Coordinate descent takes groups that a constant numbers as a whole. */
  private boolean isNumberedGroup(Composition.Part part) {
    return builder.form() == Form.LINEAR_MODEL
        && part.form() == ProximalPart.Form.GROUP_NORM
        && part.operator().groups() != null;
  }

  private void checkLinear() {
    Optional<SolverPrograms.Linear> linear = builder.linear();
    if (linear.isEmpty()) {
      TermDeclaration loss =
          model.terms().stream().filter(TermDeclaration::loss).findFirst().orElseThrow();
      add(
          "TKV330",
          loss.token(),
          "%s is no function of x.matmul(w), or x.matmul(w).plus(b), row by row, with an input x of rank"
                  .formatted(loss.name())
              + " 2, a parameter w of rank 1 and a parameter b of shape {}, which %s needs. Use"
                  .formatted(solver.written())
              + " @Optimizer.Fista.");
      return;
    }
    for (Assignment assignment : assignments) {
      boolean penalised = !assignment.penalties().isEmpty() || !assignment.constraints().isEmpty();
      String name = assignment.parameter().name();
      if (penalised && linear.get().intercept().filter(name::equals).isPresent()) {
        Ingredient first =
            assignment.penalties().isEmpty()
                ? assignment.constraints().get(0)
                : assignment.penalties().get(0).ingredient();
        add(
            "TKV330",
            first.token(),
            "%s acts on the intercept %s, which %s leaves free. Remove it, or use @Optimizer.Fista."
                .formatted(first.written(), name, solver.written()));
      }
    }
  }
}
