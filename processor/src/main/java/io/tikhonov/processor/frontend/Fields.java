package io.tikhonov.processor.frontend;

import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import io.tikhonov.processor.diagnostic.DiagnosticException;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.vocabulary.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;

/** What fields stand for: declared tensors and hyperparameters, and constants. */
final class Fields {
  private final Sources sources;
  private final TypeElement model;
  private final Map<Element, Value> declared = new HashMap<>();
  private final Map<Element, Value> computed = new HashMap<>();
  private final Set<Element> running = new HashSet<>();

  Fields(Sources sources, TypeElement model) {
    this.sources = sources;
    this.model = model;
  }

  /** Declares what a field stands for; {@link Value.Unknown} if its declaration is wrong. */
  void declare(Element field, Value value) {
    declared.put(field, value);
  }

  Reader reader(Evaluator evaluator) {
    return new Reader(evaluator);
  }

  /** Reads fields during an evaluation. */
  final class Reader {
    private final Evaluator evaluator;

    private Reader(Evaluator evaluator) {
      this.evaluator = evaluator;
    }

    Value read(TreePath path, String name, Frame frame) {
      Body body = frame.body();
      Element element = body.names().element(path).orElseThrow(() -> Poisoned.INSTANCE);
      Value known = declared.get(element);
      if (known != null) {
        return known;
      }
      if (element instanceof VariableElement variable) {
        if (variable.getConstantValue() != null) {
          if (variable.asType().getKind() == TypeKind.DOUBLE) {
            // The compiler's value does not say that an integer was divided.
            initializer(variable, body);
          }
          return Value.OfConstant.of(variable.getConstantValue());
        } else if (variable.getKind() == ElementKind.FIELD
            && variable.getModifiers().contains(Modifier.FINAL)) {
          Optional<Value> value = initializer(variable, body);
          if (value.isPresent()) {
            return value.get();
          }
        }
      }
      if (evaluator.isAssignedField(name)) {
        throw Poisoned.INSTANCE;
      }
      throw new DiagnosticException(
          Rule.NO_VALUE,
          body.place(path.getLeaf()),
          ("%s is an ordinary field and has no value when %s is compiled. Make it static final, or"
                  + " @Hyperparameter if it changes between steps, or @Constant if it is a tensor.")
              .formatted(name, model.getSimpleName()));
    }

    /** The value of a final field whose initializer stands in this file. */
    private Optional<Value> initializer(VariableElement field, Body body) {
      Value known = computed.get(field);
      if (known != null) {
        return Optional.of(known);
      }
      TreePath path = sources.path(field);
      if (path == null
          || path.getCompilationUnit() != body.unit()
          || !(path.getLeaf() instanceof VariableTree tree)
          || tree.getInitializer() == null
          || !running.add(field)) {
        return Optional.empty();
      }
      try {
        Body around = new Body(sources, body.unit(), body.names(), field, null);
        Frame frame = new Frame(around, null, Set.of());
        TreePath initializer = new TreePath(path, tree.getInitializer());
        Value value =
            evaluator.convert(
                evaluator.expressions().evaluate(initializer, frame),
                tree.getType(),
                tree.getInitializer(),
                frame);
        computed.put(field, value);
        return Optional.of(value);
      } finally {
        running.remove(field);
      }
    }
  }
}
