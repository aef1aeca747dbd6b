package io.tikhonov.processor.frontend;

import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import io.tikhonov.processor.diagnostic.Place;
import io.tikhonov.processor.diagnostic.Reporter;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Kind;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.vocabulary.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;

/** Reads the parameters of methods that get batch inputs; one name is one input. */
final class InputReader {

  /**
   * An input.
   *
   * @param method where it was first seen
   * @param shapeAt its shape in the source
   */
  record Input(Node leaf, String method, Place place, Place shapeAt) {
    String name() {
      return leaf.op().opName();
    }

    Value value() {
      return leaf.kind() == Kind.INDEX ? new Value.OfLabels(leaf) : Value.of(leaf);
    }
  }

  private final Sources sources;
  private final Graph graph;
  private final Reporter reporter;
  private final AnnotationReader annotations;
  private final Predicate<String> isField;
  private final ShapeReader shapes;
  private final Map<String, Input> known = new LinkedHashMap<>();

  InputReader(
      Sources sources,
      Graph graph,
      Reporter reporter,
      AnnotationReader annotations,
      Predicate<String> isField) {
    this.sources = sources;
    this.graph = graph;
    this.reporter = reporter;
    this.annotations = annotations;
    this.isField = isField;
    this.shapes = new ShapeReader(reporter);
  }

  /** The inputs of a method; empty if something was reported. */
  Optional<List<Input>> read(ExecutableElement method) {
    TreePath path = sources.path(method);
    MethodTree tree =
        path != null && path.getLeaf() instanceof MethodTree methodTree ? methodTree : null;
    List<Input> inputs = new ArrayList<>();
    boolean correct = true;
    for (int i = 0; i < method.getParameters().size(); i++) {
      VariableElement parameter = method.getParameters().get(i);
      VariableTree variable = tree == null ? null : tree.getParameters().get(i);
      Optional<Input> input = read(method, parameter, path, variable);
      correct &= input.isPresent();
      input.ifPresent(inputs::add);
    }
    return correct ? Optional.of(inputs) : Optional.empty();
  }

  private Optional<Input> read(
      ExecutableElement method, VariableElement parameter, TreePath path, VariableTree tree) {
    String name = parameter.getSimpleName().toString();
    Place place = tree == null ? sources.place(method) : place(path, tree, method);
    boolean labels = Dsl.isLabels(parameter.asType());
    if (!labels && !Dsl.isTensor(parameter.asType())) {
      if (parameter.asType().getKind() != TypeKind.ERROR) {
        reporter.report(
            Rule.WRONG_ELEMENT,
            place,
            "%s of %s is %s, but an input is a Tensor or Labels. Use a @Hyperparameter or a static"
                    .formatted(name, method.getSimpleName(), parameter.asType())
                + " final constant for numbers.");
      }
      return Optional.empty();
    }
    Optional<AnnotationUse> use =
        (tree == null ? annotations.read(parameter) : annotations.read(parameter, path, tree))
            .stream().filter(u -> u.name().equals(Dsl.SHAPE)).findFirst();
    if (use.isEmpty()) {
      reporter.report(
          Rule.MISSING_DECLARATION,
          place,
          "Input %s of %s has no @Shape, so its dimensions are not known. Write @Shape({\"batch\","
                  .formatted(name, method.getSimpleName())
              + " ...}) before its type.");
      return Optional.empty();
    }
    Optional<String> reason = ReservedNames.ofInput(name);
    if (reason.isPresent() || isField.test(name)) {
      reporter.report(
          Rule.NAME_CLASH,
          place,
          "An input cannot be called %s, because %s. Rename it."
              .formatted(name, reason.orElse("a declared field has that name")));
      return Optional.empty();
    }
    return shapes
        .read(use.get(), "value", name, false)
        .flatMap(shape -> input(method, name, shape, labels, place, use.get().at("value")));
  }

  private Place place(TreePath path, VariableTree tree, Element around) {
    return sources.place(path.getCompilationUnit(), tree, around);
  }

  private Optional<Input> input(
      ExecutableElement method,
      String name,
      Shape shape,
      boolean labels,
      Place place,
      Place shapeAt) {
    Leaf.Role role = labels ? Leaf.Role.LABELS : Leaf.Role.INPUT;
    Node leaf = graph.stored(role, name, shape);
    String methodName = method.getSimpleName().toString();
    Input first = known.computeIfAbsent(name, n -> new Input(leaf, methodName, place, shapeAt));
    if (first.leaf().equals(leaf)) {
      return Optional.of(new Input(leaf, methodName, place, shapeAt));
    }
    reporter.report(
        Rule.DECLARED_TWICE,
        place,
        "Input \"%s\" is %s in %s and %s in %s, but parameters of one name are one input. Rename one"
                .formatted(name, describe(first.leaf()), first.method(), describe(leaf), methodName)
            + " of them, or give both the same type and @Shape.");
    return Optional.empty();
  }

  private static String describe(Node leaf) {
    return (leaf.kind() == Kind.INDEX ? "Labels " : "") + leaf.shape();
  }
}
