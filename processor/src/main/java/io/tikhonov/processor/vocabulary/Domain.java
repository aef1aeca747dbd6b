package io.tikhonov.processor.vocabulary;

import java.util.function.DoublePredicate;

/** The values that a number may take. */
public enum Domain {
  FINITE("finite", Double::isFinite),
  NON_NEGATIVE("finite and at least 0", v -> Double.isFinite(v) && v >= 0),
  POSITIVE("finite and above 0", v -> Double.isFinite(v) && v > 0),
  /** Momentum, averaging decay, dropout rate. */
  FRACTION("at least 0 and below 1", v -> v >= 0 && v < 1),
  UNIT("between 0 and 1", v -> v >= 0 && v <= 1),
  OPEN_UNIT("above 0 and below 1", v -> v > 0 && v < 1),
  /** Number of steps, groups or values. */
  AT_LEAST_ONE("at least 1", v -> v >= 1);

  private final String text;

  @SuppressWarnings("ImmutableEnumChecker") // a lambda without state
  private final DoublePredicate predicate;

  Domain(String text, DoublePredicate predicate) {
    this.text = text;
    this.predicate = predicate;
  }

  public boolean contains(double value) {
    return predicate.test(value);
  }

  /** What a value must be, in words. */
  public String text() {
    return text;
  }
}
