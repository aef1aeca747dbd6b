package io.tikhonov.processor;

import io.tikhonov.processor.emit.VectorApi;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.Diagnostic;

/**
 * The option {@code -Atikhonov.simd}: {@code auto} (vector kernels where {@code
 * jdk.incubator.vector} is readable; the default), {@code on} (an error where they cannot be
 * written) or {@code off}.
 */
final class VectorOption {
  static final String NAME = "tikhonov.simd";

  private static final String VECTOR = "jdk.incubator.vector.FloatVector";

  private static final String NO_WAY =
      "the vectors of JDK "
          + Runtime.version().feature()
          + " cannot read native memory without preview features. Compile with JDK 17, or 22 or"
          + " later.";

  private VectorOption() {}

  /**
   * How vectors reach memory in the code for a model; empty if no vector kernels are to be written.
   */
  static Optional<VectorApi> read(ProcessingEnvironment environment, TypeElement model) {
    String option = environment.getOptions().getOrDefault(NAME, "auto");
    switch (option) {
      case "off" -> {
        return Optional.empty();
      }
      case "on", "auto" -> {
        Elements elements = environment.getElementUtils();
        ModuleElement module = elements.getModuleOf(model);
        TypeElement type = elements.getTypeElement(module, VECTOR);
        Optional<VectorApi> api =
            type == null
                ? Optional.empty()
                : VectorApi.of(methods(type), Runtime.version().feature());
        if (api.isEmpty() && option.equals("on")) {
          String why = type == null ? notReadable(module) : NO_WAY;
          error(environment, model, "-A" + NAME + "=on asks for vector kernels, but " + why);
        }
        return api;
      }
      default -> {
        error(
            environment, model, "-A" + NAME + " must be auto, on or off, not \"" + option + "\".");
        return Optional.empty();
      }
    }
  }

  private static Set<String> methods(TypeElement type) {
    return type.getEnclosedElements().stream()
        .map(Element::getSimpleName)
        .map(Object::toString)
        .collect(Collectors.toSet());
  }

  private static String notReadable(ModuleElement module) {
    String missing =
        "the module jdk.incubator.vector cannot be read here. Add --add-modules"
            + " jdk.incubator.vector to javac, and set -source and -target instead of --release,"
            + " which hides the module.";
    return module == null || module.isUnnamed()
        ? missing
        : missing
            + " The module "
            + module.getQualifiedName()
            + " also has to say: requires static jdk.incubator.vector;";
  }

  private static void error(ProcessingEnvironment environment, TypeElement model, String message) {
    environment.getMessager().printMessage(Diagnostic.Kind.ERROR, message, model);
  }
}
