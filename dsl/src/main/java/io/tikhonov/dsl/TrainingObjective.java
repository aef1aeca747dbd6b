package io.tikhonov.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a training objective, for which the annotation processor writes {@code
 * <Class>Objective}.
 *
 * <p>The generated class lies in the same package, has the model's visibility and, for a nested
 * model, the outer names before its own: {@code Outer.Inner} gives {@code Outer_InnerObjective}. It
 * computes the value, the gradient and a whole training step of what the class declares.
 *
 * <p>The class declares {@link Parameter} fields, and at least one {@link Loss} or {@link
 * Regularize} method; it may be abstract. A private class is an error, because the generated one
 * could not see it.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface TrainingObjective {
  /** Floating-point type of all tensors of the model. */
  Precision precision() default Precision.FLOAT;
}
