package io.tikhonov.processor;

import io.tikhonov.processor.diagnostic.Option;
import io.tikhonov.processor.diagnostic.Options;
import io.tikhonov.processor.diagnostic.Reporter;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.emit.VectorApi;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/**
 * The option {@code -Atikhonov.simd}: {@code auto} (vector kernels where {@code
 * jdk.incubator.vector} is readable; the default), {@code on} (an error where they cannot be
 * written) or {@code off}.
 */
final class VectorOption {
  /** A class of the module that has the vectors. */
  static final String VECTOR = "jdk.incubator.vector.FloatVector";

  private VectorOption() {}

  /** How vectors reach memory; empty if no vector kernels are to be written. */
  static Optional<VectorApi> read(
      ProcessingEnvironment environment, Options options, Reporter reporter) {
    String choice = options.value(Option.SIMD);
    if (choice.equals("off")) {
      return Optional.empty();
    }
    TypeElement type = environment.getElementUtils().getTypeElement(VECTOR);
    Optional<VectorApi> api =
        type == null ? Optional.empty() : VectorApi.of(methods(type), Runtime.version().feature());
    if (api.isEmpty() && choice.equals("on")) {
      reporter.report(
          Rule.NO_VECTORS,
          null,
          "-A" + Option.SIMD.option() + "=on asks for vector kernels, but " + why(type));
    }
    return api;
  }

  private static Set<String> methods(TypeElement type) {
    return type.getEnclosedElements().stream()
        .map(Element::getSimpleName)
        .map(Object::toString)
        .collect(Collectors.toSet());
  }

  private static String why(TypeElement type) {
    return type == null
        ? "the module jdk.incubator.vector cannot be read here. Add --add-modules"
            + " jdk.incubator.vector to javac, and set -source and -target instead of --release,"
            + " which hides the module."
        : "the vectors of JDK "
            + Runtime.version().feature()
            + " cannot read native memory without preview features. Compile with JDK 17, or 22 or"
            + " later.";
  }
}
