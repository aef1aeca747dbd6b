package io.tikhonov.processor.frontend;

import io.tikhonov.processor.diagnostic.Place;
import io.tikhonov.processor.diagnostic.Reporter;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.model.HyperparameterDeclaration;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.vocabulary.Domain;
import io.tikhonov.processor.vocabulary.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;

/** Reads the fields of a model: parameters, constants, states and hyperparameters. */
final class FieldReader {
  private static final Map<String, Leaf.Role> TENSORS =
      Map.of(
          Dsl.PARAMETER, Leaf.Role.PARAMETER,
          Dsl.CONSTANT, Leaf.Role.CONSTANT,
          Dsl.STATE, Leaf.Role.STATE);

  /** The initial values whose scale is a width or a gain. */
  private static final Set<String> SCALED =
      Set.of(
          "UNIFORM",
          "NORMAL",
          "GLOROT_UNIFORM",
          "GLOROT_NORMAL",
          "HE_UNIFORM",
          "HE_NORMAL",
          "LECUN_UNIFORM",
          "LECUN_NORMAL",
          "ORTHOGONAL");

  /** A state whose update method is evaluated later. */
  record StateDraft(TensorDeclaration declaration, AnnotationUse use) {}

  private final Sources sources;
  private final Graph graph;
  private final Reporter reporter;
  private final AnnotationReader annotations;
  private final IngredientReader ingredients;
  private final Fields fields;
  private final ShapeReader shapes;
  private final List<TensorDeclaration> parameters = new ArrayList<>();
  private final List<TensorDeclaration> constants = new ArrayList<>();
  private final List<StateDraft> states = new ArrayList<>();
  private final List<HyperparameterDeclaration> hyperparameters = new ArrayList<>();
  private final Map<String, Place> names = new HashMap<>();
  private final Set<String> fileNames = new HashSet<>();

  FieldReader(
      Sources sources,
      Graph graph,
      Reporter reporter,
      AnnotationReader annotations,
      IngredientReader ingredients,
      Fields fields) {
    this.sources = sources;
    this.graph = graph;
    this.reporter = reporter;
    this.annotations = annotations;
    this.ingredients = ingredients;
    this.fields = fields;
    this.shapes = new ShapeReader(reporter);
  }

  List<TensorDeclaration> parameters() {
    return parameters;
  }

  List<TensorDeclaration> constants() {
    return constants;
  }

  List<StateDraft> states() {
    return states;
  }

  List<HyperparameterDeclaration> hyperparameters() {
    return hyperparameters;
  }

  /** True if the model has a tensor or a hyperparameter of this name. */
  boolean has(String name) {
    return names.containsKey(name);
  }

  void read(TypeElement type) {
    ElementFilter.fieldsIn(type.getEnclosedElements()).forEach(this::read);
  }

  private void read(VariableElement field) {
    List<AnnotationUse> declaring =
        annotations.read(field).stream()
            .filter(use -> TENSORS.containsKey(use.name()) || use.name().equals(Dsl.HYPERPARAMETER))
            .toList();
    boolean isParameter = declaring.stream().anyMatch(use -> use.name().equals(Dsl.PARAMETER));
    List<Ingredient> onField = ingredients.read(field);
    if (!isParameter) {
      onField.forEach(ingredient -> reportMisplaced(ingredient, field));
    }
    if (declaring.isEmpty()) {
      return;
    }
    fields.declare(field, new Value.Unknown());
    String name = field.getSimpleName().toString();
    if (declaring.size() > 1) {
      reporter.report(
          Rule.DECLARED_TWICE,
          declaring.get(1).place(),
          "%s is declared as %s and as %s. Keep one of the two."
              .formatted(name, simple(declaring.get(0)), simple(declaring.get(1))));
      return;
    }
    AnnotationUse use = declaring.get(0);
    if (names.putIfAbsent(name, sources.place(field)) != null) {
      reporter.report(
          Rule.DECLARED_TWICE,
          sources.place(field),
          "%s hides the field of the same name in a superclass. Rename one of them."
              .formatted(name));
      return;
    }
    if (use.name().equals(Dsl.HYPERPARAMETER)) {
      readHyperparameter(field, name, use);
    } else {
      readTensor(field, name, use, onField);
    }
  }

  private void reportMisplaced(Ingredient ingredient, VariableElement field) {
    boolean penalty = ingredient.family().equals("Regularize");
    reporter.report(
        Rule.WRONG_ELEMENT,
        ingredient.token().handle(),
        "%s on %s: this field is not a @Parameter, so there is nothing to %s. %s"
            .formatted(
                ingredient.written(),
                field.getSimpleName(),
                penalty ? "penalise" : "train",
                penalty
                    ? "Put the penalty on a parameter, or write a @Regularize method of the value"
                        + " you mean."
                    : "Put it on a parameter or on the class."));
  }

  private static String simple(AnnotationUse use) {
    return "@" + use.type().getSimpleName();
  }

