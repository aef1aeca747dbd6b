package io.tikhonov.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A scalar penalty of any form: a method that returns a scalar {@link Tensor}, added to the
 * objective with a factor. Nested are the penalties of the catalogue, for a {@link Parameter} field
 * or for the class.
 *
 * <p>The term is reported under the method's name, already multiplied by λ; a penalty of the
 * catalogue under {@code field/Annotation} ({@code w1/L1}, a repeated one {@code w1/L1#2}). On a
 * class a catalogue penalty acts on every parameter of role {@link Role#WEIGHT}, or on those that
 * {@code on} names. All can be repeated, and an annotation type that carries some of them stands
 * for all of them.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Regularize {
  /** Factor of the term; finite and at least 0. To reward a large value, negate the method's. */
  double lambda();

  /** Names of the parameters that receive this term's gradient; all of them if empty. */
  String[] trains() default {};

  /**
   * Lasso: λ‖w‖₁ = λ Σ|wᵢ|.
   *
   * <p>Proximal step with threshold τ: sign(w)·max(|w| − τ, 0), which gives exact zeros; coupled it
   * swings around 0 and gives none (TKV301). Subgradient λ·sign(w), 0 at 0. Tibshirani, Regression
   * Shrinkage and Selection via the Lasso, 1996.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(L1.List.class)
  public @interface L1 {
    /** Factor λ of the penalty; finite and at least 0. */
    double lambda();

    /**
     * On a class: the names of the parameters it acts on, instead of all with {@link Role#WEIGHT}.
     * On a field it stays empty.
     */
    String[] on() default {};

    /** How the penalty enters the step; by default {@link Mode#PROXIMAL}. */
    Mode mode() default Mode.DEFAULT;

    /** The metric of the proximal step. */
    Metric metric() default Metric.OPTIMIZER;

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      L1[] value();
    }
  }

  /**
   * Ridge: (λ/2)‖w‖₂², with gradient λw.
   *
   * <p>Coupled it is the {@code weight_decay} of PyTorch's SGD and Adam; decoupled it is that of
   * AdamW; its proximal step with threshold τ is w / (1 + τ). Tikhonov, 1943; Hoerl and Kennard,
   * Ridge Regression, 1970.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(L2.List.class)
  public @interface L2 {
    /** Factor λ of the penalty; finite and at least 0. */
    double lambda();

    /**
     * On a class: the names of the parameters it acts on, instead of all with {@link Role#WEIGHT}.
     * On a field it stays empty.
     */
    String[] on() default {};

    /**
     * How the penalty enters the step; by default {@link Mode#COUPLED} under {@link Optimizer.SGD}
     * and {@link Mode#DECOUPLED} under the adaptive rules.
     */
    Mode mode() default Mode.DEFAULT;

    /** The metric of the proximal step. */
    Metric metric() default Metric.OPTIMIZER;

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      L2[] value();
    }
  }

  /**
   * Elastic net: λ(l1Ratio·‖w‖₁ + (1 − l1Ratio)/2·‖w‖₂²).
   *
   * <p>Proximal step with threshold τ: sign(w)·max(|w| − τ·l1Ratio, 0) / (1 + τ(1 − l1Ratio)). The
   * parametrisation is that of scikit-learn and glmnet. Zou and Hastie, Regularization and variable
   * selection via the elastic net, 2005.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(ElasticNet.List.class)
  public @interface ElasticNet {
    /** Factor λ of the penalty; finite and at least 0. */
    double lambda();

    /** Share of the 1-norm, in [0, 1]: 1 is {@link L1}, 0 is {@link L2}. */
    double l1Ratio() default 0.5;

    /**
     * On a class: the names of the parameters it acts on, instead of all with {@link Role#WEIGHT}.
     * On a field it stays empty.
     */
    String[] on() default {};

    /** How the penalty enters the step; by default {@link Mode#PROXIMAL}. */
    Mode mode() default Mode.DEFAULT;

    /** The metric of the proximal step. */
    Metric metric() default Metric.OPTIMIZER;

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      ElasticNet[] value();
    }
  }

  /**
   * Group lasso: λ Σ ‖w_g‖₂ over the groups g, slices of the tensor along one axis; whole groups
   * become exactly 0.
   *
   * <p>Proximal step with threshold τ: w_g·max(0, 1 − τ/‖w_g‖₂). Gradient off 0: λ·w_g/‖w_g‖₂; at 0
   * it is 0. Yuan and Lin, Model selection and estimation in regression with grouped variables,
   * 2006.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(GroupLasso.List.class)
  public @interface GroupLasso {
    /** Factor λ of the penalty; finite and at least 0. */
    double lambda();

    /**
     * Axis whose index numbers the groups: with 0 the groups are w[i, ...] for each i. An axis that
     * the tensor does not have is an error (TKV209).
     */
    int axis() default 0;

    /** Whether each group is multiplied by the square root of its number of elements. */
    boolean weighted() default false;

    /**
     * On a class: the names of the parameters it acts on, instead of all with {@link Role#WEIGHT}.
     * On a field it stays empty.
     */
    String[] on() default {};

    /** How the penalty enters the step; by default {@link Mode#PROXIMAL}. */
    Mode mode() default Mode.DEFAULT;

    /** The metric of the proximal step. */
    Metric metric() default Metric.OPTIMIZER;

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      GroupLasso[] value();
    }
  }

  /**
   * Nuclear norm of a matrix: λ‖w‖_* = λ Σσᵢ(w), the sum of its singular values; lowers its rank.
   *
   * <p>Proximal step with threshold τ: U·diag(max(σ − τ, 0))·Vᵀ (singular value thresholding, Cai,
   * Candès and Shen, 2010). Subgradient λUVᵀ over the nonzero singular values. It has no form in an
   * optimizer's metric and takes the Euclidean step under adaptive rules, which the compiler notes
   * (TKV305). The tensor must be a matrix (TKV209).
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(NuclearNorm.List.class)
  public @interface NuclearNorm {
    /** Factor λ of the penalty; finite and at least 0. */
    double lambda();

    /**
     * On a class: the names of the parameters it acts on, instead of all with {@link Role#WEIGHT}.
     * On a field it stays empty.
     */
    String[] on() default {};

    /** How the penalty enters the step; by default {@link Mode#PROXIMAL}. */
    Mode mode() default Mode.DEFAULT;

    /** The metric of the proximal step. */
    Metric metric() default Metric.OPTIMIZER;

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      NuclearNorm[] value();
    }
  }

  /**
   * Anisotropic total variation: λ Σₐ Σ |w[.., i+1, ..] − w[.., i, ..]| over the named axes a;
   * makes an image or a signal piecewise constant.
   *
   * <p>Subgradient by sign of the differences, 0 where neighbours are equal. Rudin, Osher and
   * Fatemi, Nonlinear total variation based noise removal algorithms, 1992.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(TotalVariation.List.class)
  public @interface TotalVariation {
    /** Factor λ of the penalty; finite and at least 0. */
    double lambda();

    /** Axes along which neighbours are compared; all of them if empty. */
    int[] axes() default {};

    /**
     * On a class: the names of the parameters it acts on, instead of all with {@link Role#WEIGHT}.
     * On a field it stays empty.
     */
    String[] on() default {};

    /**
     * How the penalty enters the step; by default {@link Mode#COUPLED}: it has no proximal step in
     * closed form.
     */
    Mode mode() default Mode.DEFAULT;

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      TotalVariation[] value();
    }
  }
}
