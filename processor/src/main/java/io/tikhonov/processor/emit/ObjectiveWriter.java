package io.tikhonov.processor.emit;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.HyperparameterDeclaration;
import io.tikhonov.processor.model.InputDeclaration;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.PredictionDeclaration;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.plan.ProgramPlan;
import io.tikhonov.processor.training.Effect;
import io.tikhonov.processor.training.Program;
import io.tikhonov.processor.training.TrainingPrograms;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;

/** Writes the generated class of an objective. */
public final class ObjectiveWriter {
  private final CompiledObjective compiled;
  private final ObjectiveModel model;
  private final TrainingPrograms programs;
  private final Graph graph;
  private final boolean doublePrecision;
  private final NameScope scope;
  private final Naming naming;
  private final KernelLibrary kernels;
  private final HostWriter host;
  private final BatchBinding binding;
  private final TypeSpec.Builder type;
  private final ClassName self;
  private final ClassName batchType;
  private final List<PredictionWriter> predictions = new ArrayList<>();

  public ObjectiveWriter(CompiledObjective compiled) {
    this.compiled = compiled;
    this.model = compiled.model();
    this.programs = compiled.programs();
    this.graph = model.graph();
    this.doublePrecision = model.doublePrecision();
    this.self = ClassName.get(model.packageName(), model.generatedName());
    this.batchType = self.nestedClass("Batch");
    this.type = TypeSpec.classBuilder(self);
    this.scope = new NameScope().reserve("terms", "arrays", "builder");
    model.builderDimensions().forEach(scope::reserve);
    model.batchDimensions().forEach(scope::reserve);
    this.naming = new Naming(graph, scope);
    Naming kernelNaming = naming;
    this.kernels = new KernelLibrary(doublePrecision, kernelNaming);
    nameTensors();
    this.binding = new BatchBinding(model.inputs(), model, naming, scope);
    this.host =
        new HostWriter(naming, scope, kernels, doublePrecision, compiled.buffers());
  }

  /** Parameters, constants, states and hyperparameters keep the names of the user's fields. */
  private void nameTensors() {
    for (List<TensorDeclaration> group :
        List.of(model.parameters(), model.constants(), model.states())) {
      for (TensorDeclaration tensor : group) {
        naming.fix(tensor.leaf(), scope.take(NameScope.identifier(tensor.name())));
      }
    }
    for (HyperparameterDeclaration hyperparameter : model.hyperparameters()) {
      naming.fix(hyperparameter.leaf(), scope.take(hyperparameter.name()));
    }
  }

  /** The text of the source file. */
  public String write(Element originating) {
    return SourceLayout.apply(file(originating).toString());
  }

  private JavaFile file(Element originating) {
    type.addModifiers(Modifier.FINAL)
        .superclass(ParameterizedTypeName.get(RuntimeTypes.GENERATED_OBJECTIVE, batchType))
        .addAnnotation(
            AnnotationSpec.builder(ClassName.get("javax.annotation.processing", "Generated"))
                .addMember("value", "$S", "io.tikhonov.processor.TikhonovProcessor")
                .build())
        .addJavadoc("$L", new HeaderWriter(compiled).text());
    if (model.isPublic()) {
      type.addModifiers(Modifier.PUBLIC);
    }
    if (originating != null) {
      type.addOriginatingElement(originating);
    }
    addDefinition();
    addDimensions();
    MethodSpec.Builder constructor = addTensors();
    binding.addFields(type);
    binding.describe(host);
    host.runScalars(graph);
    addGradients();
    for (PredictionDeclaration prediction : model.predictions()) {
      predictions.add(
          new PredictionWriter(
              model, prediction, compiled.plan(programs.predictions().get(prediction.name())),
              kernels));
    }
    List<MethodSpec> programMethods = programMethods();
    addPredictionFields(constructor);
    host.addFields(type);
    type.addMethod(constructor.build());
    addBatch();
    type.addMethods(programMethods);
    addHyperparameters();
    addPredictions();
    addBuilder();
    if (!kernels.isEmpty()) {
      type.addType(kernels.type());
    }
    return JavaFile.builder(model.packageName(), type.build())
        .indent("  ")
        .skipJavaLangImports(true)
        .build();
  }

