package io.tikhonov.processor.spi;

import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;

/**
 * A penalty R on one parameter; its gradient is derived from its value. One with a proximal
 * operator is a {@link ProximalPenalty}.
 */
public non-sealed interface PenaltyDefinition extends Definition {

  /** λR at the parameter before the step, a scalar. */
  Node value(Site site);

  /** True if R has a kink, so that its gradient is a subgradient there. */
  boolean hasKink();

  /** True if it reads the running average of the parameter, which somebody must keep then. */
  default boolean readsAverage(Ingredient ingredient) {
    return false;
  }

  /**
   * Why {@code Mode.PROXIMAL} is refused and what to write instead; completes "L on w has no
   * proximal step; ...". Of no meaning for a {@link ProximalPenalty}.
   */
  default String whyNotProximal() {
    return "no closed form is known, so use mode = Mode.COUPLED";
  }

  /**
   * The meaning of {@code Mode.DEFAULT}: proximal for a kink with a proximal operator, else
   * coupled.
   *
   * @param adaptive whether the optimizer divides each coordinate by its running gradient size
   */
  default PenaltyMode defaultMode(Ingredient ingredient, boolean adaptive) {
    return hasKink() && this instanceof ProximalPenalty
        ? PenaltyMode.PROXIMAL
        : PenaltyMode.COUPLED;
  }
}
