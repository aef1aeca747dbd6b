package io.tikhonov.processor.frontend;

import io.tikhonov.processor.diagnostic.Place;
import io.tikhonov.processor.diagnostic.Reporter;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.diagnostic.Suggestions;
import io.tikhonov.processor.vocabulary.Domain;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;

/** Finds the methods of a model that stand for something, and checks their declarations. */
final class MethodReader {

  /** What a method stands for. */
  enum Kind {
    LOSS,
    PENALTY,
    PREDICTION,
    UPDATE
  }

  /**
   * A method that the processor evaluates itself.
   *
   * @param use its annotation; for an update that of the state
   * @param inputs its inputs, or empty if they are wrong
   */
  record Root(
      Kind kind,
      ExecutableElement method,
      AnnotationUse use,
      Optional<List<InputReader.Input>> inputs) {
    String name() {
      return method.getSimpleName().toString();
    }
  }

  private final Sources sources;
  private final Reporter reporter;
  private final AnnotationReader annotations;
  private final InputReader inputs;
  private final TypeElement model;
  private final List<TypeElement> hierarchy;
  private final List<Root> roots = new ArrayList<>();
  private boolean hasTerms;

  /**
   * @param hierarchy the superclasses and the model, the uppermost first
   */
  MethodReader(
      Sources sources,
      Reporter reporter,
      AnnotationReader annotations,
      InputReader inputs,
      List<TypeElement> hierarchy) {
    this.sources = sources;
    this.reporter = reporter;
    this.annotations = annotations;
    this.inputs = inputs;
    this.hierarchy = hierarchy;
    this.model = hierarchy.get(hierarchy.size() - 1);
  }

  /** The methods of one kind, in the order of the source. */
  List<Root> roots(Kind kind) {
    return roots.stream().filter(root -> root.kind() == kind).toList();
  }

  /** All methods that the processor evaluates. */
  List<Root> all() {
    return roots;
  }

  /** True if there is a term, be it right or wrong. */
  boolean hasTerms() {
    return hasTerms;
  }

