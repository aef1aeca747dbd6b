package io.tikhonov.examples.extension;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * λ Σ log(1 + w²), the negative logarithm of a Cauchy density: large weights are hardly pulled.
 *
 * <p>Its gradient is 2λw/(1 + w²). Black and Rangarajan, On the Unification of Line Processes,
 * Outlier Rejection, and Robust Statistics, 1996.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.FIELD})
public @interface LogSquare {
  /** Factor λ of the penalty; finite and at least 0. */
  double lambda();

  /** On a class: the names of the parameters it acts on, instead of all weights. */
  String[] on() default {};
}
