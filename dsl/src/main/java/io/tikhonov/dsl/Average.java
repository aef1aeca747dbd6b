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

    /** Whether the decay rises from 2/11: it is min(decay, (1 + k)/(10 + k)) in the k-th update. */
    boolean warmup() default false;

    /**
     * Whether the first θ is left out: the share of θ in the k-th update is (1 − decay)/(1 −
     * decayᵏ) instead of 1 − decay. Not together with {@code warmup}.
     */
    boolean correctBias() default false;
  }

  /**
   * Stochastic weight averaging: the mean of θ after every {@code every}-th update from the start
   * on; before it a = θ.
   *
   * <p>Izmailov et al., Averaging Weights Leads to Wider Optima and Better Generalization, 2018;
   * {@code torch.optim.swa_utils.AveragedModel}. Statistics of batch normalization are not
   * recomputed for the mean.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  public @interface SWA {
    /**
     * The share of the run after which averaging starts, in [0, 1]. A run whose length nobody said
     * is averaged from its first step.
     */
    double start() default 0.75;

    /** The number of updates before averaging starts, instead of {@code start} if above 0. */
    long startStep() default 0;

    /** The number of updates between two that are averaged, at least 1. */
    long every() default 1;
  }

  /**
   * The first value of θ, for penalties on the way from there: a = θ₀. It starts with the
   * parameters at the first step, as the other averages do.
   *
   * <p>With {@link Regularize.L2SP} it is L2-SP for fine-tuning and L2-Init of Kumar, Marklund and
   * Van Roy, Maintaining Plasticity in Continual Learning via Regenerative Regularization, 2023.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  public @interface Initial {}
}
