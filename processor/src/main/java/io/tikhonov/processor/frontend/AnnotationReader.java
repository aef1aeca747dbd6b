package io.tikhonov.processor.frontend;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import io.tikhonov.processor.diagnostic.Place;
import io.tikhonov.processor.diagnostic.Reporter;
import io.tikhonov.processor.diagnostic.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * Reads annotations with the position of every value. The compiler looks up the tree of a repeated
 * annotation as the whole element, so mirrors are matched to the trees in the modifiers: the n-th
 * mirror of a type belongs to the n-th tree of that type. Containers are opened.
 */
final class AnnotationReader {
  private final Sources sources;
  private final Reporter reporter;

  /**
   * @param reporter hears of integer divisions in values of the DSL's annotations
   */
  AnnotationReader(Sources sources, Reporter reporter) {
    this.sources = sources;
    this.reporter = reporter;
  }

  /** The annotations of an element, in the order of the source. */
  List<AnnotationUse> read(Element element) {
    TreePath path = sources.path(element);
    return path == null ? readAll(element, null, null) : readAll(element, path, modifiers(path));
  }

  Optional<AnnotationUse> find(Element element, String name) {
    return read(element).stream().filter(use -> use.name().equals(name)).findFirst();
  }

  /** The annotations of a method's parameter, whose tree is given. */
  List<AnnotationUse> read(Element element, TreePath path, VariableTree tree) {
    return readAll(element, path, tree.getModifiers());
  }

  private static ModifiersTree modifiers(TreePath path) {
    Tree tree = path.getLeaf();
    if (tree instanceof ClassTree type) {
      return type.getModifiers();
    } else if (tree instanceof MethodTree method) {
      return method.getModifiers();
    } else if (tree instanceof VariableTree variable) {
      return variable.getModifiers();
    }
    return null;
  }

  private List<AnnotationUse> readAll(Element element, TreePath path, ModifiersTree modifiers) {
    List<AnnotationMirror> mirrors = new ArrayList<>();
    element.getAnnotationMirrors().forEach(mirror -> addOpened(mirror, mirrors));
    Map<String, List<AnnotationTree>> trees = new LinkedHashMap<>();
    if (modifiers != null) {
      modifiers.getAnnotations().forEach(tree -> addOpened(path, tree, trees));
    }
    List<AnnotationUse> uses = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    for (AnnotationMirror mirror : mirrors) {
      String name = Dsl.nameOf(mirror);
      int index = seen.merge(name, 1, Integer::sum) - 1;
      List<AnnotationTree> known = trees.getOrDefault(name, List.of());
      AnnotationTree tree = index < known.size() ? known.get(index) : null;
      uses.add(use(element, mirror, path, tree));
    }
    if (path != null) {
      // A container stands where its first annotation stood; the source has the true order.
      uses.sort(java.util.Comparator.comparingLong(use -> use.place().position()));
    }
    return uses;
  }

  private AnnotationUse use(
      Element element, AnnotationMirror mirror, TreePath path, AnnotationTree tree) {
    Map<String, Object> values = new LinkedHashMap<>();
    sources
        .elements()
        .getElementValuesWithDefaults(mirror)
        .forEach((method, value) -> values.put(method.getSimpleName().toString(), plain(value)));
    if (tree == null) {
      return new AnnotationUse(Dsl.typeOf(mirror), values, sources.place(element), Map.of());
    }
    Map<String, Place> places = new LinkedHashMap<>();
    for (ExpressionTree argument : tree.getArguments()) {
      String attribute = "value";
      ExpressionTree written = argument;
      if (argument instanceof AssignmentTree assignment
          && assignment.getVariable() instanceof IdentifierTree identifier) {
        attribute = identifier.getName().toString();
        written = assignment.getExpression();
      }
      places.put(attribute, place(element, path, written));
      if (values.get(attribute) instanceof Double
          && Dsl.nameOf(mirror).startsWith(Dsl.PACKAGE + ".")) {
        reportDivision(element, new TreePath(new TreePath(path, tree), written));
      }
      List<? extends ExpressionTree> elements =
          written instanceof NewArrayTree array && array.getInitializers() != null
              ? array.getInitializers()
              : List.of(written);
      for (int i = 0; i < elements.size(); i++) {
        places.put(AnnotationUse.elementKey(attribute, i), place(element, path, elements.get(i)));
      }
    }
    return new AnnotationUse(Dsl.typeOf(mirror), values, place(element, path, tree), places);
  }

