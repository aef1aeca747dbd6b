package io.tikhonov.processor.frontend;

import io.tikhonov.processor.check.ModelChecks;
import io.tikhonov.processor.diagnostic.Reporter;
import io.tikhonov.processor.diagnostic.Rule;
import io.tikhonov.processor.frontend.FieldReader.StateDraft;
import io.tikhonov.processor.frontend.InputReader.Input;
import io.tikhonov.processor.frontend.MethodReader.Kind;
import io.tikhonov.processor.frontend.MethodReader.Root;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.InputDeclaration;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.PredictionDeclaration;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.model.TermDeclaration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.TypeElement;

/** Reads one model class: declarations first, then bodies, then the checks of the whole. */
final class ModelReader {
  private final Sources sources;
  private final Reporter reporter;
  private final ModelType type;
  private final MethodReader methods;
  private final FieldReader fields;
  private final AnnotationUse objective;
  private final List<Ingredient> ingredients;
  private final Graph graph = new Graph();
  private final ModelScope scope;
  private final MethodEvaluation evaluation;
  private final Map<String, Root> updates = new LinkedHashMap<>();
  private boolean complete = true;

  ModelReader(
      Sources sources, IngredientReader ingredientReader, TypeElement model, Reporter reporter) {
    this.sources = sources;
    this.reporter = reporter;
    this.type = new ModelType(sources, model);
    AnnotationReader annotations = new AnnotationReader(sources, reporter);
    this.objective = annotations.find(model, Dsl.TRAINING_OBJECTIVE).orElseThrow();
    this.ingredients = ingredientReader.read(model);
    Fields values = new Fields(sources, model);
    this.fields = new FieldReader(sources, graph, reporter, annotations, ingredientReader, values);
    type.hierarchy().forEach(fields::read);
    InputReader inputs = new InputReader(sources, graph, reporter, annotations, fields::has);
    this.methods = new MethodReader(sources, reporter, annotations, inputs, type.hierarchy());
    this.scope =
        new ModelScope(
            model.getSimpleName().toString(),
            graph,
            reporter,
            averagedParameters(),
            !objective.text("precision").equals("DOUBLE"));
    Routines routines = new Routines(sources, model, new InlineLibrary(sources));
    this.evaluation = new MethodEvaluation(scope, values, routines, reporter);
  }

  private Set<String> averagedParameters() {
    boolean all = ingredients.stream().anyMatch(i -> i.family().equals("Average"));
    return fields.parameters().stream()
        .filter(p -> all || p.ingredients().stream().anyMatch(i -> i.family().equals("Average")))
        .map(TensorDeclaration::name)
        .collect(Collectors.toSet());
  }

  /** The model; empty if something was reported, or if the compiler reports a name itself. */
  Optional<ObjectiveModel> read(FrontEnd.DeclarationCheck declarationCheck) {
    type.check(reporter, objective.place());
    methods.read();
    fields.states().forEach(this::readUpdate);
    requireTerms();
    noteDeclarations();
    List<Root> batchRoots = batchRoots();
    InputScope inputs = new InputScope(dimensions(batchRoots));
    requireSizes(batchRoots);
    List<TermDeclaration> terms = new ArrayList<>();
    for (Root root : termRoots()) {
      term(root, inputs).ifPresentOrElse(terms::add, () -> complete = false);
    }
    List<PredictionDeclaration> predictions = new ArrayList<>();
    for (Root root : methods.roots(Kind.PREDICTION)) {
      prediction(root).ifPresentOrElse(predictions::add, () -> complete = false);
    }
    List<TensorDeclaration> states = new ArrayList<>();
    for (StateDraft draft : fields.states()) {
      state(draft, inputs).ifPresentOrElse(states::add, () -> complete = false);
    }
    states.addAll(scope.statistics().declarations(scope::resolved));
    ObjectiveModel model =
        new ObjectiveModel(
            graph,
            type.packageName(),
            type.className(),
            type.generatedName(),
            type.isPublic(),
            objective.text("precision").equals("DOUBLE"),
            List.copyOf(fields.parameters()),
            List.copyOf(fields.constants()),
            states,
            List.copyOf(fields.hyperparameters()),
            inputs(batchRoots, inputs),
            terms,
            predictions,
            ingredients,
            scope.derivatives(),
            sources.token(objective.place()));
    requireOrder(model);
    boolean readable = complete && !reporter.hasErrors();
    new ModelChecks(model, reporter).run(readable);
    declarationCheck.check(model, reporter, complete);
    return complete && !reporter.hasErrors() ? Optional.of(model) : Optional.empty();
  }

