package io.tikhonov.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A tensor that is given and never trained: a {@link Tensor} field whose value is passed to the
 * builder (a graph Laplacian, a measurement operator, frozen weights).
 *
 * <p>It gets no gradient and is not part of saved files. Its shape is checked by {@code build()}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface Constant {
  /** The dimensions, as in {@link Parameter#shape()}; none is a scalar. */
  String[] shape() default {};
}
