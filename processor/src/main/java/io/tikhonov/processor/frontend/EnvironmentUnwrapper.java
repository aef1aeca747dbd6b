package io.tikhonov.processor.frontend;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;

/**
 * Finds the compiler's own processing environment behind the wrappers of build tools: IntelliJ IDEA
 * hands out a dynamic proxy, Gradle a class with a delegate. {@code Trees} accepts only the
 * compiler's own.
 */
final class EnvironmentUnwrapper {
  private static final int MAX_DEPTH = 8;

  private EnvironmentUnwrapper() {}

  static ProcessingEnvironment unwrap(ProcessingEnvironment environment) {
    ProcessingEnvironment current = environment;
    for (int depth = 0; depth < MAX_DEPTH; depth++) {
      Optional<ProcessingEnvironment> inner = unwrapOnce(current);
      if (inner.isEmpty()) {
        return current;
      }
      current = inner.get();
    }
    return current;
  }

  private static Optional<ProcessingEnvironment> unwrapOnce(ProcessingEnvironment wrapper) {
    if (wrapper.getClass().getName().startsWith("com.sun.tools.javac.")) {
      return Optional.empty();
    }
    Optional<ProcessingEnvironment> byIdea = unwrapByIdea(wrapper);
    if (byIdea.isPresent()) {
      return byIdea;
    }
    if (Proxy.isProxyClass(wrapper.getClass())) {
      InvocationHandler handler = Proxy.getInvocationHandler(wrapper);
      return fieldOf(handler, wrapper);
    }
    return fieldOf(wrapper, wrapper);
  }

  /** IntelliJ's own way: {@code APIWrappers.unwrap(Class, Object)}. */
  private static Optional<ProcessingEnvironment> unwrapByIdea(ProcessingEnvironment wrapper) {
    try {
      Class<?> wrappers =
          Class.forName(
              "org.jetbrains.jps.javac.APIWrappers", true, wrapper.getClass().getClassLoader());
      Method unwrap = wrappers.getDeclaredMethod("unwrap", Class.class, Object.class);
      Object inner = unwrap.invoke(null, ProcessingEnvironment.class, wrapper);
      return inner instanceof ProcessingEnvironment environment && inner != wrapper
          ? Optional.of(environment)
          : Optional.empty();
    } catch (ReflectiveOperationException | LinkageError e) {
      // Not IntelliJ, or a version that wraps in another way.
      return Optional.empty();
    }
  }

  /** The environment that an object keeps in a field of its own or of a superclass. */
  private static Optional<ProcessingEnvironment> fieldOf(
      Object holder, ProcessingEnvironment wrapper) {
    for (Class<?> type = holder.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        Optional<ProcessingEnvironment> value = valueOf(field, holder);
        if (value.isPresent() && value.get() != wrapper) {
          return value;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<ProcessingEnvironment> valueOf(Field field, Object holder) {
    boolean candidate =
        field.getType().isAssignableFrom(ProcessingEnvironment.class)
            || ProcessingEnvironment.class.isAssignableFrom(field.getType());
    try {
      return candidate
              && field.trySetAccessible()
              && field.get(holder) instanceof ProcessingEnvironment environment
          ? Optional.of(environment)
          : Optional.empty();
    } catch (IllegalAccessException e) {
      return Optional.empty();
    }
  }
}