  private void readHyperparameter(VariableElement field, String name, AnnotationUse use) {
    if (field.asType().getKind() != TypeKind.DOUBLE
        || field.getModifiers().contains(Modifier.STATIC)) {
      reporter.report(
          Rule.WRONG_ELEMENT,
          use.place(),
          "@Hyperparameter on %s: a hyperparameter is a double field that is not static."
              .formatted(name));
      return;
    }
    if (!requireFree("hyperparameter", name, ReservedNames.ofMethod(name), field)) {
      return;
    }
    double value = use.number("value");
    if (!Domain.FINITE.contains(value)) {
      reporter.report(
          Rule.VALUE_OUT_OF_RANGE,
          use.at("value"),
          "value = %s in @Hyperparameter on %s must be finite.".formatted(value, name));
    }
    Node leaf = graph.scalar(name);
    fields.declare(field, new Value.OfScalar(leaf));
    hyperparameters.add(
        new HyperparameterDeclaration(name, value, leaf, sources.token(sources.place(field))));
  }

  private boolean requireFree(
      String what, String name, Optional<String> reason, VariableElement field) {
    reason.ifPresent(
        text ->
            reporter.report(
                Rule.NAME_CLASH,
                sources.place(field),
                "A %s cannot be called %s, because %s. Rename it.".formatted(what, name, text)));
    return reason.isEmpty();
  }

  private void readTensor(
      VariableElement field, String name, AnnotationUse use, List<Ingredient> onField) {
    if (!Dsl.isTensor(field.asType()) || field.getModifiers().contains(Modifier.STATIC)) {
      if (field.asType().getKind() != TypeKind.ERROR) {
        reporter.report(
            Rule.WRONG_ELEMENT,
            use.place(),
            "%s on %s: this must be a field of type Tensor that is not static."
                .formatted(simple(use), name));
      }
      return;
    }
    Leaf.Role role = TENSORS.get(use.name());
    boolean free =
        role != Leaf.Role.CONSTANT
            || requireFree("constant", name, ReservedNames.ofConstant(name), field);
    Optional<Shape> shape = shapes.read(use, "shape", name, true);
    if (shape.isEmpty() || !free) {
      return;
    }
    Node leaf = graph.stored(role, name, shape.get());
    fields.declare(field, Value.of(leaf));
    TensorDeclaration declaration = declaration(leaf, name, use, onField, field);
    switch (role) {
      case PARAMETER -> parameters.add(declaration);
      case CONSTANT -> constants.add(declaration);
      default -> states.add(new StateDraft(declaration, use));
    }
  }

  private TensorDeclaration declaration(
      Node leaf, String name, AnnotationUse use, List<Ingredient> onField, VariableElement field) {
    boolean parameter = use.name().equals(Dsl.PARAMETER);
    String role = parameter ? use.text("role") : "WEIGHT";
    String init = use.values().containsKey("init") ? resolvedInit(use.text("init"), role) : "ZEROS";
    double scale = use.values().containsKey("initScale") ? use.number("initScale") : Double.NaN;
    boolean explicit = use.places().containsKey("initScale");
    requireInit(leaf, name, init, scale, explicit, use);
    String written = parameter ? use.text("name") : "";
    String fileName = written.isEmpty() ? name : written;
    if (!fileNames.add(fileName)) {
      reporter.report(
          Rule.DECLARED_TWICE,
          use.at("name"),
          "Two tensors are called %s in saved files. Give one another name.".formatted(fileName));
    }
    return new TensorDeclaration(
        leaf,
        fileName,
        init,
        explicit ? scale : defaultScale(init),
        role,
        null,
        parameter ? onField : List.of(),
        sources.token(sources.place(field)),
        sources.token(use.places().getOrDefault("init", sources.place(field))));
  }

  private void requireInit(
      Node leaf, String name, String init, double scale, boolean explicit, AnnotationUse use) {
    if (explicit && !Domain.FINITE.contains(scale)) {
      reporter.report(
          Rule.VALUE_OUT_OF_RANGE,
          use.at("initScale"),
          "initScale = %s of %s must be finite.".formatted(scale, name));
    } else if (explicit && scale <= 0 && SCALED.contains(init)) {
      reporter.report(
          Rule.VALUE_OUT_OF_RANGE,
          use.at("initScale"),
          ("initScale = %s of %s must be above 0: Init.%s multiplies by it. Use"
                  + " Init.ZEROS to start at 0.")
              .formatted(scale, name, init));
    }
    boolean matrix = init.equals("ORTHOGONAL") || init.equals("IDENTITY");
    if (matrix && leaf.shape().rank() != 2) {
      reporter.report(
          Rule.WRONG_RANK,
          use.at("init"),
          "Init.%s of %s with shape %s needs a matrix.".formatted(init, name, leaf.shape()));
    }
  }

  private static String resolvedInit(String init, String role) {
    if (!init.equals("DEFAULT")) {
      return init;
    }
    return switch (role) {
      case "BIAS" -> "ZEROS";
      case "NORM" -> "ONES";
      case "EMBEDDING" -> "NORMAL";
      default -> "GLOROT_UNIFORM";
    };
  }

  private static double defaultScale(String init) {
    return switch (init) {
      case "CONSTANT" -> 0;
      case "UNIFORM" -> 0.05;
      default -> 1;
    };
  }
}
