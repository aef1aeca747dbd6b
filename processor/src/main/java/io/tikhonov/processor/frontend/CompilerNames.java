package io.tikhonov.processor.frontend;

import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreePath;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** The compiler's own resolution, for sources of this compilation. */
record CompilerNames(Sources sources) implements Names {

  @Override
  public Optional<Element> element(TreePath path) {
    Element element = sources.trees().getElement(path);
    return element == null || element.asType().getKind() == TypeKind.ERROR
        ? Optional.empty()
        : Optional.of(element);
  }

  @Override
  public Optional<Callee> callee(TreePath path) {
    TreePath named =
        path.getLeaf() instanceof MethodInvocationTree call
            ? new TreePath(path, call.getMethodSelect())
            : path;
    return element(named)
        .filter(ExecutableElement.class::isInstance)
        .map(method -> Callee.of((ExecutableElement) method));
  }

  @Override
  public Optional<TypeKind> primitiveType(TreePath path) {
    TypeMirror type = sources.trees().getTypeMirror(path);
    return type == null || !type.getKind().isPrimitive()
        ? Optional.empty()
        : Optional.of(type.getKind());
  }
}
