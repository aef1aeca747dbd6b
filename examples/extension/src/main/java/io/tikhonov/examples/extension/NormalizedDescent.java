package io.tikhonov.examples.extension;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gradient descent with steps of one length: d = g/(‖g‖₂ + ε) for each parameter.
 *
 * <p>Hazan, Levy and Shalev-Shwartz, Beyond Convexity: Stochastic Quasi-Convex Optimization, 2015.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.FIELD})
public @interface NormalizedDescent {
  /** Learning rate η, the length of a step; above 0. */
  double learningRate();

  /** Keeps the divisor away from 0; above 0. */
  double epsilon() default 1e-8;
}
