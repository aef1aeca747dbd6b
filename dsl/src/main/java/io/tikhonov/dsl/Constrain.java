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
}
