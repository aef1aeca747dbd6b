package io.tikhonov.processor.frontend;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import io.tikhonov.processor.diagnostic.Place;
import io.tikhonov.processor.ir.Origin;
import javax.lang.model.element.Element;

/**
 * Where code that is being evaluated comes from.
 *
 * @param unit its source file
 * @param names how its names are resolved
 * @param around the method or field, for {@code @SuppressWarnings}
 * @param shownAt where problems are shown if the source is not part of this compilation, or null
 */
record Body(Sources sources, CompilationUnitTree unit, Names names, Element around, Place shownAt) {

  Place place(Tree tree) {
    return shownAt != null ? shownAt : sources.place(unit, tree, around);
  }

  /**
   * The origin of what a tree computes.
   *
   * @param function the vocabulary function that the tree calls, or empty
   */
  Origin origin(TreePath path, String function) {
    Place place = place(path.getLeaf());
    return new Origin(place.line(), text(path.getLeaf()), place.file(), place, function);
  }

  String text(Tree tree) {
    return shownAt != null
        ? tree.toString().replaceAll("\\s+", " ").replaceAll("\\bio\\.tikhonov\\.dsl\\.\\w+\\.", "")
        : sources.text(unit, tree);
  }
}
