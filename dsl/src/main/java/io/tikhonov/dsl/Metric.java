package io.tikhonov.dsl;

/**
 * The metric in which a proximal step measures distance.
 *
 * <p>An adaptive optimizer divides coordinate i of a constant gradient by some D_i (√v̂ + ε for
 * Adam, 1 − β for momentum without dampening, 1 for plain gradient descent).
 */
public enum Metric {
  /**
   * The threshold of coordinate i is ηλ / D_i, so that the fixed point minimises the declared
   * objective. Penalties without such a form take the Euclidean step; the compiler notes it
   * (TKV305).
   */
  OPTIMIZER,
  /** The threshold is ηλ for every coordinate, whatever the optimizer. */
  EUCLIDEAN
}
