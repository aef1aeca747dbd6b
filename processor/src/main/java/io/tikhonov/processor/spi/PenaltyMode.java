package io.tikhonov.processor.spi;

import java.util.Locale;

/** How a penalty takes part in a step; the names are those of the DSL's {@code Mode}. */
public enum PenaltyMode {
  /** Its gradient is part of the gradient that the optimizer sees. */
  COUPLED,
  /** Its gradient at the old parameter is subtracted beside the optimizer's direction. */
  DECOUPLED,
  /** Its proximal operator is applied after the optimizer's direction. */
  PROXIMAL,
  /** A solver handles it through its dual variable; no {@code Mode} asks for this. */
  DUAL;

  /** The name in running text. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