  private void reportDivision(Element element, TreePath written) {
    new IntegerQuotients(sources)
        .find(written)
        .ifPresent(
            quotient -> {
              BinaryTree division = quotient.division();
              String source = sources.text(written.getCompilationUnit(), division);
              String left = sources.text(written.getCompilationUnit(), division.getLeftOperand());
              reporter.report(
                  Rule.INTEGER_DIVISION,
                  place(element, written, division),
                  "%s is integer division and gives %d, and the result is used as a double. Write %s."
                      .formatted(
                          source,
                          quotient.value(),
                          division.getLeftOperand() instanceof LiteralTree
                              ? left + ".0" + source.substring(left.length())
                              : "(double) " + source));
            });
  }

  private Place place(Element element, TreePath path, Tree tree) {
    return sources.place(path.getCompilationUnit(), tree, element);
  }

  /** A plain Java value; see {@link AnnotationUse#values()}. */
  private static Object plain(AnnotationValue value) {
    Object content = value.getValue();
    if (content instanceof VariableElement constant) {
      return constant.getSimpleName().toString();
    } else if (content instanceof List<?> list) {
      return list.stream().map(element -> plain((AnnotationValue) element)).toList();
    } else if (content instanceof Float number) {
      return (double) number;
    } else if (content instanceof Number
        || content instanceof Boolean
        || content instanceof String) {
      return content;
    }
    return content.toString();
  }

  // Containers of repeated annotations

  private static void addOpened(AnnotationMirror mirror, List<AnnotationMirror> opened) {
    if (!isContainer(Dsl.typeOf(mirror))) {
      opened.add(mirror);
      return;
    }
    for (AnnotationValue value : mirror.getElementValues().values()) {
      for (Object element : (List<?>) value.getValue()) {
        addOpened((AnnotationMirror) ((AnnotationValue) element).getValue(), opened);
      }
    }
  }

  private void addOpened(
      TreePath parent, AnnotationTree tree, Map<String, List<AnnotationTree>> opened) {
    TreePath path = new TreePath(new TreePath(parent, tree), tree.getAnnotationType());
    if (!(sources.trees().getElement(path) instanceof TypeElement type)) {
      return;
    }
    if (!isContainer(type)) {
      opened
          .computeIfAbsent(type.getQualifiedName().toString(), name -> new ArrayList<>())
          .add(tree);
      return;
    }
    for (ExpressionTree argument : tree.getArguments()) {
      ExpressionTree content =
          argument instanceof AssignmentTree assignment ? assignment.getExpression() : argument;
      List<? extends ExpressionTree> inner =
          content instanceof NewArrayTree array && array.getInitializers() != null
              ? array.getInitializers()
              : List.of(content);
      for (ExpressionTree element : inner) {
        if (element instanceof AnnotationTree annotation) {
          addOpened(parent, annotation, opened);
        }
      }
    }
  }

  /** True if the type's only attribute holds annotations that name it as their container. */
  private static boolean isContainer(TypeElement type) {
    List<ExecutableElement> attributes =
        type.getEnclosedElements().stream()
            .filter(ExecutableElement.class::isInstance)
            .map(ExecutableElement.class::cast)
            .toList();
    return attributes.size() == 1
        && attributes.get(0).getSimpleName().contentEquals("value")
        && attributes.get(0).getReturnType() instanceof ArrayType array
        && array.getComponentType().getKind() == TypeKind.DECLARED
        && isContainerOf(type, ((DeclaredType) array.getComponentType()).asElement());
  }

  private static boolean isContainerOf(TypeElement container, Element contained) {
    for (AnnotationMirror mirror : contained.getAnnotationMirrors()) {
      if (Dsl.nameOf(mirror).equals("java.lang.annotation.Repeatable")) {
        return mirror.getElementValues().values().stream()
            .anyMatch(
                value ->
                    value.getValue() instanceof TypeMirror named
                        && named.getKind() == TypeKind.DECLARED
                        && ((DeclaredType) named).asElement().equals(container));
      }
    }
    return false;
  }
}
