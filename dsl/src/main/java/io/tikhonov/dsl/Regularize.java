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
   * Lasso: λ‖w‖₁ = λ Σ|wᵢ|, with weights λ Σcᵢ|wᵢ|.
   *
   * <p>Proximal step with threshold τ: sign(w)·max(|w| − τ, 0) (τcᵢ with weights), which gives
   * exact zeros; coupled it swings around 0 and gives none (TKV301). Subgradient λ·sign(w), 0 at 0.
   * Tibshirani, Regression Shrinkage and Selection via the Lasso, 1996.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(L1.List.class)
  public @interface L1 {
    /** Factor λ of the penalty; finite and at least 0. */
    double lambda();

    /**
     * Name of a {@link Constant} c ≥ 0 of the shape of the parameter that weighs the elements, as
     * the adaptive lasso does; empty for 1. Zou, The Adaptive Lasso and Its Oracle Properties,
     * 2006.
     */
    String weights() default "";

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
   * Group lasso: λ Σ ‖w_g‖₂ over the groups g, slices of the tensor along one axis or elements that
   * a constant puts into groups of any size; whole groups become exactly 0.
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

    /**
     * Name of a {@link Constant} of the shape of the parameter with the number of the group of each
     * element: 0, 1, 2 and so on, in any order. A number that is not whole and from 0 to 16,777,215
     * is refused by {@code build()}. Empty for groups by {@link #axis}, which is left out
     * otherwise. {@code @Optimizer.CoordinateDescent} takes groups of this kind.
     */
    String groups() default "";

    /**
     * Whether each group is multiplied by the square root of its number of elements, so that a
     * group does not go because it is small.
     */
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
   * Fatemi, Nonlinear total variation based noise removal algorithms, 1992. Along a single axis the
   * proximal step with threshold τ, argmin ½‖x − w‖² + τ Σ|xᵢ₊₁ − xᵢ|, is exact and linear in the
   * number of elements: Johnson, A Dynamic Programming Algorithm for the Fused Lasso and
   * L0-Segmentation, 2013. {@link L1} beside it makes the fused lasso, whose step is exact, too, in
   * a uniform metric: Friedman, Hastie, Höfling and Tibshirani, Pathwise Coordinate Optimization,
   * 2007.
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
     * How the penalty enters the step; by default {@link Mode#PROXIMAL} along a single axis, {@link
     * Mode#COUPLED} along several, where it has no proximal step (TKV303).
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
      TotalVariation[] value();
    }
  }

  /**
   * Euclidean norm of all elements together, not squared: λ‖w‖₂; the tensor as a whole becomes 0 or
   * not.
   *
   * <p>Proximal step with threshold τ: w·max(1 − τ/‖w‖₂, 0). Gradient off 0: λw/‖w‖₂; at 0 it is 0.
   * Yuan and Lin, Model Selection and Estimation in Regression with Grouped Variables, 2006.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(L2Norm.List.class)
  public @interface L2Norm {
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
      L2Norm[] value();
    }
  }

  /**
   * Sparse group lasso: λ(l1Ratio·‖w‖₁ + (1 − l1Ratio)·√p·Σᵢ‖wᵢ‖₂) over the slices wᵢ of p elements
   * along one axis; zeros within groups and whole groups of zeros.
   *
   * <p>Proximal step: soft thresholding by λ·l1Ratio, then {@link GroupLasso} with λ(1 −
   * l1Ratio)·√p. Simon et al., A Sparse-Group Lasso, 2013.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(SparseGroupLasso.List.class)
  public @interface SparseGroupLasso {
    /** Factor λ of the penalty; finite and at least 0. */
    double lambda();

    /** Share of the 1-norm, in [0, 1]: 1 is {@link L1}, 0 is a weighted {@link GroupLasso}. */
    double l1Ratio() default 0.5;

    /** Axis whose index numbers the groups: with 0 the groups are w[i, ...] for each i. */
    int axis() default 0;

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
      SparseGroupLasso[] value();
    }
  }

  /**
   * Spectral norm of a matrix: λσ₁(w), its largest singular value.
   *
   * <p>Proximal step with threshold τ: the largest singular values are cut to one level such that
   * they lose τ together. Subgradient λuvᵀ. It has no form in an optimizer's metric and takes the
   * Euclidean step under adaptive rules, which the compiler notes (TKV305). The tensor must be a
   * matrix (TKV209). Yoshida and Miyato, Spectral Norm Regularization for Improving the
   * Generalizability of Deep Learning, 2017.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(SpectralNorm.List.class)
  public @interface SpectralNorm {
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
      SpectralNorm[] value();
    }
  }

  /**
   * Log-sum penalty: λ Σ log(1 + |wᵢ|/ε), which is not convex; it shrinks large weights less than
   * {@link L1}.
   *
   * <p>Proximal step with threshold τ: sign(w)·((|w| − ε) + √((|w| + ε)² − 4τ))/2 where that is
   * real, positive and lower than 0, else 0. Candès, Wakin and Boyd, Enhancing Sparsity by
   * Reweighted ℓ1 Minimization, 2008.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(LogSum.List.class)
  public @interface LogSum {
    /** Factor λ of the penalty; finite and at least 0. */
    double lambda();

    /** Scale ε of the weights that count as small; above 0. */
    double epsilon() default 0.1;

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
      LogSum[] value();
    }
  }

  /**
   * Soft orthogonality of a matrix: λ‖wᵀw − I‖², of wwᵀ for a matrix with more columns than rows; 0
   * for orthonormal columns (rows).
   *
   * <p>Gradient 4λw(wᵀw − I). The tensor must be a matrix (TKV209). Bansal, Chen and Wang, Can We
   * Gain More from Orthogonality Regularizations in Training Deep Networks?, 2018.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(SoftOrthogonality.List.class)
  public @interface SoftOrthogonality {
    /** Factor λ of the penalty; finite and at least 0. */
    double lambda();

    /**
     * On a class: the names of the parameters it acts on, instead of all with {@link Role#WEIGHT}.
     * On a field it stays empty.
     */
    String[] on() default {};

    /**
     * How the penalty enters the step; by default {@link Mode#COUPLED}. It has no proximal step
     * (TKV303).
     */
    Mode mode() default Mode.DEFAULT;

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      SoftOrthogonality[] value();
    }
  }

  /**
   * Off-diagonal orthogonality of a matrix: λ Σ_{i≠j} (wᵀw)ᵢⱼ², which leaves the lengths of the
   * columns free.
   *
   * <p>The tensor must be a matrix (TKV209). Brock, Donahue and Simonyan, Large Scale GAN Training
   * for High Fidelity Natural Image Synthesis, 2019.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(OffDiagonalOrthogonality.List.class)
  public @interface OffDiagonalOrthogonality {
    /** Factor λ of the penalty; finite and at least 0. */
    double lambda();

    /**
     * On a class: the names of the parameters it acts on, instead of all with {@link Role#WEIGHT}.
     * On a field it stays empty.
     */
    String[] on() default {};

    /**
     * How the penalty enters the step; by default {@link Mode#COUPLED}. It has no proximal step
     * (TKV303).
     */
    Mode mode() default Mode.DEFAULT;

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      OffDiagonalOrthogonality[] value();
    }
  }

  /**
   * Distance of a matrix from orthonormal columns: λ‖wᵀw − I‖, not squared.
   *
   * <p>The tensor must be a matrix (TKV209). Cao, SORSA: Singular Values and Orthonormal
   * Regularized Singular Vectors Adaptation, 2024.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(OrthogonalityNorm.List.class)
  public @interface OrthogonalityNorm {
    /** Factor λ of the penalty; finite and at least 0. */
    double lambda();

    /**
     * On a class: the names of the parameters it acts on, instead of all with {@link Role#WEIGHT}.
     * On a field it stays empty.
     */
    String[] on() default {};

    /**
     * How the penalty enters the step; by default {@link Mode#COUPLED}. It has no proximal step
     * (TKV303).
     */
    Mode mode() default Mode.DEFAULT;

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      OrthogonalityNorm[] value();
    }
  }

  /**
   * Group orthogonality of a matrix: λ Σ_g ‖w_g·w_gᵀ − I‖² over consecutive groups of rows.
   *
   * <p>The tensor must be a matrix (TKV209). Kurtz, Bar and Giryes, Group Orthogonalization
   * Regularization For Vision Models Adaptation and Robustness, 2023.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(GroupOrthogonality.List.class)
  public @interface GroupOrthogonality {
    /** Factor λ of the penalty; finite and at least 0. */
    double lambda();

    /** Number of groups; it must divide the number of rows (TKV211). */
    int groups();

    /**
     * On a class: the names of the parameters it acts on, instead of all with {@link Role#WEIGHT}.
     * On a field it stays empty.
     */
    String[] on() default {};

    /**
     * How the penalty enters the step; by default {@link Mode#COUPLED}. It has no proximal step
     * (TKV303).
     */
    Mode mode() default Mode.DEFAULT;

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      GroupOrthogonality[] value();
    }
  }

  /**
   * Isotropic total variation: λ Σ √(Σₐ (w[.., i+1, ..] − w[.., i, ..])² + ε) over the named axes
   * a; a difference beyond the end is 0.
   *
   * <p>Derivative 0 where the root is 0. Rudin, Osher and Fatemi, Nonlinear total variation based
   * noise removal algorithms, 1992.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(IsotropicTotalVariation.List.class)
  public @interface IsotropicTotalVariation {
    /** Factor λ of the penalty; finite and at least 0. */
    double lambda();

    /** Rounding ε of the kink; at least 0. */
    double epsilon() default 1e-8;

    /** Axes along which neighbours are compared; all of them if empty. */
    int[] axes() default {};

    /**
     * On a class: the names of the parameters it acts on, instead of all with {@link Role#WEIGHT}.
     * On a field it stays empty.
     */
    String[] on() default {};

    /**
     * How the penalty enters the step; by default {@link Mode#PROXIMAL} along a single axis with
     * {@code epsilon = 0}, where it is {@link TotalVariation}, otherwise {@link Mode#COUPLED}:
     * there is no proximal step then (TKV303).
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
      IsotropicTotalVariation[] value();
    }
  }

  /**
   * Smoothing by differences: (λ/2)‖Δᵏw‖² with the differences of order k along one axis; 0 for
   * polynomials of degree k − 1.
   *
   * <p>Whittaker, On a New Method of Graduation, 1923; Eilers and Marx, Flexible Smoothing with
   * B-splines and Penalties, 1996.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(Smoothness.List.class)
  public @interface Smoothness {
    /** Factor λ of the penalty; finite and at least 0. */
    double lambda();

    /** Order k of the differences, from 1 to 6. */
    int order() default 1;

    /** Axis along which neighbours are compared. */
    int axis() default 0;

    /**
     * On a class: the names of the parameters it acts on, instead of all with {@link Role#WEIGHT}.
     * On a field it stays empty.
     */
    String[] on() default {};

    /**
     * How the penalty enters the step; by default {@link Mode#COUPLED}. It has no proximal step
     * (TKV303).
     */
    Mode mode() default Mode.DEFAULT;

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      Smoothness[] value();
    }
  }

  /**
   * Quadratic anchor: (λ/2)‖w − w₀‖₂² for a constant w₀, such as pretrained weights, or for the
   * first value of w.
   *
   * <p>Gradient λ(w − w₀); proximal step with threshold τ: w₀ + (w − w₀)/(1 + τ). Li, Grandvalet
   * and Davoine, Explicit Inductive Bias for Transfer Learning with Convolutional Networks, 2018.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(L2SP.List.class)
  public @interface L2SP {
    /** Factor λ of the penalty; finite and at least 0. */
    double lambda();

    /**
     * Name of the {@link Constant} w₀, of the shape of the parameter. Empty for the parameter's
     * {@link Average}: with {@link Average.Initial} its first value.
     */
    String anchor() default "";

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
      L2SP[] value();
    }
  }

  /**
   * Norm loss: λ Σᵢ (target − ‖wᵢ‖₂)² over the slices wᵢ along one axis.
   *
   * <p>Georgiou et al., Norm Loss: An Efficient yet Effective Regularization Method for Deep Neural
   * Networks, 2021.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(NormLoss.List.class)
  public @interface NormLoss {
    /** Factor λ of the penalty; finite and at least 0. */
    double lambda();

    /** Norm that a slice shall have; at least 0. */
    double target() default 1;

    /** Axis whose index numbers the groups: with 0 the groups are w[i, ...] for each i. */
    int axis() default 0;

    /**
     * On a class: the names of the parameters it acts on, instead of all with {@link Role#WEIGHT}.
     * On a field it stays empty.
     */
    String[] on() default {};

    /**
     * How the penalty enters the step; by default {@link Mode#COUPLED}. It has no proximal step
     * (TKV303).
     */
    Mode mode() default Mode.DEFAULT;

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      NormLoss[] value();
    }
  }

  /**
   * Hyperspherical energy: λ Σ_{i≠j} ‖ŵᵢ − ŵⱼ‖^(−power) over the directions ŵᵢ of w[i, ...],
   * −log‖ŵᵢ − ŵⱼ‖ for power 0; spreads directions evenly.
   *
   * <p>The tensor must have rank 2 at least (TKV209), and no direction may be 0. Liu et al.,
   * Learning towards Minimum Hyperspherical Energy, 2018.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(HypersphericalEnergy.List.class)
  public @interface HypersphericalEnergy {
    /** Factor λ of the penalty; finite and at least 0. */
    double lambda();

    /** Exponent; at least 0, usually 2, 1 or 0. */
    double power() default 2;

    /**
     * On a class: the names of the parameters it acts on, instead of all with {@link Role#WEIGHT}.
     * On a field it stays empty.
     */
    String[] on() default {};

    /**
     * How the penalty enters the step; by default {@link Mode#COUPLED}. It has no proximal step
     * (TKV303).
     */
    Mode mode() default Mode.DEFAULT;

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      HypersphericalEnergy[] value();
    }
  }

  /**
   * Cauchy-Schwarz regularizer for the values −a and a with any a: λ(N·S₄ − S₂²) with Sₖ = Σwᵏ and
   * N elements; 0 exactly where all elements are such values.
   *
   * <p>Taner, Wang and Studer, Cauchy-Schwarz Regularizers, 2025.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(CauchySchwarzBinary.List.class)
  public @interface CauchySchwarzBinary {
    /** Factor λ of the penalty; finite and at least 0. */
    double lambda();

    /**
     * On a class: the names of the parameters it acts on, instead of all with {@link Role#WEIGHT}.
     * On a field it stays empty.
     */
    String[] on() default {};

    /**
     * How the penalty enters the step; by default {@link Mode#COUPLED}. It has no proximal step
     * (TKV303).
     */
    Mode mode() default Mode.DEFAULT;

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      CauchySchwarzBinary[] value();
    }
  }

  /**
   * Cauchy-Schwarz regularizer for the values 0 and a with any a: λ(S₂·S₄ − S₃²) with Sₖ = Σwᵏ; 0
   * exactly where all elements are such values.
   *
   * <p>Taner, Wang and Studer, Cauchy-Schwarz Regularizers, 2025.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(CauchySchwarzOneSided.List.class)
  public @interface CauchySchwarzOneSided {
    /** Factor λ of the penalty; finite and at least 0. */
    double lambda();

    /**
     * On a class: the names of the parameters it acts on, instead of all with {@link Role#WEIGHT}.
     * On a field it stays empty.
     */
    String[] on() default {};

    /**
     * How the penalty enters the step; by default {@link Mode#COUPLED}. It has no proximal step
     * (TKV303).
     */
    Mode mode() default Mode.DEFAULT;

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      CauchySchwarzOneSided[] value();
    }
  }

  /**
   * Cauchy-Schwarz regularizer for the values −a, 0 and a with any a: λ(S₂·S₆ − S₄²) with Sₖ = Σwᵏ;
   * 0 exactly where all elements are such values.
   *
   * <p>Taner, Wang and Studer, Cauchy-Schwarz Regularizers, 2025.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(CauchySchwarzTernary.List.class)
  public @interface CauchySchwarzTernary {
    /** Factor λ of the penalty; finite and at least 0. */
    double lambda();

    /**
     * On a class: the names of the parameters it acts on, instead of all with {@link Role#WEIGHT}.
     * On a field it stays empty.
     */
    String[] on() default {};

    /**
     * How the penalty enters the step; by default {@link Mode#COUPLED}. It has no proximal step
     * (TKV303).
     */
    Mode mode() default Mode.DEFAULT;

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      CauchySchwarzTernary[] value();
    }
  }
}