  /** Reads all annotated methods. */
  void read() {
    for (TypeElement type : hierarchy) {
      for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
        List<AnnotationUse> uses =
            annotations.read(method).stream().filter(use -> kind(use).isPresent()).toList();
        if (!uses.isEmpty() && !isOverridden(method, uses)) {
          uses.forEach(use -> read(method, use, uses));
        }
      }
    }
  }

  private static Optional<Kind> kind(AnnotationUse use) {
    return switch (use.name()) {
      case Dsl.LOSS -> Optional.of(Kind.LOSS);
      case Dsl.REGULARIZE -> Optional.of(Kind.PENALTY);
      case Dsl.PREDICT -> Optional.of(Kind.PREDICTION);
      default -> Optional.empty();
    };
  }

  /** True if a subclass overrides the method under an annotation of its own. */
  private boolean isOverridden(ExecutableElement method, List<AnnotationUse> uses) {
    for (TypeElement type : hierarchy) {
      for (ExecutableElement other : ElementFilter.methodsIn(type.getEnclosedElements())) {
        boolean annotated =
            uses.stream().anyMatch(use -> annotations.find(other, use.name()).isPresent());
        if (annotated && sources.elements().overrides(other, method, model)) {
          return true;
        }
      }
    }
    return false;
  }

  private void read(ExecutableElement method, AnnotationUse use, List<AnnotationUse> all) {
    Kind kind = kind(use).orElseThrow();
    String name = method.getSimpleName().toString();
    hasTerms |= kind != Kind.PREDICTION;
    boolean both = kind == Kind.PENALTY && all.stream().anyMatch(u -> u.name().equals(Dsl.LOSS));
    if (both) {
      reporter.report(
          Rule.DECLARED_TWICE,
          use.place(),
          "%s is a @Loss and a @Regularize term. Keep one of the two.".formatted(name));
      return;
    }
    if (kind == Kind.PREDICTION) {
      Optional<String> reason = ReservedNames.ofMethod(name);
      if (reason.isPresent()) {
        reporter.report(
            Rule.NAME_CLASH,
            sources.place(method),
            "A @Predict method cannot be called %s, because %s. Rename it."
                .formatted(name, reason.get()));
        return;
      }
    }
    requireFirst(kind, method);
    if (kind != Kind.PREDICTION) {
      requireWeight(kind, use, name);
    }
    if (requireSignature(method, use)) {
      roots.add(new Root(kind, method, use, inputs.read(method)));
    }
  }

  /** Terms have a name of their own, and overloads of predictions differ in their inputs. */
  private void requireFirst(Kind kind, ExecutableElement method) {
    for (Root root : roots) {
      boolean predictions = kind == Kind.PREDICTION && root.kind() == Kind.PREDICTION;
      boolean terms = kind != Kind.PREDICTION && root.kind() != Kind.PREDICTION;
      boolean same =
          root.method().getSimpleName().equals(method.getSimpleName())
              && (terms
                  || (predictions
                      && root.method().getParameters().size() == method.getParameters().size()));
      if (same) {
        reporter.report(
            Rule.DECLARED_TWICE,
            sources.place(method),
            "There is another %s called %s%s. Rename one of them."
                .formatted(
                    terms ? "term" : "@Predict method",
                    method.getSimpleName(),
                    terms ? "" : " with as many inputs, and every input is an INDArray"));
      }
    }
  }

  private void requireWeight(Kind kind, AnnotationUse use, String name) {
    String attribute = kind == Kind.LOSS ? "weight" : "lambda";
    Domain domain = kind == Kind.LOSS ? Domain.FINITE : Domain.NON_NEGATIVE;
    double value = use.number(attribute);
    if (!domain.contains(value)) {
      reporter.report(
          Rule.VALUE_OUT_OF_RANGE,
          use.at(attribute),
          "%s = %s in @%s on %s must be %s.%s"
              .formatted(
                  attribute,
                  value,
                  use.type().getSimpleName(),
                  name,
                  domain.text(),
                  kind == Kind.PENALTY && value < 0
                      ? " To reward a large value, return the negate() of it."
                      : ""));
    } else if (value == 0) {
      reporter.report(
          Rule.WITHOUT_EFFECT,
          use.at(attribute),
          "%s = 0 switches %s off. Remove the method, or give it a weight."
              .formatted(attribute, name));
    }
  }

  private boolean requireSignature(ExecutableElement method, AnnotationUse use) {
    String problem = null;
    if (!method.getTypeParameters().isEmpty()) {
      problem = "a generic method has no fixed inputs";
    } else if (method.isVarArgs()) {
      problem = "a method with variable arguments has no fixed inputs";
    } else if (!Dsl.isTensor(method.getReturnType())) {
      if (method.getReturnType().getKind() == TypeKind.ERROR) {
        return false;
      }
      problem = "it must return a Tensor, not " + method.getReturnType();
    }
    if (problem == null) {
      return true;
    }
    reporter.report(
        Rule.WRONG_ELEMENT,
        use.place(),
        "@%s on %s: %s.".formatted(use.type().getSimpleName(), method.getSimpleName(), problem));
    return false;
  }

  /** Finds the update method of a state. */
  Optional<Root> readUpdate(FieldReader.StateDraft state) {
    String name = state.use().text("update");
    List<ExecutableElement> methods = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (TypeElement type : hierarchy) {
      for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
        if (Dsl.isTensor(method.getReturnType())) {
          names.add(method.getSimpleName().toString());
          if (method.getSimpleName().contentEquals(name)) {
            methods.add(0, method);
          }
        }
      }
    }
    if (methods.isEmpty()) {
      reportUnknown("update", name, "method", names, state.use().at("update"));
      return Optional.empty();
    }
    ExecutableElement method = methods.get(0);
    Root root = new Root(Kind.UPDATE, method, state.use(), inputs.read(method));
    roots.add(root);
    return Optional.of(root);
  }

  /** Reports a name that stands for nothing. */
  void reportUnknown(
      String attribute, String name, String what, Collection<String> known, Place at) {
    reporter.report(
        Rule.UNKNOWN_NAME,
        at,
        "%s = \"%s\": %s has no %s \"%s\".%s Its %ss are %s."
            .formatted(
                attribute,
                name,
                model.getSimpleName(),
                what,
                name,
                Suggestions.didYouMean(name, known),
                what,
                known.stream().sorted().distinct().toList()));
  }
}
