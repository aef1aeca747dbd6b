package io.tikhonov.processor.spi;

import java.util.function.DoublePredicate;

/**
 * The admissible values of a numeric attribute.
 *
 * @param description what a value must be, such as {@code in [0, 1)}; completes "must be ..."
 */
public record Domain(String description, DoublePredicate contains) {

  public static final Domain FINITE = new Domain("finite", Double::isFinite);

  public static final Domain NON_NEGATIVE =
      new Domain("finite and at least 0", x -> Double.isFinite(x) && x >= 0);

  public static final Domain POSITIVE =
      new Domain("finite and above 0", x -> Double.isFinite(x) && x > 0);

  /** Momentum, betas, decays of averages. */
  public static final Domain BELOW_ONE = new Domain("in [0, 1)", x -> x >= 0 && x < 1);

  public static final Domain UNIT_INTERVAL = new Domain("in [0, 1]", x -> x >= 0 && x <= 1);

  /** Numbers of steps. */
  public static final Domain COUNT = new Domain("at least 0", x -> x >= 0);

  public static final Domain POSITIVE_COUNT = new Domain("at least 1", x -> x >= 1);
}
