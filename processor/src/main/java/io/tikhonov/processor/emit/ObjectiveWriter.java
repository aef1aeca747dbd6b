package io.tikhonov.processor.emit;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;

/** Writes the generated class of an objective. */
public final class ObjectiveWriter {
  private final ObjectiveContext context;
  private final Platform platform;
  private List<PassDescription> passes = List.of();

  /**
   * @param platform what of the JDK the generated code may name
   */
  public ObjectiveWriter(CompiledObjective compiled, Platform platform) {
    this.context = new ObjectiveContext(compiled, platform);
    this.platform = platform;
  }

  /** The source file of the vector kernels, once the class is written; empty if there are none. */
  public Optional<String> writeSimd() {
    SimdLibrary simd = context.kernels().simd();
    return simd == null || simd.isEmpty()
        ? Optional.empty()
        : Optional.of(
            simd.write(
                context.model().packageName(),
                context.simdName(),
                context.model().generatedName(),
                generatedFrom()
                    .toString()
                    .replace(RuntimeTypes.GENERATED_FROM + "", "GeneratedFrom")));
  }

  /** The simple name of the class with the vector kernels. */
  public String simdName() {
    return context.simdName();
  }

  /**
   * The text of the source file.
   *
   * @param originating the model class, or null
   */
  public String write(Element originating) {
    String source = SourceLayout.apply(file(originating).toString());
    passes =
        passes.stream()
            .map(
                pass ->
                    pass.kind() == PassDescription.Kind.KERNEL
                        ? pass.withCode(MethodText.of(source, pass.method()))
                        : pass)
            .toList();
    return source;
  }

  /** The passes of a step in their order, once the class is written. */
  public List<PassDescription> passes() {
    return passes;
  }

  /** What checkpoints recognise the declaration by. */
  public String fingerprint() {
    return context.declaration().fingerprint();
  }

  private JavaFile file(Element originating) {
    TypeSpec.Builder type = context.type();
    type.addModifiers(Modifier.FINAL)
        .superclass(
            ParameterizedTypeName.get(
                context.programs().solver().isPresent()
                    ? RuntimeTypes.SOLVABLE_OBJECTIVE
                    : RuntimeTypes.GENERATED_OBJECTIVE,
                context.batchType()));
    if (platform.generatedAnnotation()) {
      type.addAnnotation(
          AnnotationSpec.builder(ClassName.bestGuess(Platform.GENERATED))
              .addMember("value", "$S", Platform.PROCESSOR)
              .build());
    }
    type.addAnnotation(generatedFrom());
    if (context.model().isPublic()) {
      type.addModifiers(Modifier.PUBLIC);
    }
    if (originating != null) {
      type.addOriginatingElement(originating);
    }
    DefinitionMembers definition = new DefinitionMembers(context);
    TensorMembers tensors = new TensorMembers(context);
    PredictionMembers predictions = new PredictionMembers(context);
    definition.addDefinition();
    context.programs().solver().map(SolverMembers::declaration).ifPresent(type::addField);
    tensors.addDimensions();
    MethodSpec.Builder constructor = tensors.addTensors();
    context.binding().addFields(type);
    context.binding().describe(context.host());
    context.host().runScalars(context.model().graph(), context.programs());
    tensors.addGradients();
    ProgramMembers programMembers = new ProgramMembers(context);
    List<MethodSpec> programs = programMembers.programMethods();
    passes = Passes.of(context);
    programs.addAll(new PassMembers().passes(passes));
    predictions.addPredictionFields(constructor);
    context.host().addFields(type);
    context.kernels().useVectors(constructor);
    type.addMethod(constructor.build());
    addBuilder(type);
    type.addJavadoc("$L", new HeaderWriter(context.compiled(), passes).text());
    definition.addBatch();
    programs.forEach(type::addMethod);
    context.host().addTasks(type);
    tensors.addHyperparameters();
    programMembers.scheduledHyperparameters().forEach(type::addMethod);
    predictions.addPredictions();
    if (!context.kernels().isEmpty()) {
      type.addType(context.kernels().type());
    }
    return JavaFile.builder(context.model().packageName(), type.build())
        .indent("  ")
        .skipJavaLangImports(true)
        .build();
  }

  private AnnotationSpec generatedFrom() {
    Declaration declaration = context.declaration();
    return AnnotationSpec.builder(RuntimeTypes.GENERATED_FROM)
        .addMember("model", "$S", declaration.qualifiedName())
        .addMember("compiler", "$S", CompilerVersion.TEXT)
        .addMember("fingerprint", "$S", declaration.fingerprint())
        .build();
  }

  private void addBuilder(TypeSpec.Builder type) {
    type.addMethod(
        MethodSpec.methodBuilder("builder")
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
            .returns(context.self().nestedClass("Builder"))
            .addJavadoc("Starts a new objective.")
            .addStatement("return new Builder()")
            .build());
    type.addType(new BuilderWriter(context.model(), context.self()).type());
  }
}
