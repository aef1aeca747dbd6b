package io.tikhonov.processor.spi;

import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.model.Ingredient;

/**
 * A penalty R on one parameter; its gradient is derived from its value. One with a proximal
 * operator is a {@link ProximalPenalty}; whether a use of it has one is {@link #hasProximal}.
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
   * True if this use has a proximal operator. A {@link ProximalPenalty} that has one for some uses
   * only overrides this.
   *
   * @param shape the shape of the parameter
   */
  default boolean hasProximal(Ingredient ingredient, Shape shape) {
    return this instanceof ProximalPenalty;
  }

  /**
   * True if R is a sum of norms of differences or other linear maps that join elements. Solvers
   * with dual variables take it through those, even if it has a proximal operator, because then it
   * goes with everything else on the parameter.
   */
  default boolean isBehindOperator() {
    return false;
  }

  /**
   * Why {@code Mode.PROXIMAL} is refused and what to write instead; completes "L on w has no
   * proximal step; ...". Of no meaning where {@link #hasProximal} is true.
   */
  default String whyNotProximal() {
    return "no closed form is known, so use mode = Mode.COUPLED";
  }

  /**
   * The meaning of {@code Mode.DEFAULT}: proximal for a kink with a proximal operator, else
   * coupled.
   *
   * @param shape the shape of the parameter
   * @param adaptive whether the optimizer divides each coordinate by its running gradient size
   */
  default PenaltyMode defaultMode(Ingredient ingredient, Shape shape, boolean adaptive) {
    return hasKink() && hasProximal(ingredient, shape) ? PenaltyMode.PROXIMAL : PenaltyMode.COUPLED;
  }
}
