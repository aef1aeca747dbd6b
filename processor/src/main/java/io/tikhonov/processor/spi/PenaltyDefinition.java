package io.tikhonov.processor.spi;

import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import java.util.List;
import java.util.Optional;

/** A penalty R on one parameter; its gradient is derived from its value. */
public non-sealed interface PenaltyDefinition extends Definition {

  /** λR at the parameter before the step, a scalar. */
  Node value(Site site);

  /** True if R has a kink, so that its gradient is a subgradient there. */
  boolean hasKink();

  /**
   * The operators whose composition in this order is the proximal operator of λR, in the Euclidean
   * metric; {@link ProximalPart#diagonal} says which of them hold in a diagonal one, too. Empty if
   * there is no closed form.
   */
  default List<ProximalPart> proximal(Site site) {
    return List.of();
  }

  /** Why there is no proximal operator and what to use instead; empty if there is one. */
  default Optional<String> whyNotProximal() {
    return Optional.empty();
  }

  /**
   * The meaning of {@code Mode.DEFAULT}: proximal for a kink with a proximal operator, else
   * coupled.
   *
   * @param adaptive whether the optimizer divides each coordinate by its running gradient size
   */
  default PenaltyMode defaultMode(Ingredient ingredient, boolean adaptive) {
    return hasKink() && whyNotProximal().isEmpty() ? PenaltyMode.PROXIMAL : PenaltyMode.COUPLED;
  }
}
