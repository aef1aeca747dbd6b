package io.tikhonov.processor.spi;

import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import java.util.Optional;

/**
 * An update rule: the direction d in θ − η·d. The learning rate and its schedule, {@code maximize},
 * weight decay, penalties and constraints are not its concern.
 */
public non-sealed interface OptimizerDefinition extends Definition {

  /** How the attribute {@code weightDecay} acts. */
  enum WeightDecay {
    /** There is no such attribute. */
    NONE,
    /** λθ is added to the gradient. */
    COUPLED,
    /** ηλθ is subtracted from the parameter. */
    DECOUPLED
  }

  /**
   * True if the size of the gradient does not decide the size of the step: each coordinate is
   * divided by its running gradient size, or only the sign or the direction is used.
   */
  boolean adaptive();

  WeightDecay weightDecay();

  /** How the attribute acts in this use, where an attribute of the annotation decides it. */
  default WeightDecay weightDecay(Ingredient ingredient) {
    return ingredient.has("decoupledWeightDecay") && ingredient.flag("decoupledWeightDecay")
        ? WeightDecay.DECOUPLED
        : weightDecay();
  }

  /** The metric D in mathematical notation, such as {@code √v̂ + 1e-8}; empty if there is none. */
  Optional<String> metric(Ingredient ingredient);

  /** The direction of this step; stores the new values of the slots. */
  Update update(OptimizerSite site);

  /**
   * One step of the rule.
   *
   * @param direction d
   * @param preconditioner 1/D, a scalar or of the parameter's shape, where the metric D is defined
   *     by d = g/D at a constant gradient g; null for a rule without metric (signs, matrices)
   */
  record Update(Node direction, Node preconditioner) {}
}
