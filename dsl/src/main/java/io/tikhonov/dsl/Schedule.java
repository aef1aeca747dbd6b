package io.tikhonov.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The learning rate η_t as a function of the step t. η is the rate of the {@link Optimizer} that it
 * stands beside: one on the class is for all parameters, one on a field wins over it.
 *
 * <p>Every schedule can begin with a warm-up of W steps, and counts its own steps from there: s = t
 * − W.
 */
public final class Schedule {
  private Schedule() {}

  /**
   * Cosine decay: η_min + ½(η − η_min)(1 + cos(π·s/(T − W))), and η_min from step T on.
   *
   * <p>Loshchilov and Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts, 2017.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  public @interface Cosine {
    /** Number W of warm-up steps, at least 0: for t &lt; W the rate is η(t + 1)/W. */
    long warmupSteps() default 0;

    /**
     * Step T from which the rate stays at its minimum; 0 stands for the length of the run, which
     * the trainer knows.
     */
    long totalSteps() default 0;

    /** Rate η_min from step T on; at least 0. */
    double minLearningRate() default 0;
  }

  /** Linear decay: η_min + (η − η_min)(1 − s/(T − W)), and η_min from step T on. */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  public @interface Linear {
    /** Number W of warm-up steps, at least 0: for t &lt; W the rate is η(t + 1)/W. */
    long warmupSteps() default 0;

    /**
     * Step T from which the rate stays at its minimum; 0 stands for the length of the run, which
     * the trainer knows.
     */
    long totalSteps() default 0;

    /** Rate η_min from step T on; at least 0. */
    double minLearningRate() default 0;
  }

  /** Decay in stairs: η·factor^⌊s/every⌋. */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  public @interface Step {
    /** Number of steps between two changes, at least 1. */
    long every();

    /** What the rate is multiplied by; above 0. */
    double factor() default 0.1;

    /** Number W of warm-up steps, at least 0: for t &lt; W the rate is η(t + 1)/W. */
    long warmupSteps() default 0;
  }

  /** Exponential decay: η·factor^s. */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  public @interface Exponential {
    /** What the rate is multiplied by in each step; above 0. */
    double factor();

    /** Number W of warm-up steps, at least 0: for t &lt; W the rate is η(t + 1)/W. */
    long warmupSteps() default 0;
  }

  /** The rate of the optimizer after the warm-up: η. */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  public @interface Constant {
    /** Number W of warm-up steps, at least 0: for t &lt; W the rate is η(t + 1)/W. */
    long warmupSteps() default 0;
  }
}
