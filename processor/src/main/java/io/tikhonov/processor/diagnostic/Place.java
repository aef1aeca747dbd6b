package io.tikhonov.processor.diagnostic;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import javax.lang.model.element.Element;

/**
 * A token in the user's source. Nodes and declarations carry places as opaque handles.
 *
 * @param unit the source file, or null if only the element is known
 * @param tree the tree whose position is shown, or null
 * @param element the declaration around it, where {@code @SuppressWarnings} is looked up; or null
 * @param line the line number, or 0
 * @param position the offset in the file, for sorting and for finding duplicates
 */
public record Place(
    CompilationUnitTree unit, Tree tree, Element element, long line, long position) {

  /** A place without a tree: shown at the element. */
  public static Place of(Element element) {
    return new Place(null, null, element, 0, 0);
  }

  /** The name of the source file without its folder; empty if it is not known. */
  public String file() {
    if (unit == null) {
      return "";
    }
    String path = unit.getSourceFile().getName();
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }

  boolean sameTokenAs(Place other) {
    return unit == other.unit
        && position == other.position
        && (tree != null || element == other.element);
  }
}
