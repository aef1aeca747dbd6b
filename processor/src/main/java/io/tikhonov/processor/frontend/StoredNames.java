package io.tikhonov.processor.frontend;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import io.tikhonov.processor.diagnostic.DiagnosticException;
import io.tikhonov.processor.diagnostic.Place;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.vocabulary.Vocabulary;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;

/**
 * Resolves the names in stored source. {@link InlineWriter} has written every class with its full
 * name and every constant as a literal, so that nothing else is left to find.
 *
 * @param at the call in the user's source, for problems
 */
record StoredNames(Sources sources, Place at) implements Names {

  @Override
  public Optional<Element> element(TreePath path) {
    throw unknown(path.getLeaf().toString());
  }

  @Override
  public Optional<Callee> callee(TreePath path) {
    Tree tree = path.getLeaf();
    if (tree instanceof MethodInvocationTree call
        && call.getMethodSelect() instanceof MemberSelectTree select) {
      return Optional.of(
          callee(
              select.getExpression(),
              select.getIdentifier().toString(),
              call.getArguments().size()));
    } else if (tree instanceof MemberReferenceTree reference) {
      return Optional.of(
          callee(reference.getQualifierExpression(), reference.getName().toString(), 1));
    }
    throw unknown(tree.toString());
  }

  private Callee callee(ExpressionTree qualifier, String name, int arguments) {
    TypeElement type =
        isDotted(qualifier) ? sources.elements().getTypeElement(qualifier.toString()) : null;
    if (type == null) {
      return new Callee(Dsl.TENSOR, name, null);
    }
    Callee function = new Callee(type.getQualifiedName().toString(), name, null);
    if (function.isMath()
        || function
            .vocabularyOwner()
            .filter(owner -> Vocabulary.find(owner, name).isPresent())
            .isPresent()) {
      return function;
    }
    for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
      if (method.getSimpleName().contentEquals(name)
          && method.getParameters().size() == arguments) {
        return Callee.of(method);
      }
    }
    throw unknown(qualifier + "." + name);
  }

  private static boolean isDotted(ExpressionTree tree) {
    return tree instanceof IdentifierTree
        || (tree instanceof MemberSelectTree select && isDotted(select.getExpression()));
  }

  @Override
  public Optional<TypeKind> primitiveType(TreePath path) {
    return Optional.empty();
  }

  private DiagnosticException unknown(String name) {
    return new DiagnosticException(
        Rule.INLINE_RESTRICTION,
        at,
        "The stored body of this @Inline helper names %s, which cannot be found. Compile the helper"
                .formatted(name)
            + " again with the version of Tikhonov that is used here.");
  }
}