  private ClassName memoryType() {
    return RuntimeTypes.reals(doublePrecision);
  }

  private void addDefinition() {
    Declaration declaration = new Declaration(compiled);
    CodeBlock.Builder lines = CodeBlock.builder();
    List<String> all = declaration.lines();
    for (int i = 0; i < all.size(); i++) {
      lines.add("$S$L", all.get(i), i + 1 < all.size() ? ",\n" : "");
    }
    CodeBlock.Builder terms = CodeBlock.builder();
    for (int i = 0; i < programs.terms().size(); i++) {
      TrainingPrograms.TermInfo term = programs.terms().get(i);
      terms.add(
          "new $T($S, $L)$L",
          RuntimeTypes.DEFINITION.nestedClass("Term"),
          term.name(),
          term.differentiable(),
          i + 1 < programs.terms().size() ? ",\n" : "");
    }
    type.addField(
        FieldSpec.builder(
                RuntimeTypes.DEFINITION,
                "DEFINITION",
                Modifier.PRIVATE,
                Modifier.STATIC,
                Modifier.FINAL)
            .initializer(
                "\nnew $T(\n    $S,\n    $S,\n    $T.of($>$>$L$<$<),\n    $T.of($>$>$L$<$<))",
                RuntimeTypes.DEFINITION,
                declaration.qualifiedName(),
                declaration.fingerprint(),
                List.class,
                lines.build(),
                List.class,
                terms.build())
            .build());
  }

  private void addDimensions() {
    for (String dimension : model.builderDimensions()) {
      type.addField(TypeName.INT, dimension, Modifier.PRIVATE, Modifier.FINAL);
    }
  }

  private MethodSpec.Builder addTensors() {
    MethodSpec.Builder constructor =
        MethodSpec.constructorBuilder()
            .addModifiers(Modifier.PRIVATE)
            .addParameter(self.nestedClass("Builder"), "builder")
            .addStatement("super(DEFINITION, builder.seed, builder.threads)");
    for (String dimension : model.builderDimensions()) {
      constructor.addStatement(
          "$L = $T.dimension($S, builder.$L)",
          dimension,
          RuntimeTypes.CHECKS,
          dimension,
          dimension);
    }
    String suffix = doublePrecision ? "Doubles" : "Floats";
    for (TensorDeclaration constant : model.constants()) {
      String name = addTensorField(constant.leaf(), "Constant " + constant.shape() + ".");
      constructor.addStatement(
          "$L = constant$L($S, builder.$L$L)",
          name,
          suffix,
          constant.name(),
          constant.name(),
          sizes(constant));
    }
    for (TensorDeclaration parameter : model.parameters()) {
      String name = addTensorField(parameter.leaf(), "Parameter " + parameter.shape() + ".");
      addInitialized(constructor, name, "parameter" + suffix, parameter);
    }
    for (TensorDeclaration state : model.states()) {
      String name = addTensorField(state.leaf(), "State " + state.shape() + ".");
      addInitialized(constructor, name, "state" + suffix, state);
    }
    addSlots(constructor, suffix);
    for (HyperparameterDeclaration hyperparameter : model.hyperparameters()) {
      String name = naming.field(hyperparameter.leaf());
      type.addField(
          FieldSpec.builder(TypeName.DOUBLE, name, Modifier.PRIVATE)
              .initializer("$L", Double.toString(hyperparameter.value()))
              .build());
      constructor.addStatement(
          "hyperparameter($S, () -> $L, value -> $L = value)",
          hyperparameter.name(),
          name,
          name);
      host.scalar(hyperparameter.leaf(), name);
    }
    return constructor;
  }

  private void addSlots(MethodSpec.Builder constructor, String suffix) {
    for (TrainingPrograms.Slot slot : programs.slots()) {
      // Counts outgrow single precision.
      boolean scalar = slot.leaf().isScalar();
      String name =
          addTensorField(
              scalar ? RuntimeTypes.reals(true) : memoryType(),
              slot.leaf(),
              "Slot " + slot.name() + " " + slot.leaf().shape() + ".");
      constructor.addStatement(
          "$L = slot$L($S$L)",
          name,
          scalar ? "Doubles" : suffix,
          slot.name(),
          sizes(slot.leaf()));
      if (slot.copyOf() == null && slot.initialValue() != 0) {
        constructor.addStatement("$L.fill($L)", name, Double.toString(slot.initialValue()));
      }
    }
  }

