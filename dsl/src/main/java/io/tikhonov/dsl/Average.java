package io.tikhonov.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Averages of the parameters, kept beside them by each step and read by {@link Ops#averaged}. They
 * are saved with the parameters.
 */
public final class Average {
  private Average() {}

  /**
   * Exponential moving average: a = decay·a + (1 − decay)·θ after each step, from a = the initial
   * θ, without bias correction.
   *
   * <p>Polyak and Juditsky, Acceleration of Stochastic Approximation by Averaging, 1992; {@code
   * torch.optim.swa_utils.AveragedModel} with {@code get_ema_multi_avg_fn}.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  public @interface EMA {
    /** Share of the old average, in [0, 1). */
    double decay() default 0.999;
  }
}
