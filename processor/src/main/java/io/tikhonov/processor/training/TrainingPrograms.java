package io.tikhonov.processor.training;

import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Token;
import java.util.List;
import java.util.Map;

/**
 * Everything that the generated class can compute.
 *
 * <p>Scalar leaves of the run that programs may read: {@link #STEP} (the number of steps before
 * this one, as a double) and {@link #TOTAL_STEPS}; all other scalars are hyperparameters.
 *
 * <p>Every program reads the old values of what it writes. A step in parts runs {@code gradient},
 * {@code states}, then the {@code updates} of the parameters that take part. The gradients of the
 * others are 0 then, because clipping by the global norm reads all of them.
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
    List<ParameterRecipe> recipes) {

  public static final String STEP = "step";
  public static final String TOTAL_STEPS = "totalSteps";

  /**
   * A reported term.
   *
   * @param name method name or {@code field/Annotation}, repeated ones with {@code #2}
   * @param differentiable part of what {@code gradient} differentiates
   * @param formula the term in mathematical notation, weight included
   * @param kind where it comes from
   * @param mode how a catalogue penalty acts, such as {@code proximal}; empty for methods
   * @param token the method, or the annotation of the penalty
   */
  public record TermInfo(
      String name,
      boolean differentiable,
      String formula,
      TermKind kind,
      String mode,
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
