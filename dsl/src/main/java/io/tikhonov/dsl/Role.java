package io.tikhonov.dsl;

/**
 * What a parameter is for; decides its default {@link Init} and which class-level settings reach
 * it.
 *
 * <p>Catalogue penalties and constraints on the class reach the {@link #WEIGHT} parameters, or
 * those named by {@code on}. Weight decay of an optimizer acts on {@link #WEIGHT} and {@link
 * #EMBEDDING}. An annotation on the field itself always acts.
 */
public enum Role {
  /** A weight matrix, kernel or any other tensor to be regularized. */
  WEIGHT,
  /** An additive bias: starts at 0, no weight decay and no class-level penalty. */
  BIAS,
  /** Gain of a normalization layer: starts at 1, no weight decay and no class-level penalty. */
  NORM,
  /** A table of rows looked up by {@link Ops#gather}: starts at normal(0, 1), with weight decay. */
  EMBEDDING
}
