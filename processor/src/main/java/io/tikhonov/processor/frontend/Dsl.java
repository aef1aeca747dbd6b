package io.tikhonov.processor.frontend;

import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Names of the DSL that the front end knows. */
final class Dsl {
  static final String PACKAGE = "io.tikhonov.dsl";
  static final String TRAINING_OBJECTIVE = PACKAGE + ".TrainingObjective";
  static final String PARAMETER = PACKAGE + ".Parameter";
  static final String CONSTANT = PACKAGE + ".Constant";
  static final String STATE = PACKAGE + ".State";
  static final String HYPERPARAMETER = PACKAGE + ".Hyperparameter";
  static final String SHAPE = PACKAGE + ".Shape";
  static final String PREDICT = PACKAGE + ".Predict";
  static final String LOSS = PACKAGE + ".Loss";
  static final String REGULARIZE = PACKAGE + ".Regularize";
  static final String INLINE = PACKAGE + ".Inline";
  static final String TENSOR = PACKAGE + ".Tensor";
  static final String LABELS = PACKAGE + ".Labels";

  private static final Set<String> FAMILIES =
      Set.of("Regularize", "Optimizer", "Schedule", "Gradient", "Constrain", "Average");

  private Dsl() {}

  /** The family of an annotation of the built-in catalogue, by canonical name. */
  static Optional<String> builtInFamily(String canonicalName) {
    if (!canonicalName.startsWith(PACKAGE + ".")) {
      return Optional.empty();
    }
    String[] parts = canonicalName.substring(PACKAGE.length() + 1).split("\\.", -1);
    return parts.length == 2 && FAMILIES.contains(parts[0])
        ? Optional.of(parts[0])
        : Optional.empty();
  }

  /** The canonical name of an annotation's type. */
  static String nameOf(AnnotationMirror mirror) {
    return typeOf(mirror).getQualifiedName().toString();
  }

  static TypeElement typeOf(AnnotationMirror mirror) {
    return (TypeElement) mirror.getAnnotationType().asElement();
  }

  static boolean has(Element element, String annotation) {
    return element.getAnnotationMirrors().stream()
        .anyMatch(mirror -> nameOf(mirror).equals(annotation));
  }

  static boolean isTensor(TypeMirror type) {
    return isNamed(type, TENSOR);
  }

  static boolean isLabels(TypeMirror type) {
    return isNamed(type, LABELS);
  }

  private static boolean isNamed(TypeMirror type, String name) {
    return type.getKind() == TypeKind.DECLARED
        && ((TypeElement) ((DeclaredType) type).asElement()).getQualifiedName().contentEquals(name);
  }
}