  private String addTensorField(Node leaf, String comment) {
    return addTensorField(memoryType(), leaf, comment);
  }

  private String addTensorField(ClassName memory, Node leaf, String comment) {
    String name = naming.field(leaf);
    type.addField(
        FieldSpec.builder(memory, name, Modifier.PRIVATE, Modifier.FINAL)
            .addJavadoc("$L", comment)
            .build());
    host.memory(leaf, name);
    return name;
  }

  private void addInitialized(
      MethodSpec.Builder constructor, String name, String method, TensorDeclaration tensor) {
    String scale =
        Double.isNaN(tensor.initScale()) ? "Double.NaN" : Double.toString(tensor.initScale());
    constructor.addStatement(
        "$L = $L($S, $T.$L, $L$L)",
        name,
        method,
        tensor.fileName(),
        RuntimeTypes.INITIALIZERS,
        tensor.init(),
        scale,
        sizes(tensor));
  }

  private String sizes(TensorDeclaration tensor) {
    return sizes(tensor.leaf());
  }

  /** The sizes of a tensor as further arguments. */
  private String sizes(Node leaf) {
    StringBuilder sizes = new StringBuilder();
    leaf.shape().dims().forEach(dim -> sizes.append(", ").append(host.longCode(dim)));
    return sizes.toString();
  }

  /** Gradients are kept only for callers who ask for them. */
  private void addGradients() {
    for (TensorDeclaration parameter : model.parameters()) {
      Node leaf = graph.stored(Leaf.Role.GRADIENT, parameter.name(), parameter.shape());
      String name = naming.field(leaf);
      type.addField(
          FieldSpec.builder(memoryType(), name, Modifier.PRIVATE, Modifier.FINAL)
              .initializer(doublePrecision ? "doubles()" : "floats()")
              .addJavadoc("Gradient of $L, if asked for or for a step of some parameters.",
                  parameter.name())
              .build());
      host.memory(leaf, name);
    }
  }

  private List<MethodSpec> programMethods() {
    List<MethodSpec> methods = new ArrayList<>();
    methods.add(program("runStep", programs.step(), "The training step: all terms, all updates."));
    Map<Program, String> updates = new java.util.LinkedHashMap<>();
    for (Map.Entry<String, Program> update : programs.updates().entrySet()) {
      String name = "update" + NameScope.capitalized(NameScope.identifier(update.getKey()));
      methods.add(
          privateProgram(name, update.getValue(), "Updates " + update.getKey() + " from its gradient."));
      updates.put(update.getValue(), name);
    }
    boolean hasStates = !programs.states().effects().isEmpty();
    if (hasStates) {
      methods.add(
          privateProgram("advanceStates", programs.states(), "Sets the states from old values."));
    }
    methods.add(partialStep(updates, hasStates));
    methods.add(program("runValue", programs.value(), "All terms, in training mode."));
    if (programs.evaluation() == programs.value()
        || programs.evaluation().effects().equals(programs.value().effects())) {
      methods.add(
          override("runEvaluation")
              .addJavadoc("All terms; training and inference do not differ in this model.")
              .addStatement("runValue()")
              .build());
    } else {
      methods.add(
          program("runEvaluation", programs.evaluation(), "All terms, in inference mode."));
    }
    methods.add(
        program("runGradient", programs.gradient(), "All terms and the gradient, in training mode."));
    methods.add(gradientAccess());
    methods.add(learningRate());
    return methods;
  }

