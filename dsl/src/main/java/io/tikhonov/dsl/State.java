package io.tikhonov.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A tensor that each step sets from the old values by a method of the model: teachers, queues,
 * memories of single samples.
 *
 * <p>A state gets no gradient. All states are set together by a step, from their old values; {@code
 * value}, {@code gradient} and {@code evaluate} leave them as they are. States are saved with the
 * parameters.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface State {
  /** The dimensions, as in {@link Parameter#shape()}; none is a scalar. */
  String[] shape() default {};

  /** How the tensor is filled before the first step. */
  Init init() default Init.ZEROS;

  /** Scale of {@link #init()}, as {@link Parameter#initScale()}. */
  double initScale() default Double.NaN;

  /**
   * Name of the method of the model that returns the new value, of the state's own shape. Its
   * parameters are inputs of the batch.
   */
  String update();
}
