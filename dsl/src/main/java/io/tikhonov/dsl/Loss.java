package io.tikhonov.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A term of the data loss: a method that returns a scalar {@link Tensor}.
 *
 * <p>The objective is the sum of {@link #weight()} times each loss, and of all penalties. The term
 * is reported under the method's name, already multiplied by its weight.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Loss {
  /** Factor of the term; any finite number. */
  double weight() default 1;

  /**
   * Names of the parameters that receive this term's gradient; all of them if empty. With several
   * losses that name different parameters a model has several players.
   */
  String[] trains() default {};
}
