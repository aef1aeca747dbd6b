package io.tikhonov.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Values that change from step to step: x_t as a function of the step t and of the declared value
 * x.
 *
 * <p>A schedule is for the learning rate, unless {@code of} names something else:
 *
 * <ul>
 *   <li>a term, as steps report it: the method's name ({@code "confidence"}) or {@code "w1/L1"} for
 *       its factor; {@code "L1"} for every penalty of this type, on a field for that of the field;
 *   <li>{@code "weightDecay"} for the weight decay of the optimizer;
 *   <li>a {@link Hyperparameter}: then x is the number that was set last.
 * </ul>
 *
 * <p>On the class it acts on all parameters, on a field on this one, where it replaces the class's
 * for the same thing. Several schedules of one thing take turns: each acts from its {@code
 * startStep} on and counts from there; before the first one the value is x.
 *
 * <p>t counts steps (updates) or epochs, as {@code unit} says. Most schedules can begin with a
 * warm-up of W of them, and count s = t − W after it.
 */
public final class Schedule {
  private Schedule() {}

  /** What a schedule counts. */
  public enum Unit {
    /** Updates of the parameters. */
    STEP,
    /** Whole passes over the data. The trainer says how many steps one has. */
    EPOCH
  }

  /** How values between two given ones are found. */
  public enum Interpolation {
    /** The earlier value stays. */
    NONE,
    /** On a straight line. */
    LINEAR,
    /** On half a cosine. */
    COSINE
  }

  /** How a ramp rises from 0 to 1 at p = t/T. */
  public enum Rise {
    /** exp(−5(1 − p)²). Laine and Aila, Temporal Ensembling, 2017. */
    GAUSSIAN,
    /** p. */
    LINEAR,
    /** p². */
    QUADRATIC
  }

  /** The value itself after the warm-up: x_t = x. */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(Constant.List.class)
  public @interface Constant {
    /** The length W of the warm-up, at least 0: for t &lt; W the value is x(t + 1)/W. */
    long warmupSteps() default 0;

    /** What changes: empty for the learning rate, else a name as {@link Schedule} says. */
    String of() default "";

    /** What the schedule counts. */
    Unit unit() default Unit.STEP;

