package io.tikhonov.processor.training;

import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Token;
import io.tikhonov.processor.spi.ScheduleDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that the generated class can compute.
 *
 * <p>Scalar leaves of the run that programs may read: {@link #STEP} (the number of steps before
 * this one, as a double), {@link #TOTAL_STEPS}, {@link #STEPS_PER_EPOCH} and {@link #plateau}; all
 * other scalars are hyperparameters.
 *
 * <p>Every program reads the old values of what it writes. A step in parts runs {@code gradient},
 * {@code states}, then the {@code updates} of the parameters that take part. The gradients of the
 * others are 0 then, because clipping by the global norm reads all of them.
 *
 * <p>If a step takes several batches, all but the last one run {@code accumulate}, and {@code step}
 * and {@code updates} take the mean of the accumulated gradients and the last one.
 *
 * @param terms the terms in reported order
 * @param slots memory of the optimizers, of their parameter's shape or scalar, and averages, which
 *     are leaves of role AVERAGE with the parameter's name
 * @param step the fused training step: terms, parameters, slots, states, averages
 * @param value terms in training mode
 * @param evaluation terms in inference mode; the same object as {@code value} if modes play no role
 * @param gradient terms and the gradient of the differentiable part for every parameter
 * @param states the update of the states (and running statistics) alone
 * @param updates for each parameter the update from its gradient, read from a leaf of role GRADIENT
 * @param predictions for each {@code @Predict} method its result
 * @param accumulation how a step is made of several batches, if it is
 * @param run what the run has to say and to keep
 * @param solver what a solver calls instead of steps; {@code step} has no effects then
 * @param scheduled what each schedule beside that of the reported learning rate has brought about
 *     in a step, by the name of what it is for
 */
public record TrainingPrograms(
    List<TermInfo> terms,
    List<Slot> slots,
    Program step,
    Program value,
    Program evaluation,
    Program gradient,
    Program states,
    Map<String, Program> updates,
    Map<String, Program> predictions,
    Optional<Accumulation> accumulation,
    RunFacts run,
    Optional<SolverPrograms> solver,
    Map<String, Node> scheduled,
    List<ParameterRecipe> recipes) {

  public static final String STEP = "step";
  public static final String TOTAL_STEPS = "totalSteps";
  public static final String STEPS_PER_EPOCH = "stepsPerEpoch";

  /** The length of a proximal step of a solver. */
  public static final String STEP_LENGTH = "stepLength";

  /** The length of a step of the dual variables of a solver. */
  public static final String DUAL_STEP = "dualStep";

  /** How far a solver extrapolates. */
  public static final String EXTRAPOLATION = "extrapolation";

  private static final String FACTOR = "factor/";

  /** What a term is multiplied by, in objectives with a solver. */
  public static String factor(String term) {
    return FACTOR + term;
  }

  /** True for the names of {@link #factor}. */
  static boolean isFactor(String scalar) {
    return scalar.startsWith(FACTOR);
  }

  /** The factor that the i-th schedule that follows a metric has reached. */
  public static String plateau(int index) {
    return "plateau/" + index;
  }

  /** The programs of a step, or of an iteration of a solver, in their order. */
  public List<Program> ofStep() {
    if (solver.isEmpty()) {
      return List.of(step);
    }
    List<Program> programs = new ArrayList<>();
    solver.get().saddle().ifPresent(it -> programs.add(it.iteration()));
    solver.get().linear().ifPresent(it -> programs.add(it.linearization()));
    if (programs.isEmpty()) {
      programs.add(gradient);
      programs.addAll(updates.values());
    }
    return programs;
  }

  /** How factors of terms and hyperparameters change with the step, in formulas, by their names. */
  public Map<String, List<String>> schedules() {
    Map<String, List<String>> schedules = new LinkedHashMap<>();
    for (TermInfo term : terms) {
      if (!term.schedule().isEmpty()) {
        schedules.put(term.name(), term.schedule());
      }
    }
    schedules.putAll(run.formulas());
    return schedules;
  }

  /**
   * Steps of several batches.
   *
   * @param batches how many
   * @param accumulate terms, states, and the gradient added to what is accumulated
   * @param clear sets what is accumulated to 0
   * @param slots the memory in which the gradients of each parameter are accumulated, by its name
   */
  public record Accumulation(
      int batches, Program accumulate, Program clear, Map<String, Node> slots) {}

  /**
   * What schedules need.
   *
   * @param plateaus the schedules that follow a metric, by index
   * @param countsEpochs whether somebody has to say how many steps an epoch has
   * @param hyperparameters the value in this step of each hyperparameter that has a schedule, by
   *     its leaf
   * @param formulas how each of these follows its schedule, by its name
   * @param schedules every schedule as a line of the declaration
   */
  public record RunFacts(
      List<ScheduleDefinition.Plateau> plateaus,
      boolean countsEpochs,
      Map<Node, Node> hyperparameters,
      Map<String, List<String>> formulas,
      List<String> schedules) {}

  /**
   * A reported term.
   *
   * @param name method name or {@code field/Annotation}, repeated ones with {@code #2}
   * @param differentiable part of what {@code gradient} differentiates
   * @param formula the term in mathematical notation, weight included
   * @param kind where it comes from
   * @param mode how a catalogue penalty acts, such as {@code proximal}; empty for methods
   * @param schedule how its λ changes with the step, in formulas; empty if it does not
   * @param token the method, or the annotation of the penalty
   */
  public record TermInfo(
      String name,
      boolean differentiable,
      String formula,
      TermKind kind,
      String mode,
      List<String> schedule,
      Token token) {}

  /** Where a term comes from. */
  public enum TermKind {
    /** A {@code @Loss} method. */
    LOSS,
    /** A {@code @Regularize} method. */
    METHOD,
    /** A penalty of the catalogue on a parameter. */
    PENALTY
  }

  /**
   * Memory of an optimizer or an average.
   *
   * @param name {@code parameter/slot}, such as {@code w1/firstMoment}
   * @param initialValue what it is filled with; ignored if {@code copyOf} is given
   * @param copyOf parameter whose initial value it takes, or null
   */
  public record Slot(Node leaf, String name, double initialValue, String copyOf) {}

  /**
   * How a parameter is updated, for the documentation in the generated class.
   *
   * @param optimizer such as {@code AdamW(learningRate = 0.001, weightDecay = 0.01)}
   * @param penalties such as {@code L1(lambda = 1.0E-4), proximal}
   * @param steps the steps of the update in order, in words and formulas
   */
  public record ParameterRecipe(
      String parameter, String optimizer, List<String> penalties, List<RecipeStep> steps) {}

  /**
   * One step of an update.
   *
   * @param formula in mathematical notation
   * @param by the declaration that asks for it, such as {@code L1}; empty for the optimizer's own
   */
  public record RecipeStep(RecipePart part, String formula, String by) {}

  /** What a step of an update does, in the order of an update. */
  public enum RecipePart {
    /** The learning rate. */
    RATE,
    /** The gradient of losses and coupled terms. */
    GRADIENT,
    /** Changes the gradient. */
    TRANSFORM,
    /** Coupled weight decay. */
    DECAY,
    /** The optimizer's memory and direction. */
    RULE,
    /** The step itself, with decoupled decay and penalties. */
    MOVE,
    /** The proximal step of a penalty. */
    PROXIMAL,
    /** The projection on a constraint. */
    PROJECTION,
    /** The running average. */
    AVERAGE
  }
}
