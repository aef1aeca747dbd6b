package io.tikhonov.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A scalar that may change between steps: a {@code double} field that bodies use like a number.
 *
 * <p>The generated class has a setter of its name. It gets no gradient.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface Hyperparameter {
  /** The value until the setter is called. */
  double value();
}
