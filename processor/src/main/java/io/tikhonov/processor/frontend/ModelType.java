package io.tikhonov.processor.frontend;

import io.tikhonov.processor.diagnostic.Place;
import io.tikhonov.processor.diagnostic.Reporter;
import io.tikhonov.processor.diagnostic.Rule;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;

/** The model class itself: names, visibility, superclasses. */
final class ModelType {
  private final Sources sources;
  private final TypeElement type;
  private final List<TypeElement> hierarchy = new ArrayList<>();

  ModelType(Sources sources, TypeElement type) {
    this.sources = sources;
    this.type = type;
    addWithSupertypes(type);
  }

  private void addWithSupertypes(TypeElement current) {
    for (TypeMirror above : sources.types().directSupertypes(current.asType())) {
      if (sources.types().asElement(above) instanceof TypeElement element
          && !element.getQualifiedName().contentEquals("java.lang.Object")
          && !hierarchy.contains(element)) {
        addWithSupertypes(element);
      }
    }
    hierarchy.add(current);
  }

  /** The superclasses and interfaces, except Object, and the model; what is above comes first. */
  List<TypeElement> hierarchy() {
    return hierarchy;
  }

  Place place() {
    return sources.place(type);
  }

  String packageName() {
    return sources.elements().getPackageOf(type).getQualifiedName().toString();
  }

  /** As written in source: {@code Outer.Inner} if nested. */
  String className() {
    return nested(".");
  }

  String generatedName() {
    return nested("_") + "Objective";
  }

  private String nested(String separator) {
    StringBuilder name = new StringBuilder(type.getSimpleName());
    for (Element outer = type.getEnclosingElement();
        outer instanceof TypeElement;
        outer = outer.getEnclosingElement()) {
      name.insert(0, outer.getSimpleName() + separator);
    }
    return name.toString();
  }

  /** True if the class and all classes around it are public. */
  boolean isPublic() {
    Element element = type;
    while (element instanceof TypeElement) {
      if (!element.getModifiers().contains(Modifier.PUBLIC)) {
        return false;
      }
      element = element.getEnclosingElement();
    }
    return true;
  }

  void check(Reporter reporter, Place annotation) {
    if (type.getKind() != ElementKind.CLASS) {
      reporter.report(
          Rule.WRONG_ELEMENT,
          annotation,
          "@TrainingObjective on %s: a model is a class, because it has fields. Make it an abstract"
                  .formatted(type.getSimpleName())
              + " class.");
    }
    if (type.getNestingKind() == NestingKind.LOCAL) {
      reporter.report(
          Rule.WRONG_ELEMENT,
          annotation,
          "@TrainingObjective on the local class %s: nothing can be generated beside it. Move it out"
                  .formatted(type.getSimpleName())
              + " of the method.");
    }
    if (!type.getTypeParameters().isEmpty()) {
      reporter.report(
          Rule.WRONG_ELEMENT,
          annotation,
          "@TrainingObjective on the generic class %s: a model has no type parameters. Remove them."
              .formatted(type.getSimpleName()));
    }
    for (Element element = type;
        element instanceof TypeElement;
        element = element.getEnclosingElement()) {
      if (element.getModifiers().contains(Modifier.PRIVATE)) {
        reporter.report(
            Rule.WRONG_ELEMENT,
            place(),
            "%s is private, and the class that is generated beside it could not be used. Remove the"
                    .formatted(element.getSimpleName())
                + " modifier.");
      }
    }
  }
}
