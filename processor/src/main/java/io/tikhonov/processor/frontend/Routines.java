package io.tikhonov.processor.frontend;

import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import io.tikhonov.processor.diagnostic.DiagnosticException;
import io.tikhonov.processor.diagnostic.Place;
import io.tikhonov.processor.diagnostic.Rule;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** Finds the bodies of methods: of the model, of helpers in its file, and of @Inline helpers. */
final class Routines {
  private final Sources sources;
  private final TypeElement model;
  private final InlineLibrary library;

  Routines(Sources sources, TypeElement model, InlineLibrary library) {
    this.sources = sources;
    this.model = model;
    this.library = library;
  }

  /** The routine of a method that the processor calls itself; subclasses may implement it. */
  Routine root(ExecutableElement method) {
    return ofModel(implementation(method), sources.place(method));
  }

  /** The routine of a called method, or an error at the call. */
  Routine find(Callee callee, Tree call, TreePath path, Body caller) {
    ExecutableElement method = callee.element();
    Place at = caller.place(call);
    TypeElement owner = (TypeElement) method.getEnclosingElement();
    if (!callee.isStatic()) {
      if (isOfModel(owner) && isOnThis(call)) {
        return ofModel(isSuper(call) ? method : implementation(method), at);
      }
      throw new DiagnosticException(
          Rule.NO_VALUE,
          at,
          "%s has no value when %s is compiled. Call methods of the class itself, static helpers, and"
                  .formatted(caller.text(call), model.getSimpleName())
              + " functions of Ops, Losses and Penalties.");
    }
    if (Dsl.has(method, Dsl.INLINE)) {
      return library.find(method, at);
    }
    TreePath tree = sources.path(method);
    boolean sameFile =
        tree != null
            && (tree.getCompilationUnit() == caller.unit()
                || tree.getCompilationUnit() == modelUnit());
    if (sameFile || isOfModel(owner)) {
      return ofModel(method, at);
    }
    throw new DiagnosticException(
        Rule.NO_VALUE,
        at,
        "%s is declared in another file than %s, and its body is not stored in its class file. Put"
                .formatted(callee.name(), model.getSimpleName())
            + " @Inline on it, or move it into this file.");
  }

  private Routine ofModel(ExecutableElement method, Place at) {
    TreePath path = sources.path(method);
    if (path == null || !(path.getLeaf() instanceof MethodTree tree) || tree.getBody() == null) {
      throw new DiagnosticException(
          Rule.NO_SOURCE,
          at,
          "The body of %s is not available as source, and Tikhonov compiles bodies. Override it in %s"
                  .formatted(method.getSimpleName(), model.getSimpleName())
              + ", or compile with javac.");
    }
    Body body =
        new Body(sources, path.getCompilationUnit(), new CompilerNames(sources), method, null);
    return new Routine(method, tree, path, body);
  }

  private com.sun.source.tree.CompilationUnitTree modelUnit() {
    TreePath path = sources.path(model);
    return path == null ? null : path.getCompilationUnit();
  }

  /** True for the model class and its superclasses. */
  private boolean isOfModel(TypeElement owner) {
    return sources
        .types()
        .isSubtype(
            sources.types().erasure(model.asType()), sources.types().erasure(owner.asType()));
  }

  /** True for calls without receiver and on this or super. */
  private static boolean isOnThis(Tree call) {
    Tree receiver = null;
    if (call instanceof MethodInvocationTree invocation
        && invocation.getMethodSelect() instanceof MemberSelectTree select) {
      receiver = select.getExpression();
    } else if (call instanceof MemberReferenceTree reference) {
      receiver = reference.getQualifierExpression();
    }
    if (receiver instanceof MemberSelectTree qualified) {
      return qualified.getIdentifier().contentEquals("this")
          || qualified.getIdentifier().contentEquals("super");
    }
    return receiver == null
        || (receiver instanceof IdentifierTree name
            && (name.getName().contentEquals("this") || name.getName().contentEquals("super")));
  }

  private static boolean isSuper(Tree call) {
    return call instanceof MethodInvocationTree invocation
        && invocation.getMethodSelect() instanceof MemberSelectTree select
        && select.getExpression().toString().endsWith("super");
  }

  /** The method that a virtual call on the model reaches. */
  private ExecutableElement implementation(ExecutableElement method) {
    TypeElement type = model;
    while (type != null) {
      for (ExecutableElement candidate : ElementFilter.methodsIn(type.getEnclosedElements())) {
        boolean overrides =
            candidate.equals(method)
                || (!method.getModifiers().contains(Modifier.PRIVATE)
                    && sources.elements().overrides(candidate, method, model));
        if (overrides && !candidate.getModifiers().contains(Modifier.ABSTRACT)) {
          return candidate;
        }
      }
      type = superclass(type).orElse(null);
    }
    return method;
  }

  private Optional<TypeElement> superclass(TypeElement type) {
    Element above = sources.types().asElement(type.getSuperclass());
    return above != null && above.getKind() == ElementKind.CLASS
        ? Optional.of((TypeElement) above)
        : Optional.empty();
  }
}
