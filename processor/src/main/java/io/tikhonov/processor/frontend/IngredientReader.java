package io.tikhonov.processor.frontend;

import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.Token;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/**
 * Reads the catalogue annotations of an element. An annotation type of the user's own that carries
 * catalogue annotations stands for all of them, also through further such types.
 */
final class IngredientReader {
  private final Sources sources;
  private final AnnotationReader annotations;
  private final Predicate<String> isCatalogueAnnotation;

  IngredientReader(
      Sources sources, AnnotationReader annotations, Predicate<String> isCatalogueAnnotation) {
    this.sources = sources;
    this.annotations = annotations;
    this.isCatalogueAnnotation = isCatalogueAnnotation;
  }

  List<Ingredient> read(Element element) {
    List<Ingredient> found = new ArrayList<>();
    for (AnnotationUse use : annotations.read(element)) {
      if (isCatalogueAnnotation.test(use.name())) {
        found.add(
            new Ingredient(
                use.name(), use.values(), sources.token(use.place()), use.tokens(sources)));
      } else {
        addComposed(use.type(), sources.token(use.place()), new HashSet<>(), found);
      }
    }
    return found;
  }

  private void addComposed(
      TypeElement type, Token token, Set<TypeElement> visited, List<Ingredient> found) {
    String name = type.getQualifiedName().toString();
    if (name.startsWith("java.") || name.startsWith(Dsl.PACKAGE + ".") || !visited.add(type)) {
      return;
    }
    for (AnnotationUse inner : annotations.read(type)) {
      if (isCatalogueAnnotation.test(inner.name())) {
        found.add(new Ingredient(inner.name(), inner.values(), token, Map.of()));
      } else {
        addComposed(inner.type(), token, visited, found);
      }
    }
  }
}
