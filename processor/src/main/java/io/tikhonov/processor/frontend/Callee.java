package io.tikhonov.processor.frontend;

import io.tikhonov.processor.vocabulary.Vocabulary;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/**
 * A method that is called.
 *
 * @param owner canonical name of its class
 * @param element the method, or null for a function of the vocabulary in stored source
 */
record Callee(String owner, String name, ExecutableElement element) {

  static Callee of(ExecutableElement element) {
    TypeElement owner = (TypeElement) element.getEnclosingElement();
    return new Callee(
        owner.getQualifiedName().toString(), element.getSimpleName().toString(), element);
  }

  /** The simple name of the DSL's class if this is a function of the vocabulary. */
  Optional<String> vocabularyOwner() {
    String prefix = Dsl.PACKAGE + ".";
    return owner.startsWith(prefix) && Vocabulary.OWNERS.contains(owner.substring(prefix.length()))
        ? Optional.of(owner.substring(prefix.length()))
        : Optional.empty();
  }

  /** True for a method of Tensor, whose receiver is an argument. */
  boolean isTensorMethod() {
    return owner.equals(Dsl.TENSOR);
  }

  boolean isMath() {
    return owner.equals("java.lang.Math") || owner.equals("java.lang.StrictMath");
  }

  boolean isStatic() {
    return element == null || element.getModifiers().contains(Modifier.STATIC);
  }
}
