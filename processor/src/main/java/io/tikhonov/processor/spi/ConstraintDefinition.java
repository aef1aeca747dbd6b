package io.tikhonov.processor.spi;

/** A convex set that a parameter is kept in. */
public non-sealed interface ConstraintDefinition extends Definition {

  /** The projection on the set. */
  ProximalPart projection(Site site);
}