    /** The count at which this schedule takes over from the one before it, and begins at 0. */
    long startStep() default 0;

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      Constant[] value();
    }
  }

  /**
   * Cosine decay: x_end + ½(x − x_end)(1 + cos(π·s/(T − W))), and x_end from T on.
   *
   * <p>Loshchilov and Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts, 2017.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(Cosine.List.class)
  public @interface Cosine {
    /** The length W of the warm-up, at least 0: for t &lt; W the value is x(t + 1)/W. */
    long warmupSteps() default 0;

    /**
     * The count T from which the value stays at its end; 0 stands for the length of the run, which
     * the trainer knows.
     */
    long totalSteps() default 0;

    /** The value x_end that is reached; finite. */
    double end() default 0;

    /** What changes: empty for the learning rate, else a name as {@link Schedule} says. */
    String of() default "";

    /** What the schedule counts. */
    Unit unit() default Unit.STEP;

    /** The count at which this schedule takes over from the one before it, and begins at 0. */
    long startStep() default 0;

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      Cosine[] value();
    }
  }

  /**
   * Cosine decay with warm restarts: x_end + ½(x − x_end)(1 + cos(π·r/P_i)), r the count since the
   * last restart. The first period has P_0 = {@code period}, each further one {@code multiplier}
   * times the one before.
   *
   * <p>Loshchilov and Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts, 2017; {@code
   * torch.optim.lr_scheduler.CosineAnnealingWarmRestarts}.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(CosineRestarts.List.class)
  public @interface CosineRestarts {
    /** The length of the first period, at least 1. */
    long period();

    /** How much longer each period is than the one before, at least 1. */
    long multiplier() default 1;

    /** The value x_end that is reached; finite. */
    double end() default 0;

    /** The length W of the warm-up, at least 0: for t &lt; W the value is x(t + 1)/W. */
    long warmupSteps() default 0;

    /** What changes: empty for the learning rate, else a name as {@link Schedule} says. */
    String of() default "";

    /** What the schedule counts. */
    Unit unit() default Unit.STEP;

    /** The count at which this schedule takes over from the one before it, and begins at 0. */
    long startStep() default 0;

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      CosineRestarts[] value();
    }
  }

  /** Linear decay: x_end + (x − x_end)(1 − s/(T − W)), and x_end from T on. */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(Linear.List.class)
  public @interface Linear {
    /** The length W of the warm-up, at least 0: for t &lt; W the value is x(t + 1)/W. */
    long warmupSteps() default 0;

    /**
     * The count T from which the value stays at its end; 0 stands for the length of the run, which
     * the trainer knows.
     */
    long totalSteps() default 0;

    /** The value x_end that is reached; finite. */
    double end() default 0;

    /** What changes: empty for the learning rate, else a name as {@link Schedule} says. */
    String of() default "";

    /** What the schedule counts. */
    Unit unit() default Unit.STEP;

    /** The count at which this schedule takes over from the one before it, and begins at 0. */
    long startStep() default 0;

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      Linear[] value();
    }
  }

  /**
   * Polynomial decay: x_end + (x − x_end)(1 − s/(T − W))^power, and x_end from T on.
   *
   * <p>{@code torch.optim.lr_scheduler.PolynomialLR}.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(Polynomial.List.class)
  public @interface Polynomial {
    /** The exponent; above 0. */
    double power();

    /** The length W of the warm-up, at least 0: for t &lt; W the value is x(t + 1)/W. */
    long warmupSteps() default 0;

    /**
     * The count T from which the value stays at its end; 0 stands for the length of the run, which
     * the trainer knows.
     */
    long totalSteps() default 0;

    /** The value x_end that is reached; finite. */
    double end() default 0;

    /** What changes: empty for the learning rate, else a name as {@link Schedule} says. */
    String of() default "";

    /** What the schedule counts. */
    Unit unit() default Unit.STEP;

    /** The count at which this schedule takes over from the one before it, and begins at 0. */
    long startStep() default 0;

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      Polynomial[] value();
    }
  }

  /** Decay in stairs: x·factor^⌊s/every⌋. */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(Step.List.class)
  public @interface Step {
    /** The count between two changes, at least 1. */
    long every();

    /** What the value is multiplied by; above 0. */
    double factor() default 0.1;

    /** The length W of the warm-up, at least 0: for t &lt; W the value is x(t + 1)/W. */
    long warmupSteps() default 0;

    /** What changes: empty for the learning rate, else a name as {@link Schedule} says. */
    String of() default "";

    /** What the schedule counts. */
    Unit unit() default Unit.STEP;

    /** The count at which this schedule takes over from the one before it, and begins at 0. */
    long startStep() default 0;

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      Step[] value();
    }
  }

  /**
   * Decay at given counts: x·factor^n, n the number of milestones that s has reached.
   *
   * <p>{@code torch.optim.lr_scheduler.MultiStepLR}.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(MultiStep.List.class)
  public @interface MultiStep {
    /** The counts at which the value changes, rising. */
    long[] milestones();

    /** What the value is multiplied by at each of them; above 0. */
    double factor() default 0.1;

    /** The length W of the warm-up, at least 0: for t &lt; W the value is x(t + 1)/W. */
    long warmupSteps() default 0;

    /** What changes: empty for the learning rate, else a name as {@link Schedule} says. */
    String of() default "";

    /** What the schedule counts. */
    Unit unit() default Unit.STEP;

    /** The count at which this schedule takes over from the one before it, and begins at 0. */
    long startStep() default 0;

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      MultiStep[] value();
    }
  }

  /**
   * Given factors at given counts: x·f(t). Before the first count f is the first factor, after the
   * last one the last.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(Piecewise.List.class)
  public @interface Piecewise {
    /** Counts, rising; as many as factors. */
    long[] counts();

    /** The factors of x at these counts; finite. */
    double[] factors();

    /** What lies between two counts. */
    Interpolation interpolation() default Interpolation.NONE;

    /** What changes: empty for the learning rate, else a name as {@link Schedule} says. */
    String of() default "";

    /** What the schedule counts. */
    Unit unit() default Unit.STEP;

    /** The count at which this schedule takes over from the one before it, and begins at 0. */
    long startStep() default 0;

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      Piecewise[] value();
    }
  }

  /**
   * Exponential decay: x·factor^(s/every), in stairs x·factor^⌊s/every⌋; never below x_end if
   * factor is below 1, never above it if factor is above 1 and an end is given.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(Exponential.List.class)
  public @interface Exponential {
    /** What the value is multiplied by in {@code every} counts; above 0. */
    double factor();

    /** The count in which the value is multiplied once, at least 1. */
    long every() default 1;

    /** Whether the value changes only at whole multiples of {@code every}. */
    boolean staircase() default false;

    /** The value x_end that is not passed; 0 for none. */
    double end() default 0;

    /** The length W of the warm-up, at least 0: for t &lt; W the value is x(t + 1)/W. */
    long warmupSteps() default 0;

    /** What changes: empty for the learning rate, else a name as {@link Schedule} says. */
    String of() default "";

    /** What the schedule counts. */
    Unit unit() default Unit.STEP;

    /** The count at which this schedule takes over from the one before it, and begins at 0. */
    long startStep() default 0;

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      Exponential[] value();
    }
  }

  /**
   * Inverse square root: x·min((t + 1)/W, √(W/(t + 1))), which rises for W counts and then falls.
   *
   * <p>Vaswani et al., Attention Is All You Need, 2017, with x as the highest value.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(InverseSqrt.List.class)
  public @interface InverseSqrt {
    /** The length W of the rise, at least 1. */
    long warmupSteps() default 4000;

    /** What changes: empty for the learning rate, else a name as {@link Schedule} says. */
    String of() default "";

    /** What the schedule counts. */
    Unit unit() default Unit.STEP;

    /** The count at which this schedule takes over from the one before it, and begins at 0. */
    long startStep() default 0;

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      InverseSqrt[] value();
    }
  }

  /**
   * Inverse time decay: x/(1 + rate·s/every).
   *
   * <p>Robbins and Monro, A Stochastic Approximation Method, 1951; Keras's {@code
   * InverseTimeDecay}.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(InverseTime.List.class)
  public @interface InverseTime {
    /** How fast the value falls; at least 0. */
    double rate() default 1e-4;

    /** The count to which {@code rate} refers, at least 1. */
    long every() default 1;

    /** The length W of the warm-up, at least 0: for t &lt; W the value is x(t + 1)/W. */
    long warmupSteps() default 0;

    /** What changes: empty for the learning rate, else a name as {@link Schedule} says. */
    String of() default "";

    /** What the schedule counts. */
    Unit unit() default Unit.STEP;

    /** The count at which this schedule takes over from the one before it, and begins at 0. */
    long startStep() default 0;

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      InverseTime[] value();
    }
  }

  /**
   * One cycle: from x/divisor up to x in the first {@code rise} of the run, then down to
   * x/(divisor·finalDivisor) at its end. With three phases it falls back to x/divisor as fast as it
   * rose, and then to the end.
   *
   * <p>Smith, A Disciplined Approach to Neural Network Hyper-Parameters, 2018; {@code
   * torch.optim.lr_scheduler.OneCycleLR} without the cycle of the momentum.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(OneCycle.List.class)
  public @interface OneCycle {
    /** The length T of the cycle; 0 stands for the length of the run, which the trainer knows. */
    long totalSteps() default 0;

    /** The share of the cycle in which the value rises, in (0, 1); below ½ for three phases. */
    double rise() default 0.3;

    /** How much smaller than x the first value is; at least 1. */
    double divisor() default 25;

    /** How much smaller than the first value the last one is; at least 1. */
    double finalDivisor() default 1e4;

    /** The form of rise and fall: {@code COSINE} or {@code LINEAR}. */
    Interpolation interpolation() default Interpolation.COSINE;

    /** Whether it falls as fast as it rose, and to the end from there. */
    boolean threePhase() default false;

    /** What changes: empty for the learning rate, else a name as {@link Schedule} says. */
    String of() default "";

    /** What the schedule counts. */
    Unit unit() default Unit.STEP;

    /** The count at which this schedule takes over from the one before it, and begins at 0. */
    long startStep() default 0;

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      OneCycle[] value();
    }
  }

  /**
   * Rise from 0 to x in {@code length} counts, for factors of terms above all: x·f(min(t/T, 1)).
   * With a period it begins anew after each, as in cyclical annealing.
   *
   * <p>Laine and Aila, Temporal Ensembling for Semi-Supervised Learning, 2017; Fu et al., Cyclical
   * Annealing Schedule, 2019.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(RampUp.List.class)
  public @interface RampUp {
    /** The length T of the rise, at least 1. */
    long length();

    /** The form f of the rise. */
    Rise rise() default Rise.GAUSSIAN;

    /** The count after which it begins anew, at least T; 0 for a single rise. */
    long period() default 0;

    /** What changes: empty for the learning rate, else a name as {@link Schedule} says. */
    String of() default "";

    /** What the schedule counts. */
    Unit unit() default Unit.STEP;

    /** The count at which this schedule takes over from the one before it, and begins at 0. */
    long startStep() default 0;

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      RampUp[] value();
    }
  }

  /**
   * Smaller when a metric no longer falls: max(x·factorᵏ, x_end), where k grows by 1 after more
   * than {@code patience} observations without an improvement. The metric is observed by {@code
   * Objective.observe}; the trainer does so after each epoch with the validation loss, or the mean
   * loss of the epoch without validation data. An observation m improves on the best one b if m
   * &lt; b − threshold·|b|.
   *
   * <p>{@code torch.optim.lr_scheduler.ReduceLROnPlateau}.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(Plateau.List.class)
  public @interface Plateau {
    /** What the value is multiplied by, in (0, 1). */
    double factor() default 0.1;

    /** Observations without improvement that are borne, at least 0. */
    long patience() default 10;

    /** The relative change that counts as an improvement, in [0, 1). */
    double threshold() default 1e-4;

    /** Observations after a change in which nothing is counted, at least 0. */
    long cooldown() default 0;

    /** The value x_end that is not passed; at least 0. */
    double end() default 0;

    /** What changes: empty for the learning rate, else a name as {@link Schedule} says. */
    String of() default "";

    /** What the schedule counts. */
    Unit unit() default Unit.STEP;

    /** The count at which this schedule takes over from the one before it, and begins at 0. */
    long startStep() default 0;

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      Plateau[] value();
    }
  }
}
