package io.tikhonov.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A static helper that models of other source files call.
 *
 * <p>The compiler inlines the methods that a body calls. It sees the bodies of the model's own
 * source file; a helper in another file has none when that file is not compiled with it, so this
 * annotation stores its body in the class file.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Inline {}
