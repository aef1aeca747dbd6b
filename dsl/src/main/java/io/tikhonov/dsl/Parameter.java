package io.tikhonov.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A trained tensor: a {@link Tensor} field of a {@link TrainingObjective} class.
 *
 * <p>In the generated class it is filled by {@link #init()} from the builder's seed, changed by
 * each step, and read and replaced under its name by {@code parameters()}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface Parameter {
  /**
   * The dimensions: names ({@code "hidden"}), integers ({@code "3"}), and sums and multiples of
   * names ({@code "a+b"}, {@code "2*h"}). A name becomes a setter of the builder. None is a scalar;
   * {@code "batch"}, and any other dimension that changes from call to call, is an error (TKV208).
   */
  String[] shape() default {};

  /** How the tensor is filled before training. */
  Init init() default Init.DEFAULT;

  /**
   * Scale of {@link #init()}, whose entries say what it means: the value of {@link Init#CONSTANT}
   * (0), the half width of {@link Init#UNIFORM} (0.05), the standard deviation of {@link
   * Init#NORMAL} (1), a gain of the others (1), none of {@link Init#ZEROS} and {@link Init#ONES}.
   * NaN stands for the value in brackets.
   */
  double initScale() default Double.NaN;

  /** What the tensor is for; {@link Role} says what follows from it. */
  Role role() default Role.WEIGHT;

  /**
   * Name in saved files, in {@code parameters()} and in reports; the field's own if empty. Keeps
   * files loadable when the field is renamed.
   */
  String name() default "";
}
