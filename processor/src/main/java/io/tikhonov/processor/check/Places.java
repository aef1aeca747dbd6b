package io.tikhonov.processor.check;

import io.tikhonov.processor.diagnostic.Place;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.TermDeclaration;
import javax.lang.model.element.Element;

/** Where to point for an operation in a term. */
public final class Places {

  private Places() {}

  /**
   * The call that made the node, or the term's name if the call stands in another term: equal
   * expressions of two terms are one node, which knows only the first of its places.
   */
  public static Object of(Node node, TermDeclaration term, ObjectiveModel model) {
    if (!(node.origin().token() instanceof Place place)) {
      return term.token().handle();
    }
    boolean elsewhere =
        model.terms().stream()
            .filter(other -> !other.name().equals(term.name()))
            .anyMatch(other -> place.element() != null && place.element().equals(method(other)));
    return elsewhere ? term.token().handle() : place;
  }

  private static Element method(TermDeclaration term) {
    return term.token().handle() instanceof Place place ? place.element() : null;
  }
}