  private static MethodSpec.Builder override(String name) {
    return MethodSpec.methodBuilder(name)
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PROTECTED);
  }

  private MethodSpec program(String name, Program program, String comment) {
    MethodSpec.Builder method = override(name).addJavadoc("$L", comment);
    fill(method, program);
    return method.build();
  }

  private MethodSpec privateProgram(String name, Program program, String comment) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(name).addModifiers(Modifier.PRIVATE).addJavadoc("$L", comment);
    fill(method, program);
    return method.build();
  }

  private void fill(MethodSpec.Builder method, Program program) {
    ProgramPlan plan = compiled.plan(program);
    startAverages(method, plan);
    host.addProgram(type, method, plan);
    for (Effect effect : plan.scalarEffects()) {
      if (effect instanceof Effect.Report) {
        continue;
      }
      String value = host.resultCode(plan, effect.value());
      if (effect instanceof Effect.Term term) {
        method.addCode(JavaText.of("terms[" + term.index() + "] = " + value + ";\n"));
      } else if (effect instanceof Effect.Store store) {
        put(method, host.memoryCode(plan, store.target()), value, isSlot(store.target()));
      } else if (effect instanceof Effect.Gradient gradient) {
        Node leaf =
            graph.stored(Leaf.Role.GRADIENT, gradient.parameter(), effect.value().shape());
        method.addStatement("$L.ensure(1)", naming.field(leaf));
        put(method, naming.field(leaf), value, false);
      }
    }
  }

  private static boolean isSlot(Node leaf) {
    return ((Leaf.Stored) leaf.op()).role() == Leaf.Role.SLOT;
  }

  private void put(MethodSpec.Builder method, String memory, String value, boolean inDouble) {
    method.addStatement(
        "$L.data().put(0, $L)",
        memory,
        doublePrecision || inDouble ? value : "(float) (" + value + ")");
  }

  /** Averages start at the parameters of the first step. */
  private void startAverages(MethodSpec.Builder method, ProgramPlan plan) {
    Set<TrainingPrograms.Slot> averages = new LinkedHashSet<>();
    for (TrainingPrograms.Slot slot : programs.slots()) {
      if (slot.copyOf() != null && plan.memory().contains(slot.leaf())) {
        averages.add(slot);
      }
    }
    if (averages.isEmpty()) {
      return;
    }
    method.beginControlFlow("if (stepIndex() == 0)");
    for (TrainingPrograms.Slot slot : averages) {
      method.addStatement(
          "$L.copyFrom($L)",
          naming.field(slot.leaf()),
          naming.field(model.parameter(slot.copyOf()).orElseThrow().leaf()));
    }
    method.endControlFlow();
  }

  private MethodSpec partialStep(Map<Program, String> updates, boolean hasStates) {
    MethodSpec.Builder method =
        override("runStep")
            .addJavadoc("A step of some parameters: the gradient first, then their updates.")
            .addParameter(boolean[].class, "active")
            .addStatement("runGradient()");
    if (hasStates) {
      method.addStatement("advanceStates()");
    }
    if (updatesShareGradients()) {
      for (int i = 0; i < model.parameters().size(); i++) {
        TensorDeclaration parameter = model.parameters().get(i);
        Node leaf = graph.stored(Leaf.Role.GRADIENT, parameter.name(), parameter.shape());
        method
            .beginControlFlow("if (!active[$L])", i)
            .addStatement("$L.zero()", naming.field(leaf))
            .endControlFlow();
      }
    }
    for (int i = 0; i < model.parameters().size(); i++) {
      Program update = programs.updates().get(model.parameters().get(i).name());
      method
          .beginControlFlow("if (active[$L])", i)
          .addStatement("$L()", updates.get(update))
          .endControlFlow();
    }
    return method.build();
  }

  /** True if an update reads gradients of other parameters, as clipping by the global norm does. */
  private boolean updatesShareGradients() {
    return programs.updates().entrySet().stream()
        .anyMatch(
            update ->
                compiled.plan(update.getValue()).memory().stream()
                    .anyMatch(
                        node ->
                            node.op() instanceof Leaf.Stored stored
                                && stored.role() == Leaf.Role.GRADIENT
                                && !stored.id().equals(update.getKey())));
  }

  private MethodSpec gradientAccess() {
    MethodSpec.Builder method =
        override("gradient").addParameter(TypeName.INT, "parameter").returns(RuntimeTypes.MEMORY);
    CodeBlock.Builder code = CodeBlock.builder().add("return switch (parameter) {\n$>");
    for (int i = 0; i < model.parameters().size(); i++) {
      TensorDeclaration parameter = model.parameters().get(i);
      Node leaf = graph.stored(Leaf.Role.GRADIENT, parameter.name(), parameter.shape());
      code.add("case $L -> $L;\n", i, naming.field(leaf));
    }
    code.add("default -> throw new $T(parameter);\n$<};\n", IndexOutOfBoundsException.class);
    return method.addCode(code.build()).build();
  }

  private MethodSpec learningRate() {
    MethodSpec.Builder method =
        override("learningRateAt").addParameter(TypeName.LONG, "step").returns(TypeName.DOUBLE);
    String value =
        programs.step().effects().stream()
            .filter(effect -> effect instanceof Effect.Report)
            .map(Effect::value)
            .map(node -> new LearningRateCode(host, compiled.plan(programs.step())).of(node))
            .findFirst()
            .orElse("0");
    return method.addCode(JavaText.of("return " + value + ";\n")).build();
  }

  private void addBatch() {
    MethodSpec.Builder constructor = MethodSpec.constructorBuilder();
    List<String> components = new ArrayList<>();
    List<String> values = new ArrayList<>();
    StringBuilder javadoc = new StringBuilder("The inputs of one step.\n");
    for (InputDeclaration input : model.inputs()) {
      constructor.addParameter(ParameterSpec.builder(RuntimeTypes.INDARRAY, input.name()).build());
      components.add("inputs." + input.name() + "()");
      values.add("values[" + values.size() + "]");
      javadoc.append(
          "\n@param %s %s%s".formatted(input.name(), input.isLabels() ? "labels " : "", input.shape()));
    }
    type.addType(
        TypeSpec.recordBuilder("Batch")
            .addModifiers(Modifier.PUBLIC)
            .recordConstructor(constructor.build())
            .addJavadoc("$L", javadoc)
            .build());
    type.addMethod(
        override("newBatch")
            .addParameter(
                com.palantir.javapoet.ArrayTypeName.of(RuntimeTypes.INDARRAY), "values")
            .returns(batchType)
            .addStatement("return new $T($L)", batchType, String.join(", ", values))
            .build());
    type.addMethod(
        override("bind")
            .addJavadoc("Checks every input, then takes them; nothing changes if one is wrong.")
            .addParameter(batchType, "inputs")
            .addCode(binding.code(components))
            .build());
  }

  private void addHyperparameters() {
    for (HyperparameterDeclaration hyperparameter : model.hyperparameters()) {
      String name = naming.field(hyperparameter.leaf());
      type.addMethod(
          MethodSpec.methodBuilder(hyperparameter.name())
              .addModifiers(Modifier.PUBLIC)
              .addJavadoc("Sets $L from the next step on.", hyperparameter.name())
              .addParameter(TypeName.DOUBLE, "value")
              .addStatement("$L = value", name)
              .build());
      type.addMethod(
          MethodSpec.methodBuilder(hyperparameter.name())
              .addModifiers(Modifier.PUBLIC)
              .addJavadoc("The value of $L.", hyperparameter.name())
              .returns(TypeName.DOUBLE)
              .addStatement("return $L", name)
              .build());
    }
  }

  private void addPredictionFields(MethodSpec.Builder constructor) {
    for (int i = 0; i < predictions.size(); i++) {
      PredictionWriter prediction = predictions.get(i);
      String field = predictionField(i);
      type.addField(
          FieldSpec.builder(
                  self.nestedClass(prediction.className()),
                  field,
                  Modifier.PRIVATE,
                  Modifier.FINAL)
              .build());
      constructor.addStatement(
          "$L = owned(new $L($L))",
          field,
          prediction.className(),
          prediction.constructorArguments("builder.threads", "", naming));
    }
  }

  private String predictionField(int index) {
    return model.predictions().get(index).name() + "Program";
  }

  private void addPredictions() {
    if (predictions.isEmpty()) {
      return;
    }
    for (int i = 0; i < predictions.size(); i++) {
      PredictionDeclaration declaration = model.predictions().get(i);
      String run = predictionField(i) + ".run(" + runArguments(i) + ")";
      type.addMethod(
          predictionMethod(declaration)
              .addStatement("begin($S)", declaration.name())
              .beginControlFlow("try")
              .addStatement("return $L", run)
              .nextControlFlow("finally")
              .addStatement("end()")
              .endControlFlow()
              .build());
    }
    type.addMethod(
        MethodSpec.methodBuilder("predictor")
            .addModifiers(Modifier.PUBLIC)
            .returns(self.nestedClass("Predictor"))
            .addJavadoc(
                "A snapshot of the parameters that predicts, also from several threads at once.")
            .addStatement("begin($S)", "predictor")
            .beginControlFlow("try")
            .addStatement("return new Predictor(this)")
            .nextControlFlow("finally")
            .addStatement("end()")
            .endControlFlow()
            .build());
    type.addType(predictor());
    predictions.forEach(prediction -> type.addType(prediction.type()));
  }

  private String runArguments(int index) {
    List<String> arguments = new ArrayList<>();
    model.predictions().get(index).inputs().forEach(input -> arguments.add(input.name()));
    predictions
        .get(index)
        .hyperparameters()
        .forEach(h -> arguments.add("this." + naming.field(h.leaf())));
    return String.join(", ", arguments);
  }

  private static MethodSpec.Builder predictionMethod(PredictionDeclaration declaration) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(declaration.name())
            .addModifiers(Modifier.PUBLIC)
            .returns(RuntimeTypes.INDARRAY)
            .addJavadoc(
                "Computes {@code $L}, of shape $L, in inference mode; the result is the caller's.\n",
                declaration.name(),
                declaration.value().shape());
    for (InputDeclaration input : declaration.inputs()) {
      method.addParameter(RuntimeTypes.INDARRAY, input.name());
      method.addJavadoc(
          "\n@param $L $L$L", input.name(), input.isLabels() ? "labels " : "", input.shape());
    }
    return method;
  }

  /** The snapshot class: its own copies of what predictions need, and pools of programs. */
  private TypeSpec predictor() {
    NameScope names = new NameScope().reserve("source");
    TypeSpec.Builder builder =
        TypeSpec.classBuilder("Predictor")
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
            .superclass(RuntimeTypes.PROGRAM)
            .addJavadoc("An immutable snapshot that predicts; safe to use from several threads.");
    MethodSpec.Builder constructor =
        MethodSpec.constructorBuilder()
            .addModifiers(Modifier.PRIVATE)
            .addParameter(self, "source")
            .addStatement("super(source.workers().threads())");
    Set<Node> tensors = new LinkedHashSet<>();
    predictions.forEach(prediction -> tensors.addAll(prediction.tensors()));
    for (Node tensor : tensors) {
      constructor.addStatement(
          "final $T $L = copyOf(source.$L)",
          memoryType(),
          names.take(naming.field(tensor)),
          naming.field(tensor));
    }
    for (HyperparameterDeclaration h : model.hyperparameters()) {
      String name = naming.field(h.leaf());
      builder.addField(TypeName.DOUBLE, name, Modifier.PRIVATE, Modifier.FINAL);
      constructor.addStatement("this.$L = source.$L", name, name);
    }
    for (int i = 0; i < predictions.size(); i++) {
      PredictionWriter prediction = predictions.get(i);
      String pool = predictionField(i) + "s";
      TypeName poolType =
          ParameterizedTypeName.get(
              RuntimeTypes.PROGRAM_POOL, self.nestedClass(prediction.className()));
      builder.addField(poolType, pool, Modifier.PRIVATE, Modifier.FINAL);
      constructor.addStatement(
          "$L = owned(new $T<>(() -> new $L($L)))",
          pool,
          RuntimeTypes.PROGRAM_POOL,
          prediction.className(),
          prediction.constructorArguments("source.workers().threads()", "source.", naming));
      builder.addMethod(
          predictionMethod(model.predictions().get(i))
              .addStatement("final $L program = $L.take()", prediction.className(), pool)
              .beginControlFlow("try")
              .addStatement("return program.run($L)", runArguments(i))
              .nextControlFlow("finally")
              .addStatement("$L.giveBack(program)", pool)
              .endControlFlow()
              .build());
    }
    return builder.addMethod(constructor.build()).build();
  }

  private void addBuilder() {
    type.addMethod(
        MethodSpec.methodBuilder("builder")
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
            .returns(self.nestedClass("Builder"))
            .addJavadoc("Starts a new objective.")
            .addStatement("return new Builder()")
            .build());
    type.addType(new BuilderWriter(model, self).type());
  }
}