  private void readUpdate(StateDraft draft) {
    methods
        .readUpdate(draft)
        .ifPresentOrElse(
            root -> updates.put(draft.declaration().name(), root), () -> complete = false);
  }

  private List<Root> termRoots() {
    return Stream.concat(methods.roots(Kind.LOSS).stream(), methods.roots(Kind.PENALTY).stream())
        .toList();
  }

  /** The methods whose inputs come with each batch. */
  private List<Root> batchRoots() {
    return Stream.concat(termRoots().stream(), updates.values().stream()).toList();
  }

  private void requireTerms() {
    if (!methods.hasTerms()) {
      reporter.report(
          Rule.MISSING_DECLARATION,
          objective.place(),
          "%s has neither a @Loss nor a @Regularize method, so there is nothing to minimise. Annotate"
                  .formatted(type.className())
              + " a method that returns a scalar Tensor with @Loss.");
    }
  }

  private void noteDeclarations() {
    fields.parameters().forEach(p -> scope.parameter(p.stored()));
    Stream.of(fields.parameters().stream(), fields.constants().stream())
        .flatMap(tensors -> tensors)
        .forEach(tensor -> scope.declaredAt(tensor.name(), tensor.token().line()));
    methods
        .all()
        .forEach(
            root ->
                root.inputs()
                    .ifPresent(
                        list -> list.forEach(i -> scope.declaredAt(i.name(), i.place().line()))));
  }

  // Dimensions

  private Set<String> builderDimensions() {
    Set<String> names = new LinkedHashSet<>();
    Stream.of(
            fields.parameters().stream(),
            fields.constants().stream(),
            fields.states().stream().map(StateDraft::declaration))
        .flatMap(tensors -> tensors)
        .forEach(tensor -> tensor.shape().dims().forEach(dim -> names.addAll(dim.names())));
    return names;
  }

  private Set<String> dimensions(List<Root> roots) {
    Set<String> names = builderDimensions();
    for (Root root : roots) {
      for (Input input : root.inputs().orElse(List.of())) {
        input.leaf().shape().dims().forEach(dim -> names.addAll(dim.names()));
      }
    }
    return names;
  }

  /** A size that only inputs bring must stand alone on one of their axes to be read off. */
  private void requireSizes(List<Root> roots) {
    Set<String> known = builderDimensions();
    List<Input> inputs =
        roots.stream().flatMap(root -> root.inputs().orElse(List.of()).stream()).toList();
    inputs.stream()
        .flatMap(input -> input.leaf().shape().dims().stream())
        .filter(dim -> dim.atom().isPresent())
        .forEach(dim -> known.addAll(dim.names()));
    for (Input input : inputs) {
      for (Poly dim : input.leaf().shape().dims()) {
        for (String name : dim.names()) {
          if (!known.contains(name)) {
            reporter.report(
                Rule.UNKNOWN_DIMENSION,
                input.shapeAt(),
                "Nothing sets the size of %s: it occurs in %s only. Give a parameter or an input the"
                        .formatted(name, dim)
                    + " dimension \"%s\" alone.".formatted(name));
          }
        }
      }
    }
  }

  // Methods

