package io.tikhonov.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The shape of a batch input, on a {@link Tensor} or {@link Labels} parameter of a method.
 *
 * <p>Parameters of one name in several methods are the same input, given once per batch. A
 * dimension that also occurs in a parameter, constant or state has the length set in the builder;
 * one that occurs only in inputs comes with each batch and may change from one to the next. No name
 * is special, {@code "batch"} neither.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.PARAMETER)
public @interface Shape {
  /** The dimensions, as in {@link Parameter#shape()}. */
  String[] value();
}
