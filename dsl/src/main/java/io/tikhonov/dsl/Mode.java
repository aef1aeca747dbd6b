package io.tikhonov.dsl;

/**
 * The way in which a catalogue penalty R with factor λ enters the step. In every mode λR is part of
 * the value and of the reported terms.
 */
public enum Mode {
  /**
   * {@link #PROXIMAL} for penalties with a kink and a proximal operator, for L2 {@link #COUPLED}
   * under {@link Optimizer.SGD} and {@link #DECOUPLED} under adaptive rules, {@link #COUPLED} for
   * the rest. Every penalty says which it is.
   */
  DEFAULT,
  /** Added to the loss: its (sub)gradient λ∇R(θ) passes through the optimizer. */
  COUPLED,
  /** θ is moved by −ηλ∇R(θ), evaluated at the old θ, past the optimizer's moments. */
  DECOUPLED,
  /**
   * After the optimizer's step θ becomes argmin over u of ½‖u − θ‖² + ηλR(u) (in the {@link
   * Metric}): gives exact zeros.
   */
  PROXIMAL
}
