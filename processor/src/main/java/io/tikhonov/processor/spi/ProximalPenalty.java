package io.tikhonov.processor.spi;

import java.util.List;

/** A penalty with a proximal operator. */
public interface ProximalPenalty extends PenaltyDefinition {

  /**
   * The operators whose composition in this order is the proximal operator of λR, in the Euclidean
   * metric; {@link ProximalPart#diagonal} says which of them hold in a diagonal one, too.
   */
  List<ProximalPart> proximal(Site site);
}
