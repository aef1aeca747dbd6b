package io.tikhonov.processor.frontend;

import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.Token;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/**
 * Reads the catalogue annotations of an element. An annotation type of the user's own that carries
 * catalogue annotations stands for all of them, also through further such types.
 */
final class IngredientReader {
  private final Sources sources;
  private final AnnotationReader annotations;
  private final Function<String, Optional<String>> familyOf;

  IngredientReader(
      Sources sources, AnnotationReader annotations, Function<String, Optional<String>> familyOf) {
    this.sources = sources;
    this.annotations = annotations;
    this.familyOf = familyOf;
  }

  List<Ingredient> read(Element element) {
    List<Ingredient> found = new ArrayList<>();
    for (AnnotationUse use : annotations.read(element)) {
      Optional<String> family = familyOf.apply(use.name());
      if (family.isPresent()) {
        found.add(
            new Ingredient(
                use.name(),
                family.get(),
                use.values(),
                sources.token(use.place()),
                use.tokens(sources)));
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
      Optional<String> family = familyOf.apply(inner.name());
      if (family.isPresent()) {
        found.add(new Ingredient(inner.name(), family.get(), inner.values(), token, Map.of()));
      } else {
        addComposed(inner.type(), token, visited, found);
      }
    }
  }
}
