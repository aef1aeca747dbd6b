package io.tikhonov.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Sets in which a parameter stays: each step ends with the projection on the set, after the
 * proximal penalties. What is nearest is decided by the optimizer's metric ({@link
 * Metric#OPTIMIZER}), where it makes a difference.
 *
 * <p>On a class a constraint acts on every parameter of role {@link Role#WEIGHT}, or on those that
 * {@code on} names.
 */
public final class Constrain {
  private Constrain() {}

  /** No element below 0: w = max(w, 0). */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  public @interface NonNegative {
    /**
     * On a class: the names of the parameters it acts on, instead of all with {@link Role#WEIGHT}.
     * On a field it stays empty.
     */
    String[] on() default {};
  }

  /** Every element in an interval: w = min(max(w, min), max). */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(Box.List.class)
  public @interface Box {
    /** Lower end. */
    double min();

    /** Upper end; at least the lower one. */
    double max();

    /**
     * On a class: the names of the parameters it acts on, instead of all with {@link Role#WEIGHT}.
     * On a field it stays empty.
     */
    String[] on() default {};

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      Box[] value();
    }
  }

  /**
   * The Euclidean norm of every slice at most a radius: w_g = w_g·min(1, radius/‖w_g‖₂); under an
   * adaptive rule the point of that ball that is nearest in its metric.
   *
   * <p>Srebro and Shraibman, 2005; Srivastava et al., Dropout: A Simple Way to Prevent Neural
   * Networks from Overfitting, 2014.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(MaxNorm.List.class)
  public @interface MaxNorm {
    /** Largest norm of a slice; above 0. */
    double radius();

    /** Axis whose index numbers the groups: with 0 the groups are w[i, ...] for each i. */
    int axis() default 0;

    /**
     * On a class: the names of the parameters it acts on, instead of all with {@link Role#WEIGHT}.
     * On a field it stays empty.
     */
    String[] on() default {};

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      MaxNorm[] value();
    }
  }

  /**
   * The Euclidean norm of all elements together at most a radius: w = w·min(1, radius/‖w‖₂); with a
   * center c, ‖w − c‖₂ ≤ radius.
   *
   * <p>Parikh and Boyd, Proximal Algorithms, 2014.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(L2Ball.List.class)
  public @interface L2Ball {
    /** Largest norm; above 0. */
    double radius();

    /**
     * Name of a {@link Constant} of the shape of the parameter around which the ball lies; else 0.
     */
    String center() default "";

    /**
     * On a class: the names of the parameters it acts on, instead of all with {@link Role#WEIGHT}.
     * On a field it stays empty.
     */
    String[] on() default {};

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      L2Ball[] value();
    }
  }

  /**
   * The sum of absolute values at most a radius: w = sign(w)·max(|w| − τ, 0) with the least τ ≥ 0
   * that meets it.
   *
   * <p>Duchi et al., Efficient Projections onto the l1-Ball for Learning in High Dimensions, 2008.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(L1Ball.List.class)
  public @interface L1Ball {
    /** Largest sum of absolute values; above 0. */
    double radius();

    /**
     * Name of a {@link Constant} of the shape of the parameter around which the ball lies; else 0.
     */
    String center() default "";

    /**
     * On a class: the names of the parameters it acts on, instead of all with {@link Role#WEIGHT}.
     * On a field it stays empty.
     */
    String[] on() default {};

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      L1Ball[] value();
    }
  }

  /**
   * No element below 0, and a fixed sum of all elements: w = max(w − τ, 0) with the τ that meets
   * it.
   *
   * <p>Held, Wolfe and Crowder, Validation of Subgradient Optimization, 1974.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(Simplex.List.class)
  public @interface Simplex {
    /** Sum of all elements; above 0. */
    double sum() default 1;

    /**
     * On a class: the names of the parameters it acts on, instead of all with {@link Role#WEIGHT}.
     * On a field it stays empty.
     */
    String[] on() default {};

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      Simplex[] value();
    }
  }

  /**
   * The Euclidean norm of every slice 1: w_g = w_g/‖w_g‖₂; a slice that is 0 gets equal elements.
   * The set is not convex, and the step is Euclidean.
   *
   * <p>Peer: {@code keras.constraints.UnitNorm}.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(UnitNorm.List.class)
  public @interface UnitNorm {
    /** Axis whose index numbers the groups: with 0 the groups are w[i, ...] for each i. */
    int axis() default 0;

    /**
     * On a class: the names of the parameters it acts on, instead of all with {@link Role#WEIGHT}.
     * On a field it stays empty.
     */
    String[] on() default {};

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      UnitNorm[] value();
    }
  }

  /**
   * The Euclidean norm of every slice in an interval: w_g = w_g·(rate·c + (1 − rate)·n)/n with n =
   * ‖w_g‖₂ and c = min(max(n, min), max); a slice that is 0 gets equal elements. The set is not
   * convex, and the step is Euclidean.
   *
   * <p>Peer: {@code keras.constraints.MinMaxNorm}.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(MinMaxNorm.List.class)
  public @interface MinMaxNorm {
    /** Least norm; at least 0. */
    double min() default 0;

    /** Largest norm; at least the least one. */
    double max() default 1;

    /** Share of the way to the interval that a step takes, in [0, 1]. */
    double rate() default 1;

    /** Axis whose index numbers the groups: with 0 the groups are w[i, ...] for each i. */
    int axis() default 0;

    /**
     * On a class: the names of the parameters it acts on, instead of all with {@link Role#WEIGHT}.
     * On a field it stays empty.
     */
    String[] on() default {};

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      MinMaxNorm[] value();
    }
  }

  /**
   * ‖w‖₀ ≤ k: at most k elements other than 0; those of largest size stay; of equal ones those
   * further behind. The set is not convex. Exactly one of {@link #count} and {@link #sparsity} says
   * how many.
   *
   * <p>Blumensath and Davies, Iterative Hard Thresholding for Compressed Sensing, 2009.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(L0Ball.List.class)
  public @interface L0Ball {
    /** Number k that may stay; 0 if {@link #sparsity} says it. */
    int count() default 0;

    /** Share of zeros, in [0, 1), instead of {@link #count}; rounded to whole numbers. */
    double sparsity() default 0;

    /**
     * On a class: the names of the parameters it acts on, instead of all with {@link Role#WEIGHT}.
     * On a field it stays empty.
     */
    String[] on() default {};

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      L0Ball[] value();
    }
  }

  /**
   * At most k slices along one axis other than 0, Σ [‖wᵢ‖₂ ≠ 0] ≤ k: those of largest norm stay; of
   * equal ones those further behind. The set is not convex. Exactly one of {@link #count} and
   * {@link #sparsity} says how many.
   *
   * <p>Peer: {@code pyproximal.L10Ball}.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(GroupL0Ball.List.class)
  public @interface GroupL0Ball {
    /** Axis whose index numbers the groups: with 0 the groups are w[i, ...] for each i. */
    int axis() default 0;

    /** Number k that may stay; 0 if {@link #sparsity} says it. */
    int count() default 0;

    /** Share of zeros, in [0, 1), instead of {@link #count}; rounded to whole numbers. */
    double sparsity() default 0;

    /**
     * On a class: the names of the parameters it acts on, instead of all with {@link Role#WEIGHT}.
     * On a field it stays empty.
     */
    String[] on() default {};

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      GroupL0Ball[] value();
    }
  }

  /**
   * ⟨a, w⟩ ≤ bound: w = w − a·max(0, ⟨a, w⟩ − bound)/‖a‖².
   *
   * <p>Parikh and Boyd, Proximal Algorithms, 2014.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(HalfSpace.List.class)
  public @interface HalfSpace {
    /** Name of the {@link Constant} a, of the shape of the parameter; not 0. */
    String normal();

    /** Upper bound; finite. */
    double bound();

    /**
     * On a class: the names of the parameters it acts on, instead of all with {@link Role#WEIGHT}.
     * On a field it stays empty.
     */
    String[] on() default {};

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      HalfSpace[] value();
    }
  }

  /**
   * ⟨a, w⟩ = value: w = w − a·(⟨a, w⟩ − value)/‖a‖².
   *
   * <p>Parikh and Boyd, Proximal Algorithms, 2014.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target({ElementType.TYPE, ElementType.FIELD})
  @Repeatable(Hyperplane.List.class)
  public @interface Hyperplane {
    /** Name of the {@link Constant} a, of the shape of the parameter; not 0. */
    String normal();

    /** Value of the product; finite. */
    double value();

    /**
     * On a class: the names of the parameters it acts on, instead of all with {@link Role#WEIGHT}.
     * On a field it stays empty.
     */
    String[] on() default {};

    /** Several of them on one element. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.FIELD})
    @interface List {
      /** The single annotations, in declared order. */
      Hyperplane[] value();
    }
  }
}