  private Optional<TermDeclaration> term(Root root, InputScope inputs) {
    boolean loss = root.kind() == Kind.LOSS;
    List<String> trains = root.use().texts("trains");
    requireParameters(trains, root.use());
    Optional<Node> training = evaluation.evaluate(root, inputs, true);
    Optional<Node> inference = evaluation.evaluate(root, inputs, false);
    if (training.isEmpty() || inference.isEmpty()) {
      return Optional.empty();
    }
    Shape shape = training.get().shape();
    if (!shape.isScalar()) {
      reporter.report(
          Rule.NOT_A_SCALAR,
          evaluation.returnPlace(root),
          "%s must return a scalar but has %s left. Finish with mean(..., %s) to match the built-in"
                  .formatted(root.name(), shape, axesText(shape))
              + " losses, or sum(...).");
      return Optional.empty();
    }
    return Optional.of(
        new TermDeclaration(
            root.name(),
            loss,
            root.use().number(loss ? "weight" : "lambda"),
            training.get(),
            inference.get(),
            trains,
            evaluation.returnText(root),
            sources.token(sources.place(root.method()))));
  }

  private static String axesText(Shape shape) {
    return shape.dims().stream().map(dim -> "\"" + dim + "\"").collect(Collectors.joining(", "));
  }

  /** The order of examples in a batch, of classes and of rows of a table is arbitrary. */
  private void requireOrder(ObjectiveModel model) {
    Set<Poly> labelled = new LinkedHashSet<>();
    model.inputs().forEach(input -> labelled.addAll(input.bounds()));
    for (ModelScope.Neighbours neighbours : scope.neighbours()) {
      Poly dimension = neighbours.dimension();
      boolean batch = dimension.equals(Poly.named("batch"));
      if (batch || labelled.contains(dimension)) {
        reporter.report(
            Rule.UNORDERED_AXIS,
            neighbours.at(),
            ("%s along %s pulls neighbouring %s together, and their order is arbitrary."
                    + " Choose an ordered axis%s.")
                .formatted(
                    neighbours.what(),
                    dimension,
                    batch ? "examples" : "class numbers",
                    batch ? "" : ", or use Penalties.groupLasso"));
      }
    }
  }

  private void requireParameters(List<String> names, AnnotationUse use) {
    List<String> known = fields.parameters().stream().map(TensorDeclaration::name).toList();
    for (int i = 0; i < names.size(); i++) {
      if (!known.contains(names.get(i))) {
        methods.reportUnknown("trains", names.get(i), "parameter", known, use.at("trains", i));
      }
    }
  }

  private Optional<PredictionDeclaration> prediction(Root root) {
    InputScope inputs = new InputScope(dimensions(List.of(root)));
    requireSizes(List.of(root));
    return evaluation
        .evaluate(root, inputs, false)
        .map(
            value ->
                new PredictionDeclaration(
                    root.name(),
                    inputs(List.of(root), inputs),
                    value,
                    sources.token(sources.place(root.method()))));
  }

  private Optional<TensorDeclaration> state(StateDraft draft, InputScope inputs) {
    TensorDeclaration state = draft.declaration();
    Root root = updates.get(state.name());
    if (root == null) {
      return Optional.empty();
    }
    Optional<Node> next = evaluation.evaluate(root, inputs, true);
    if (next.isPresent() && !next.get().shape().equals(state.shape())) {
      reporter.report(
          Rule.DIMENSION_MISMATCH,
          evaluation.returnPlace(root),
          "%s is the update of %s: it returns %s, but the state is %s; both must be the same."
              .formatted(root.name(), state.name(), next.get().shape(), state.shape()));
      return Optional.empty();
    }
    return next.map(
        value ->
            new TensorDeclaration(
                state.leaf(),
                state.fileName(),
                state.init(),
                state.initScale(),
                state.role(),
                value,
                state.ingredients(),
                state.token()));
  }

  /** The inputs in order of first appearance, with the bounds of labels. */
  private List<InputDeclaration> inputs(List<Root> roots, InputScope inputScope) {
    Map<Node, Input> found = new LinkedHashMap<>();
    for (Root root : roots) {
      root.inputs().orElse(List.of()).forEach(input -> found.putIfAbsent(input.leaf(), input));
    }
    return found.values().stream()
        .map(
            input ->
                new InputDeclaration(
                    input.leaf(),
                    ((Leaf.Stored) input.leaf().op()).role() == Leaf.Role.LABELS
                        ? inputScope.bounds(input.leaf())
                        : List.of(),
                    sources.token(input.place())))
        .toList();
  }
}
