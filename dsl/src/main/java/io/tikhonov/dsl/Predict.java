package io.tikhonov.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method that is compiled to an inference method of the same name of the generated class.
 *
 * <p>It runs in inference mode: {@link Ops#dropout} and {@link Ops#noise} do nothing, and {@link
 * Ops#batchNorm(Tensor)} uses its running statistics. It returns a {@link Tensor} of any shape.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Predict {}
