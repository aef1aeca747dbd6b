package io.tikhonov.runtime;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class that was generated from a model. Unlike {@link
 * javax.annotation.processing.Generated} it stays in the class file, where tools find it: those
 * that measure test coverage leave out classes with an annotation of such a name.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface GeneratedFrom {

  /** The canonical name of the model class. */
  String model();

  /** The version of the compiler that wrote the class. */
  String compiler();

  /** The fingerprint of the declaration, as checkpoints carry it. */
  String fingerprint();
}
