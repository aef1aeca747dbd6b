package io.tikhonov.processor.frontend;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import io.tikhonov.processor.diagnostic.Place;
import io.tikhonov.processor.ir.Origin;
import io.tikhonov.processor.model.SourceListing;
import io.tikhonov.processor.model.Token;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** The compiler's view of the sources: trees, elements and positions. */
final class Sources {
  private static final int LONGEST_TEXT = 60;

  private final Trees trees;
  private final Elements elements;
  private final Types types;

  Sources(ProcessingEnvironment environment) {
    this.trees = Trees.instance(environment);
    this.elements = environment.getElementUtils();
    this.types = environment.getTypeUtils();
  }

  Trees trees() {
    return trees;
  }

  Elements elements() {
    return elements;
  }

  Types types() {
    return types;
  }

  /** The tree of an element, or null if it comes from a class file. */
  TreePath path(Element element) {
    return trees.getPath(element);
  }

  /**
   * The place of a tree.
   *
   * @param around the declaration that it belongs to
   */
  Place place(CompilationUnitTree unit, Tree tree, Element around) {
    long position = positionOf(unit, tree);
    return new Place(unit, shown(tree), around, line(unit, position), position);
  }

  Place place(TreePath path, Element around) {
    return place(path.getCompilationUnit(), path.getLeaf(), around);
  }

  /** The name of a declaration in the source; the bare element if there is no source. */
  Place place(Element element) {
    TreePath path = trees.getPath(element);
    return path == null ? Place.of(element) : place(path, element);
  }

  Token token(Place place) {
    return new Token(place, place.line(), place.file());
  }

  Origin origin(TreePath path, Element around) {
    Place place = place(path, around);
    String text = text(path.getCompilationUnit(), path.getLeaf());
    return new Origin(place.line(), text, place.file(), place);
  }

  /** A call is shown at the name of the method (or the dot before it), not at its parenthesis. */
  private static Tree shown(Tree tree) {
    return tree instanceof MethodInvocationTree call ? call.getMethodSelect() : tree;
  }

  /** Where the compiler's caret goes, as far as the order of diagnostics and lines need it. */
  private long positionOf(CompilationUnitTree unit, Tree tree) {
    SourcePositions positions = trees.getSourcePositions();
    if (tree instanceof MethodInvocationTree call) {
      return positionOf(unit, call.getMethodSelect());
    } else if (tree instanceof MemberSelectTree select) {
      return positions.getEndPosition(unit, select) - select.getIdentifier().length();
    } else if (tree instanceof BinaryTree binary) {
      return skipSpace(unit, positions.getEndPosition(unit, binary.getLeftOperand()));
    } else if (tree instanceof VariableTree variable && variable.getType() != null) {
      return skipSpace(unit, positions.getEndPosition(unit, variable.getType()));
    } else if (tree instanceof MethodTree method && method.getReturnType() != null) {
      return skipSpace(unit, positions.getEndPosition(unit, method.getReturnType()));
    } else if (tree instanceof ClassTree type) {
      return skipSpace(unit, positions.getEndPosition(unit, type.getModifiers()));
    }
    return positions.getStartPosition(unit, tree);
  }

  /** The first position that is not white space. */
  private static long skipSpace(CompilationUnitTree unit, long position) {
    try {
      CharSequence content = unit.getSourceFile().getCharContent(true);
      long next = Math.max(position, 0);
      while (next < content.length() && Character.isWhitespace(content.charAt((int) next))) {
        next++;
      }
      return next;
    } catch (IOException e) {
      return position;
    }
  }

  private static long line(CompilationUnitTree unit, long position) {
    return position < 0 || unit.getLineMap() == null
        ? 0
        : unit.getLineMap().getLineNumber(position);
  }

  /** The lines of a class as they stand in its file; none if there is no source. */
  SourceListing listing(TypeElement type) {
    TreePath path = trees.getPath(type);
    if (path == null) {
      return SourceListing.NONE;
    }
    CompilationUnitTree unit = path.getCompilationUnit();
    long first = line(unit, trees.getSourcePositions().getStartPosition(unit, path.getLeaf()));
    long last = line(unit, trees.getSourcePositions().getEndPosition(unit, path.getLeaf()) - 1);
    if (first <= 0 || last < first) {
      return SourceListing.NONE;
    }
    try {
      List<String> lines = unit.getSourceFile().getCharContent(true).toString().lines().toList();
      int end = (int) Math.min(last, lines.size());
      return new SourceListing(place(type).file(), first, lines.subList((int) first - 1, end));
    } catch (IOException e) {
      return SourceListing.NONE;
    }
  }

  /** The source text of a tree on one line, shortened. */
  String text(CompilationUnitTree unit, Tree tree) {
    String text = fullText(unit, tree);
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 3) + "...";
  }

  /** The source text of a tree on one line. */
  String fullText(CompilationUnitTree unit, Tree tree) {
    SourcePositions positions = trees.getSourcePositions();
    long start = positions.getStartPosition(unit, tree);
    long end = positions.getEndPosition(unit, tree);
    return written(unit, start, end)
        // The compiler's own print of the tree says the same in other white space.
        .orElseGet(tree::toString)
        .replaceAll("\\s+", " ")
        .strip();
  }

  private static Optional<String> written(CompilationUnitTree unit, long start, long end) {
    if (start < 0 || end <= start) {
      return Optional.empty();
    }
    try {
      CharSequence content = unit.getSourceFile().getCharContent(true);
      return Optional.of(content.subSequence((int) start, (int) end).toString());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
