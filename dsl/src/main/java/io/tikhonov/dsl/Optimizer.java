package io.tikhonov.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Update rules. One on the class is for every parameter; one on a field wins over it.
 *
 * <p>The formulas are PyTorch's, in the order and with the numerics of its implementation: from the
 * gradient g of step t = 0, 1, ... they compute a direction d, and θ becomes θ − η·d. All state
 * starts at 0 unless said. {@code maximize} turns a player of a game around.
 */
public final class Optimizer {
  private Optimizer() {}

  /**
   * Stochastic gradient descent, with momentum (heavy ball or Nesterov's).
   *
   * <p>b = momentum·b + (1 − dampening)·g, from b = g in the first step; d = b, with {@code
   * nesterov} d = g + momentum·b; without momentum d = g. {@code torch.optim.SGD}.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  public @interface SGD {
    /** Learning rate η, above 0; a {@link Schedule} changes it from step to step. */
    double learningRate();

    /** Momentum, in [0, 1). */
    double momentum() default 0;

    /** Dampening of the gradient in the momentum, in [0, 1]; 0 with {@code nesterov}. */
    double dampening() default 0;

    /** Whether to take Nesterov's direction; needs momentum above 0 and no dampening. */
    boolean nesterov() default false;

    /**
     * Coupled decay, at least 0: weightDecay·θ is added to g, for {@link Role#WEIGHT} and {@link
     * Role#EMBEDDING} only. It is part of the update rule and not of the reported objective.
     */
    double weightDecay() default 0;

    /** Whether to ascend: g is negated before the rule sees it. */
    boolean maximize() default false;
  }

  /**
   * Adam: m = β₁m + (1 − β₁)g, v = β₂v + (1 − β₂)g², d = m̂ / (√v̂ + ε), with m̂ = m/(1 − β₁^(t+1))
   * and v̂ = v/(1 − β₂^(t+1)).
   *
   * <p>Its weight decay is coupled: what is meant by weight decay in the literature since 2019 is
   * {@link AdamW}. Kingma and Ba, Adam: A Method for Stochastic Optimization, 2015; {@code
   * torch.optim.Adam}.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  public @interface Adam {
    /** Learning rate η, above 0; a {@link Schedule} changes it from step to step. */
    double learningRate() default 1e-3;

    /** Decay of the first moment, in [0, 1). */
    double beta1() default 0.9;

    /** Decay of the second moment, in [0, 1). */
    double beta2() default 0.999;

    /** Added to the root in the denominator, outside the bias correction; above 0. */
    double epsilon() default 1e-8;

    /**
     * Coupled decay, at least 0: weightDecay·θ is added to g, for {@link Role#WEIGHT} and {@link
     * Role#EMBEDDING} only. It is part of the update rule and not of the reported objective.
     */
    double weightDecay() default 0;

    /** Whether to ascend: g is negated before the rule sees it. */
    boolean maximize() default false;
  }

  /**
   * {@link Adam} with decoupled weight decay.
   *
   * <p>Loshchilov and Hutter, Decoupled Weight Decay Regularization, 2019; {@code
   * torch.optim.AdamW}.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  public @interface AdamW {
    /** Learning rate η, above 0; a {@link Schedule} changes it from step to step. */
    double learningRate() default 1e-3;

    /** Decay of the first moment, in [0, 1). */
    double beta1() default 0.9;

    /** Decay of the second moment, in [0, 1). */
    double beta2() default 0.999;

    /** Added to the root in the denominator, outside the bias correction; above 0. */
    double epsilon() default 1e-8;

    /**
     * Decoupled decay, at least 0: θ is also moved by −η·weightDecay·θ, for {@link Role#WEIGHT} and
     * {@link Role#EMBEDDING} only. It is part of the update rule and not of the reported objective.
     */
    double weightDecay() default 0.01;

    /** Whether to ascend: g is negated before the rule sees it. */
    boolean maximize() default false;
  }

  /**
   * RMSprop: v = αv + (1 − α)g², d = g / (√v + ε).
   *
   * <p>With {@code centered} v is replaced by v − ḡ² in the root, where ḡ = αḡ + (1 − α)g; with
   * momentum μ the direction is b = μb + g / (√v + ε). Tieleman and Hinton, 2012; {@code
   * torch.optim.RMSprop}.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  public @interface RMSprop {
    /** Learning rate η, above 0; a {@link Schedule} changes it from step to step. */
    double learningRate() default 1e-2;

    /** Decay α of the averages, in [0, 1). */
    double smoothing() default 0.99;

    /** Added to the root in the denominator; above 0. */
    double epsilon() default 1e-8;

    /** Momentum μ, in [0, 1). */
    double momentum() default 0;

    /** Whether the variance is used instead of the second moment. */
    boolean centered() default false;

    /**
     * Coupled decay, at least 0: weightDecay·θ is added to g, for {@link Role#WEIGHT} and {@link
     * Role#EMBEDDING} only. It is part of the update rule and not of the reported objective.
     */
    double weightDecay() default 0;

    /** Whether to ascend: g is negated before the rule sees it. */
    boolean maximize() default false;
  }

  /**
   * Adagrad: s = s + g², d = g / (√s + ε).
   *
   * <p>Duchi, Hazan and Singer, Adaptive Subgradient Methods for Online Learning and Stochastic
   * Optimization, 2011; {@code torch.optim.Adagrad} without its own rate decay, for which there is
   * {@link Schedule}.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  public @interface Adagrad {
    /** Learning rate η, above 0; a {@link Schedule} changes it from step to step. */
    double learningRate() default 1e-2;

    /** Value of s before the first step; at least 0. */
    double initialAccumulator() default 0;

    /** Added to the root in the denominator; above 0. */
    double epsilon() default 1e-10;

    /**
     * Coupled decay, at least 0: weightDecay·θ is added to g, for {@link Role#WEIGHT} and {@link
     * Role#EMBEDDING} only. It is part of the update rule and not of the reported objective.
     */
    double weightDecay() default 0;

    /** Whether to ascend: g is negated before the rule sees it. */
    boolean maximize() default false;
  }
}
