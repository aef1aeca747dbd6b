package io.tikhonov.processor.spi;

import io.tikhonov.processor.model.Ingredient;

/** A set that a parameter is kept in. */
public non-sealed interface ConstraintDefinition extends Definition {

  /** The projection on the set; a nearest point where the set is not convex. */
  ProximalPart projection(Site site);

  /** True if the set is convex, so that its nearest points are unique. */
  default boolean isConvex(Ingredient ingredient) {
    return true;
  }
}
