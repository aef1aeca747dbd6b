package io.tikhonov.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Update rules. One on the class is for every parameter, or for those that {@code on} and {@code
 * roles} select; the closest one acts: that of the field, of the class by name, of the class by
 * role, of the class for all. Where the same rule stands twice on a class, each needs {@code on} or
 * {@code roles} of its own.
 *
 * <p>The formulas are PyTorch's, in the order and with the numerics of its implementation: from the
 * gradient g of step t = 0, 1, ... they compute a direction d, and θ becomes θ − η·d. All state
 * starts at 0 unless said. {@code maximize} turns a player of a game around.
 *
 * <p>The last ones, from {@link ProximalGradient} on, are solvers: instead of steps on batches they
 * find the minimiser of the declared sum on all of the data, {@code
 * Solver.of(objective).solve(data)}. A solver stands on the class, alone.
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
  @Repeatable(SGD.List.class)
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

    /** On the class: the names of the parameters that it is for; empty for all of the roles. */
    String[] on() default {};

    /** On the class: the roles of the parameters that it is for; empty for all. */
    Role[] roles() default {};

    /** Several on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The annotations. */
      SGD[] value();
    }
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
  @Repeatable(Adam.List.class)
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

    /** Whether v̂ is replaced by its maximum over all steps so far (AMSGrad). */
    boolean amsgrad() default false;

    /**
     * Coupled decay, at least 0: weightDecay·θ is added to g, for {@link Role#WEIGHT} and {@link
     * Role#EMBEDDING} only. It is part of the update rule and not of the reported objective.
     */
    double weightDecay() default 0;

    /** Whether to ascend: g is negated before the rule sees it. */
    boolean maximize() default false;

    /** On the class: the names of the parameters that it is for; empty for all of the roles. */
    String[] on() default {};

    /** On the class: the roles of the parameters that it is for; empty for all. */
    Role[] roles() default {};

    /** Several on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The annotations. */
      Adam[] value();
    }
  }

  /**
   * {@link Adam} with decoupled weight decay: θ = θ − η·d − η·weightDecay·θ.
   *
   * <p>Loshchilov and Hutter, Decoupled Weight Decay Regularization, 2019; {@code
   * torch.optim.AdamW}.
   */
  @Documented
  @Repeatable(AdamW.List.class)
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

    /** Whether v̂ is replaced by its maximum over all steps so far (AMSGrad). */
    boolean amsgrad() default false;

    /**
     * Decoupled decay, at least 0: θ is also moved by −η·weightDecay·θ, for {@link Role#WEIGHT} and
     * {@link Role#EMBEDDING} only. It is part of the update rule and not of the reported objective.
     */
    double weightDecay() default 0.01;

    /** Whether to ascend: g is negated before the rule sees it. */
    boolean maximize() default false;

    /** On the class: the names of the parameters that it is for; empty for all of the roles. */
    String[] on() default {};

    /** On the class: the roles of the parameters that it is for; empty for all. */
    Role[] roles() default {};

    /** Several on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The annotations. */
      AdamW[] value();
    }
  }

  /**
   * RMSprop: v = αv + (1 − α)g², d = g / (√v + ε).
   *
   * <p>With {@code centered} v is replaced by v − ḡ² in the root, where ḡ = αḡ + (1 − α)g; with
   * momentum μ the direction is b = μb + g / (√v + ε). Tieleman and Hinton, 2012; {@code
   * torch.optim.RMSprop}.
   */
  @Documented
  @Repeatable(RMSprop.List.class)
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

    /** On the class: the names of the parameters that it is for; empty for all of the roles. */
    String[] on() default {};

    /** On the class: the roles of the parameters that it is for; empty for all. */
    Role[] roles() default {};

    /** Several on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The annotations. */
      RMSprop[] value();
    }
  }

  /**
   * Adagrad: s = s + g², d = g / (√s + ε).
   *
   * <p>Duchi, Hazan and Singer, Adaptive Subgradient Methods for Online Learning and Stochastic
   * Optimization, 2011; {@code torch.optim.Adagrad}.
   */
  @Documented
  @Repeatable(Adagrad.List.class)
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  public @interface Adagrad {
    /** Learning rate η, above 0; a {@link Schedule} changes it from step to step. */
    double learningRate() default 1e-2;

    /** Decay of the rate, at least 0: η is divided by 1 + learningRateDecay·k after k updates. */
    double learningRateDecay() default 0;

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

    /** On the class: the names of the parameters that it is for; empty for all of the roles. */
    String[] on() default {};

    /** On the class: the roles of the parameters that it is for; empty for all. */
    Role[] roles() default {};

    /** Several on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The annotations. */
      Adagrad[] value();
    }
  }

  /**
   * Adadelta: E = ρE + (1 − ρ)g², d = √(D + ε)/√(E + ε)·g, then D = ρD + (1 − ρ)d². Both start at
   * 0.
   *
   * <p>Zeiler, ADADELTA: An Adaptive Learning Rate Method, 2012; {@code torch.optim.Adadelta}.
   */
  @Documented
  @Repeatable(Adadelta.List.class)
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  public @interface Adadelta {
    /** Learning rate η, above 0; a {@link Schedule} changes it from step to step. */
    double learningRate() default 1;

    /** Decay ρ of both averages, in [0, 1). */
    double rho() default 0.9;

    /** Added inside both roots; above 0. */
    double epsilon() default 1e-6;

    /**
     * Coupled decay, at least 0: weightDecay·θ is added to g, for {@link Role#WEIGHT} and {@link
     * Role#EMBEDDING} only. It is part of the update rule and not of the reported objective.
     */
    double weightDecay() default 0;

    /** Whether to ascend: g is negated before the rule sees it. */
    boolean maximize() default false;

    /** On the class: the names of the parameters that it is for; empty for all of the roles. */
    String[] on() default {};

    /** On the class: the roles of the parameters that it is for; empty for all. */
    Role[] roles() default {};

    /** Several on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The annotations. */
      Adadelta[] value();
    }
  }

  /**
   * AdaMax: m = β₁m + (1 − β₁)g, u = max(β₂u, |g| + ε), d = m̂/u with m̂ = m/(1 − β₁^(t+1)).
   *
   * <p>With {@code decoupledWeightDecay} it is AdaMaxW. Kingma and Ba, Adam: A Method for
   * Stochastic Optimization, 2015, section 7; {@code torch.optim.Adamax}.
   */
  @Documented
  @Repeatable(Adamax.List.class)
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  public @interface Adamax {
    /** Learning rate η, above 0; a {@link Schedule} changes it from step to step. */
    double learningRate() default 2e-3;

    /** Decay of the first moment, in [0, 1). */
    double beta1() default 0.9;

    /** Decay of the largest gradient, in [0, 1). */
    double beta2() default 0.999;

    /** Added to the size of the gradient; above 0. */
    double epsilon() default 1e-8;

    /**
     * Coupled decay, at least 0: weightDecay·θ is added to g, for {@link Role#WEIGHT} and {@link
     * Role#EMBEDDING} only. It is part of the update rule and not of the reported objective.
     */
    double weightDecay() default 0;

    /** Whether the decay is decoupled: θ is moved by −η·weightDecay·θ, and g stays as it is. */
    boolean decoupledWeightDecay() default false;

    /** Whether to ascend: g is negated before the rule sees it. */
    boolean maximize() default false;

    /** On the class: the names of the parameters that it is for; empty for all of the roles. */
    String[] on() default {};

    /** On the class: the roles of the parameters that it is for; empty for all. */
    Role[] roles() default {};

    /** Several on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The annotations. */
      Adamax[] value();
    }
  }

  /**
   * NAdam, Adam with Nesterov momentum: with μ_k = β₁(1 − ½·0.96^(ψk)) in the k-th update, k = 1,
   * 2, ..., and Π_k = μ_1·…·μ_k: d = (μ_(k+1)·m/(1 − Π_(k+1)) + (1 − μ_k)·g/(1 − Π_k))/(√v̂ + ε),
   * where m and v̂ are those of {@link Adam} and ψ is {@code momentumDecay}.
   *
   * <p>With {@code decoupledWeightDecay} it is NAdamW. Dozat, Incorporating Nesterov Momentum into
   * Adam, 2016; {@code torch.optim.NAdam}.
   */
  @Documented
  @Repeatable(NAdam.List.class)
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  public @interface NAdam {
    /** Learning rate η, above 0; a {@link Schedule} changes it from step to step. */
    double learningRate() default 2e-3;

    /** Decay of the first moment, in [0, 1). */
    double beta1() default 0.9;

    /** Decay of the second moment, in [0, 1). */
    double beta2() default 0.999;

    /** Added to the root in the denominator, outside the bias correction; above 0. */
    double epsilon() default 1e-8;

    /** Decay ψ of the momentum, at least 0. */
    double momentumDecay() default 4e-3;

    /**
     * Coupled decay, at least 0: weightDecay·θ is added to g, for {@link Role#WEIGHT} and {@link
     * Role#EMBEDDING} only. It is part of the update rule and not of the reported objective.
     */
    double weightDecay() default 0;

    /** Whether the decay is decoupled: θ is moved by −η·weightDecay·θ, and g stays as it is. */
    boolean decoupledWeightDecay() default false;

    /** Whether to ascend: g is negated before the rule sees it. */
    boolean maximize() default false;

    /** On the class: the names of the parameters that it is for; empty for all of the roles. */
    String[] on() default {};

    /** On the class: the roles of the parameters that it is for; empty for all. */
    Role[] roles() default {};

    /** Several on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The annotations. */
      NAdam[] value();
    }
  }

  /**
   * RAdam, Adam with a rectified start: with ρ∞ = 2/(1 − β₂) − 1 and ρ = ρ∞ − 2k·β₂ᵏ/(1 − β₂ᵏ) in
   * the k-th update, d = m̂·r·√(1 − β₂ᵏ)/(√v + ε) where ρ &gt; 5, with r² = (ρ − 4)(ρ − 2)ρ∞/((ρ∞ −
   * 4)(ρ∞ − 2)ρ), and d = m̂ before.
   *
   * <p>Liu et al., On the Variance of the Adaptive Learning Rate and Beyond, 2020; {@code
   * torch.optim.RAdam}.
   */
  @Documented
  @Repeatable(RAdam.List.class)
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  public @interface RAdam {
    /** Learning rate η, above 0; a {@link Schedule} changes it from step to step. */
    double learningRate() default 1e-3;

    /** Decay of the first moment, in [0, 1). */
    double beta1() default 0.9;

    /** Decay of the second moment, in [0, 1). */
    double beta2() default 0.999;

    /** Added to √v, inside the bias correction; above 0. */
    double epsilon() default 1e-8;

    /**
     * Coupled decay, at least 0: weightDecay·θ is added to g, for {@link Role#WEIGHT} and {@link
     * Role#EMBEDDING} only. It is part of the update rule and not of the reported objective.
     */
    double weightDecay() default 0;

    /** Whether the decay is decoupled: θ is moved by −η·weightDecay·θ, and g stays as it is. */
    boolean decoupledWeightDecay() default false;

    /** Whether to ascend: g is negated before the rule sees it. */
    boolean maximize() default false;

    /** On the class: the names of the parameters that it is for; empty for all of the roles. */
    String[] on() default {};

    /** On the class: the roles of the parameters that it is for; empty for all. */
    Role[] roles() default {};

    /** Several on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The annotations. */
      RAdam[] value();
    }
  }

  /**
   * Rprop: every coordinate has a step of its own, which starts at the learning rate and is
   * multiplied by {@code etaPlus} where g keeps its sign and by {@code etaMinus} where it changes,
   * within {@code minStep} and {@code maxStep}; θ moves by the step against the sign of g, and
   * rests where the sign has changed. A {@link Schedule} scales all steps by η_t/η. For full
   * batches.
   *
   * <p>It has no metric: proximal steps are Euclidean (TKV305). Riedmiller and Braun, A Direct
   * Adaptive Method for Faster Backpropagation Learning: The RPROP Algorithm, 1993; {@code
   * torch.optim.Rprop}.
   */
  @Documented
  @Repeatable(Rprop.List.class)
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  public @interface Rprop {
    /** Learning rate η, above 0; a {@link Schedule} changes it from step to step. */
    double learningRate() default 1e-2;

    /** Factor of a step where the sign changes, in (0, 1). */
    double etaMinus() default 0.5;

    /** Factor of a step where the sign stays; above 1. */
    double etaPlus() default 1.2;

    /** Smallest step; at least 0. */
    double minStep() default 1e-6;

    /** Largest step; above 0. */
    double maxStep() default 50;

    /** Whether to ascend: g is negated before the rule sees it. */
    boolean maximize() default false;

    /** On the class: the names of the parameters that it is for; empty for all of the roles. */
    String[] on() default {};

    /** On the class: the roles of the parameters that it is for; empty for all. */
    Role[] roles() default {};

    /** Several on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The annotations. */
      Rprop[] value();
    }
  }

  /**
   * Gradient descent with a falling rate, the iteration of averaged SGD: d = (g + λθ)/(1 + λη·k)^α
   * after k updates.
   *
   * <p>Its average is {@link Average.SWA}: with {@code startStep} = t₀ + 1 that is PyTorch's {@code
   * ax}. Polyak and Juditsky, Acceleration of Stochastic Approximation by Averaging, 1992; {@code
   * torch.optim.ASGD}, where the rate of a step under a schedule is that of the step before.
   */
  @Documented
  @Repeatable(ASGD.List.class)
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  public @interface ASGD {
    /** Learning rate η, above 0; a {@link Schedule} changes it from step to step. */
    double learningRate() default 1e-2;

    /** Decay λ, at least 0; for every role. */
    double lambda() default 1e-4;

    /** Power α of the falling rate, at least 0. */
    double alpha() default 0.75;

    /**
     * Coupled decay, at least 0: weightDecay·θ is added to g, for {@link Role#WEIGHT} and {@link
     * Role#EMBEDDING} only. It is part of the update rule and not of the reported objective.
     */
    double weightDecay() default 0;

    /** Whether to ascend: g is negated before the rule sees it. */
    boolean maximize() default false;

    /** On the class: the names of the parameters that it is for; empty for all of the roles. */
    String[] on() default {};

    /** On the class: the roles of the parameters that it is for; empty for all. */
    Role[] roles() default {};

    /** Several on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The annotations. */
      ASGD[] value();
    }
  }

  /**
   * {@link SGD} with decoupled weight decay, which momentum does not see: θ also moves by
   * −η·weightDecay·θ.
   *
   * <p>The decay is multiplied by η as in {@link AdamW}; with the rate α and the decay λ of the
   * paper, which does not multiply, weightDecay = λ/α. Loshchilov and Hutter, Decoupled Weight
   * Decay Regularization, 2019.
   */
  @Documented
  @Repeatable(SGDW.List.class)
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  public @interface SGDW {
    /** Learning rate η, above 0; a {@link Schedule} changes it from step to step. */
    double learningRate();

    /** Momentum, in [0, 1). */
    double momentum() default 0;

    /** Dampening of the gradient in the momentum, in [0, 1]; 0 with {@code nesterov}. */
    double dampening() default 0;

    /** Whether to take Nesterov's direction; needs momentum above 0 and no dampening. */
    boolean nesterov() default false;

    /**
     * Decoupled decay, at least 0: θ is also moved by −η·weightDecay·θ, for {@link Role#WEIGHT} and
     * {@link Role#EMBEDDING} only. It is part of the update rule and not of the reported objective.
     */
    double weightDecay() default 0.01;

    /** Whether to ascend: g is negated before the rule sees it. */
    boolean maximize() default false;

    /** On the class: the names of the parameters that it is for; empty for all of the roles. */
    String[] on() default {};

    /** On the class: the roles of the parameters that it is for; empty for all. */
    Role[] roles() default {};

    /** Several on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The annotations. */
      SGDW[] value();
    }
  }

  /**
   * signSGD: d = sign(g); with momentum β it is Signum: m = βm + (1 − β)g, d = sign(m).
   *
   * <p>It has no metric: proximal steps are Euclidean (TKV305). Bernstein et al., signSGD:
   * Compressed Optimisation for Non-Convex Problems, 2018.
   */
  @Documented
  @Repeatable(SignSGD.List.class)
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  public @interface SignSGD {
    /** Learning rate η, above 0; a {@link Schedule} changes it from step to step. */
    double learningRate() default 1e-3;

    /** Momentum β, in [0, 1). */
    double momentum() default 0;

    /**
     * Decoupled decay, at least 0: θ is also moved by −η·weightDecay·θ, for {@link Role#WEIGHT} and
     * {@link Role#EMBEDDING} only. It is part of the update rule and not of the reported objective.
     */
    double weightDecay() default 0;

    /** Whether to ascend: g is negated before the rule sees it. */
    boolean maximize() default false;

    /** On the class: the names of the parameters that it is for; empty for all of the roles. */
    String[] on() default {};

    /** On the class: the roles of the parameters that it is for; empty for all. */
    Role[] roles() default {};

    /** Several on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The annotations. */
      SignSGD[] value();
    }
  }

  /**
   * Lion: d = sign(β₁m + (1 − β₁)g), then m = β₂m + (1 − β₂)g.
   *
   * <p>It has no metric: proximal steps are Euclidean (TKV305). Chen et al., Symbolic Discovery of
   * Optimization Algorithms, 2023.
   */
  @Documented
  @Repeatable(Lion.List.class)
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  public @interface Lion {
    /** Learning rate η, above 0; a {@link Schedule} changes it from step to step. */
    double learningRate() default 1e-4;

    /** Share of m in the direction, in [0, 1). */
    double beta1() default 0.9;

    /** Decay of m, in [0, 1). */
    double beta2() default 0.99;

    /**
     * Decoupled decay, at least 0: θ is also moved by −η·weightDecay·θ, for {@link Role#WEIGHT} and
     * {@link Role#EMBEDDING} only. It is part of the update rule and not of the reported objective.
     */
    double weightDecay() default 0.01;

    /** Whether to ascend: g is negated before the rule sees it. */
    boolean maximize() default false;

    /** On the class: the names of the parameters that it is for; empty for all of the roles. */
    String[] on() default {};

    /** On the class: the roles of the parameters that it is for; empty for all. */
    Role[] roles() default {};

    /** Several on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The annotations. */
      Lion[] value();
    }
  }

  /**
   * AdaGrad-Norm: s = s + ‖g‖₂², one number for a parameter, and d = g/(√s + ε).
   *
   * <p>Ward, Wu and Bottou, AdaGrad Stepsizes: Sharp Convergence over Nonconvex Landscapes, 2019.
   */
  @Documented
  @Repeatable(AdagradNorm.List.class)
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  public @interface AdagradNorm {
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

    /** On the class: the names of the parameters that it is for; empty for all of the roles. */
    String[] on() default {};

    /** On the class: the roles of the parameters that it is for; empty for all. */
    Role[] roles() default {};

    /** Several on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The annotations. */
      AdagradNorm[] value();
    }
  }

  /**
   * Lazy {@link Adam} for tables of which a step needs few rows: rows along the first axis whose
   * gradient is 0 keep their moments and do not move; the others take d = m·√(1 − β₂ᵏ)/((1 −
   * β₁ᵏ)(√v + ε)) in the k-th update of the table.
   *
   * <p>It has no metric: proximal steps are Euclidean (TKV305). {@code torch.optim.SparseAdam},
   * where a row counts as needed if it is in the sparse gradient.
   */
  @Documented
  @Repeatable(SparseAdam.List.class)
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  public @interface SparseAdam {
    /** Learning rate η, above 0; a {@link Schedule} changes it from step to step. */
    double learningRate() default 1e-3;

    /** Decay of the first moment, in [0, 1). */
    double beta1() default 0.9;

    /** Decay of the second moment, in [0, 1). */
    double beta2() default 0.999;

    /** Added to √v, inside the bias correction; above 0. */
    double epsilon() default 1e-8;

    /** Whether to ascend: g is negated before the rule sees it. */
    boolean maximize() default false;

    /** On the class: the names of the parameters that it is for; empty for all of the roles. */
    String[] on() default {};

    /** On the class: the roles of the parameters that it is for; empty for all. */
    Role[] roles() default {};

    /** Several on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The annotations. */
      SparseAdam[] value();
    }
  }

  /**
   * Adafactor: Adam without first moment, whose second moment is kept as a row and a column. With
   * the weight b = k^(−β₂decay) in the k-th update, r = (1 − b)r + b·mean of g² over the last axis,
   * c the same over the last but one, v = r·c/mean(r) (in tensors of rank below 2 v itself is
   * kept), u = g/√v and ρ = min(η, 1/√k): θ moves by −ρ·max(epsilon2, RMS(θ))·u/max(1, RMS(u)/d).
   *
   * <p>Shazeer and Stern, Adafactor: Adaptive Learning Rates with Sublinear Memory Cost, 2018;
   * {@code torch.optim.Adafactor}.
   */
  @Documented
  @Repeatable(Adafactor.List.class)
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  public @interface Adafactor {
    /** Learning rate η, above 0; a {@link Schedule} changes it from step to step. */
    double learningRate() default 1e-2;

    /** Power of k in the weight of a new gradient, at least 0: PyTorch's {@code -beta2_decay}. */
    double beta2Decay() default 0.8;

    /** Lower bound of √v and of the mean of r; 0 stands for the spacing of numbers at 1. */
    double epsilon1() default 0;

    /** Smallest RMS of θ that counts; above 0. */
    double epsilon2() default 1e-3;

    /** Largest RMS d of u; at least 1. */
    double clipThreshold() default 1;

    /**
     * Decoupled decay, at least 0: θ is also moved by −η·weightDecay·θ, for {@link Role#WEIGHT} and
     * {@link Role#EMBEDDING} only. It is part of the update rule and not of the reported objective.
     */
    double weightDecay() default 0;

    /** Whether to ascend: g is negated before the rule sees it. */
    boolean maximize() default false;

    /** On the class: the names of the parameters that it is for; empty for all of the roles. */
    String[] on() default {};

    /** On the class: the roles of the parameters that it is for; empty for all. */
    Role[] roles() default {};

    /** Several on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The annotations. */
      Adafactor[] value();
    }
  }

  /**
   * Muon, for matrices: m = βm + (1 − β)g, u = (1 − β)g + βm ({@code nesterov}) or m; d is u with
   * all singular values brought near 1, times √max(1, rows/columns). This is done by steps X = aX +
   * (bA + cA²)X with A = XXᵀ from X = u/‖u‖.
   *
   * <p>Other parameters need another rule: {@code @Optimizer.Muon(on = {"w1", "w2"})} beside an
   * {@code @Optimizer.AdamW}. It has no metric: proximal steps are Euclidean (TKV305). If a
   * dimension is known by name only, the compiler cannot see which side of a matrix is the shorter
   * one, and with {@code bfloat16} the steps are computed from both. Jordan et al., Muon: An
   * Optimizer for Hidden Layers in Neural Networks, 2024; {@code torch.optim.Muon}.
   */
  @Documented
  @Repeatable(Muon.List.class)
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  public @interface Muon {
    /** Learning rate η, above 0; a {@link Schedule} changes it from step to step. */
    double learningRate() default 1e-3;

    /** Momentum β, in [0, 1). */
    double momentum() default 0.95;

    /** Whether to look ahead along the momentum. */
    boolean nesterov() default true;

    /** Coefficient a of the steps. */
    double a() default 3.4445;

    /** Coefficient b of the steps. */
    double b() default -4.7750;

    /** Coefficient c of the steps. */
    double c() default 2.0315;

    /** Smallest ‖u‖ that is divided by; above 0. */
    double epsilon() default 1e-7;

    /** Number of steps, at least 1. */
    int iterations() default 5;

    /**
     * Whether d is multiplied by 0.2·√max(rows, columns) instead, so that its elements have the
     * size of those of {@link AdamW}: PyTorch's {@code match_rms_adamw}.
     */
    boolean matchAdamW() default false;

    /**
     * Whether the steps are rounded to bfloat16 as in PyTorch; if not, they have the model's
     * precision.
     */
    boolean bfloat16() default true;

    /**
     * Decoupled decay, at least 0: θ is also moved by −η·weightDecay·θ, for {@link Role#WEIGHT} and
     * {@link Role#EMBEDDING} only. It is part of the update rule and not of the reported objective.
     */
    double weightDecay() default 0.1;

    /** Whether to ascend: g is negated before the rule sees it. */
    boolean maximize() default false;

    /** On the class: the names of the parameters that it is for; empty for all of the roles. */
    String[] on() default {};

    /** On the class: the roles of the parameters that it is for; empty for all. */
    Role[] roles() default {};

    /** Several on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The annotations. */
      Muon[] value();
    }
  }

  // Solvers: they find the minimiser of the declared sum on all of the data.

  /**
   * Solver: proximal gradient descent (ISTA), x ← prox of s·g at x − s∇f(x), where f is the smooth
   * part of the sum and g its penalties with proximal operators and its constraints.
   *
   * <p>For convex sums F(xₖ) − F* falls as 1/k. Modes of penalties play no role. Beck and Teboulle,
   * A Fast Iterative Shrinkage-Thresholding Algorithm for Linear Inverse Problems, 2009.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target(ElementType.TYPE)
  public @interface ProximalGradient {
    /**
     * Length of a step; at most 1/L for a gradient with Lipschitz constant L. 0: found by
     * backtracking.
     */
    double step() default 0;
  }

  /**
   * Solver: accelerated proximal gradient descent (FISTA), the step of {@link ProximalGradient}
   * from y = xₖ + ((tₖ − 1)/tₖ₊₁)(xₖ − xₖ₋₁) with tₖ₊₁ = (1 + √(1 + 4tₖ²))/2.
   *
   * <p>For convex sums F(xₖ) − F* falls as 1/k². Beck and Teboulle, 2009; the restart is that of
   * O'Donoghue and Candès, Adaptive Restart for Accelerated Gradient Schemes, 2015.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target(ElementType.TYPE)
  public @interface Fista {
    /**
     * Length of a step; at most 1/L for a gradient with Lipschitz constant L. 0: found by
     * backtracking.
     */
    double step() default 0;

    /** Whether the acceleration starts anew when it leads uphill: ⟨y − xₖ₊₁, xₖ₊₁ − xₖ⟩ above 0. */
    boolean restart() default true;
  }

  /**
   * Solver: limited-memory BFGS, x ← x − t·H∇F(x), where H stands for the last changes of x and ∇F
   * and t satisfies the strong Wolfe conditions with c₁ = 1e-4 and c₂ = 0.9; for sums without kinks
   * and constraints.
   *
   * <p>Liu and Nocedal, On the Limited Memory BFGS Method for Large Scale Optimization, 1989;
   * Nocedal and Wright, Numerical Optimization, 2006, algorithms 3.5 and 7.4.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target(ElementType.TYPE)
  public @interface Lbfgs {
    /** Number of pairs of steps and gradient changes that are kept, at least 1. */
    int memory() default 10;
  }

  /**
   * Solver: {@link Lbfgs} for a smooth function plus a weighted 1-norm ({@link Regularize.L1}): x ←
   * π(x − t·H◇F(x)) with the pseudo-gradient ◇F and the projection π on an orthant.
   *
   * <p>Andrew and Gao, Scalable Training of L1-Regularized Log-Linear Models, 2007.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target(ElementType.TYPE)
  public @interface OwlQn {
    /** Number of pairs of steps and gradient changes that are kept, at least 1. */
    int memory() default 10;
  }

  /**
   * Solver: coordinate descent for linear models, wⱼ ← argmin of F over wⱼ in turn. The loss is a
   * function of x.matmul(w), plus an intercept if there is one, row by row; on w act λ‖w‖₁,
   * (λ/2)‖w‖₂², elastic net, group lasso by {@code groups}, and bounds.
   *
   * <p>Newton's method on the loss outside, cyclic descent on the Gram matrix inside, over an
   * active set that is checked against the conditions of optimality. Friedman, Hastie and
   * Tibshirani, Regularization Paths for Generalized Linear Models via Coordinate Descent, 2010;
   * Tibshirani et al., Strong Rules for Discarding Predictors in Lasso-Type Problems, 2012.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target(ElementType.TYPE)
  public @interface CoordinateDescent {}

  /**
   * Solver: the alternating direction method of multipliers in scaled form, x ← argmin f(x) +
   * (ρ/2)‖x − z + u‖², z ← prox of g/ρ at αx + (1 − α)z + u, u ← u + αx + (1 − α)z − z.
   *
   * <p>Boyd et al., Distributed Optimization and Statistical Learning via the Alternating Direction
   * Method of Multipliers, 2011.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target(ElementType.TYPE)
  public @interface Admm {
    /** Weight ρ of the coupling at the start, above 0. */
    double rho() default 1;

    /** Over-relaxation α, in [1, 2). */
    double relaxation() default 1.6;

    /** Whether ρ follows the residuals: doubled or halved where one is 10 times the other. */
    boolean adaptive() default true;
  }

  /**
   * Solver: Douglas-Rachford splitting, x ← prox of s·f at z, y ← prox of s·g at 2x − z, z ← z +
   * α(y − x).
   *
   * <p>Lions and Mercier, Splitting Algorithms for the Sum of Two Nonlinear Operators, 1979;
   * Eckstein and Bertsekas, 1992.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target(ElementType.TYPE)
  public @interface DouglasRachford {
    /** Length s of the proximal steps, at least 0. 0: chosen on the way. */
    double step() default 0;

    /** Relaxation α, in (0, 2). */
    double relaxation() default 1;
  }

  /**
   * Solver: the primal-dual method for sums f(x) + g(x) + Σ‖Kx‖ with norms behind linear operators,
   * such as total variation. Operators and adjoints are derived from the declaration.
   *
   * <p>Where f is a sum of squares of single elements, its proximal step is exact, the method is
   * Chambolle and Pock's with acceleration, and the answer comes with a duality gap; elsewhere it
   * is Condat and Vũ's. Chambolle and Pock, A First-Order Primal-Dual Algorithm for Convex Problems
   * with Applications to Imaging, 2011; Condat, A Primal-Dual Splitting Method for Convex
   * Optimization, 2013; Vũ, 2013.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target(ElementType.TYPE)
  public @interface PrimalDual {
    /**
     * Quotient of the steps of x and of the dual variables at the start, above 0. 0: chosen by the
     * method.
     */
    double balance() default 0;
  }
}
