package io.tikhonov.processor.frontend;

import com.sun.source.util.TreePath;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.type.TypeKind;

/** How the names of a body are resolved. Local variables are found before. */
interface Names {

  /** What an identifier or a selection stands for; empty if the compiler cannot tell. */
  Optional<Element> element(TreePath path);

  /** The method that a call or a method reference names; empty if the compiler cannot tell. */
  Optional<Callee> callee(TreePath path);

  /** The primitive type of an expression, where the compiler knows it. */
  Optional<TypeKind> primitiveType(TreePath path);
}
