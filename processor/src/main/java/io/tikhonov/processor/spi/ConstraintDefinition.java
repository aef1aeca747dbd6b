package io.tikhonov.processor.spi;

/** A set that a parameter is kept in. */
public non-sealed interface ConstraintDefinition extends Definition {

  /** The projection on the set; a nearest point where the set is not convex. */
  ProximalPart projection(Site site);
}
