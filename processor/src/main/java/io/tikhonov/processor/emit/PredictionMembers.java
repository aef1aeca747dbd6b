package io.tikhonov.processor.emit;

import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.HyperparameterDeclaration;
import io.tikhonov.processor.model.InputDeclaration;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.PredictionDeclaration;
import io.tikhonov.processor.training.TrainingPrograms;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** Writes the prediction methods, the snapshot that predicts, and their programs. */
final class PredictionMembers {
  private final ObjectiveContext context;
  private final ObjectiveModel model;
  private final TrainingPrograms programs;
  private final Naming naming;
  private final TypeSpec.Builder type;
  private final List<PredictionWriter> predictions = new ArrayList<>();

  PredictionMembers(ObjectiveContext context) {
    this.context = context;
    this.model = context.model();
    this.programs = context.programs();
    this.naming = context.naming();
    this.type = context.type();
    for (PredictionDeclaration prediction : model.predictions()) {
      predictions.add(
          new PredictionWriter(
              model,
              prediction,
              programs.predictions().get(prediction.name()),
              context.compiled().plan(programs.predictions().get(prediction.name())),
              context.kernels()));
    }
  }

  void addPredictionFields(MethodSpec.Builder constructor) {
    for (int i = 0; i < predictions.size(); i++) {
      PredictionWriter prediction = predictions.get(i);
      String field = predictionField(i);
      String comment = "Runs {@code " + model.predictions().get(i).name() + "}.";
      type.addField(
          FieldSpec.builder(
                  context.self().nestedClass(prediction.className()),
                  field,
                  Modifier.PRIVATE,
                  Modifier.FINAL)
              .addJavadoc("$L", i > 0 ? comment : SourceLayout.section("Predictions", comment))
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

  void addPredictions() {
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
            .returns(context.self().nestedClass("Predictor"))
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
            .addParameter(context.self(), "source")
            .addStatement("super(source.workers().threads())");
    Set<Node> tensors = new LinkedHashSet<>();
    predictions.forEach(prediction -> tensors.addAll(prediction.tensors()));
    for (Node tensor : tensors) {
      constructor.addStatement(
          "final $T $L = copyOf(source.$L)",
          context.memoryType(),
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
              RuntimeTypes.PROGRAM_POOL, context.self().nestedClass(prediction.className()));
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
}
