package io.tikhonov.processor.spi;

import io.tikhonov.processor.model.Ingredient;
import java.util.List;

/** A penalty with a proximal operator, in all of its uses or in some ({@link #hasProximal}). */
public interface ProximalPenalty extends PenaltyDefinition {

  /**
   * The operators whose composition in this order is the proximal operator of λR, in the Euclidean
   * metric; {@link ProximalPart#diagonal} says which of them hold in a diagonal one, too. Only
   * asked for where {@link #hasProximal} is true.
   */
  List<ProximalPart> proximal(Site site);

  /**
   * How far the penalty is from convex: the least ρ for which λR(x) + ρ/2·‖x‖² is convex. A step
   * that is not below 1/ρ has several minima, and the proximal operator jumps between them.
   */
  default double weakConvexity(Ingredient ingredient) {
    return 0;
  }
}
