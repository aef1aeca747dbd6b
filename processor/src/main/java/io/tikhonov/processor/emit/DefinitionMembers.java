package io.tikhonov.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeSpec;
import io.tikhonov.processor.model.InputDeclaration;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.training.TrainingPrograms;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes the declaration itself, the batch record and how batches are taken. */
final class DefinitionMembers {
  private final ObjectiveContext context;
  private final ObjectiveModel model;
  private final TrainingPrograms programs;
  private final TypeSpec.Builder type;

  DefinitionMembers(ObjectiveContext context) {
    this.context = context;
    this.model = context.model();
    this.programs = context.programs();
    this.type = context.type();
  }

  void addDefinition() {
    Declaration declaration = context.declaration();
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
                "new $T(\n$>$>$S,\n$S,\n$T.of(\n$>$>$L$<$<),\n$T.of(\n$>$>$L$<$<))$<$<",
                RuntimeTypes.DEFINITION,
                declaration.qualifiedName(),
                declaration.fingerprint(),
                List.class,
                lines.build(),
                List.class,
                terms.build())
            .build());
  }

  void addBatch() {
    MethodSpec.Builder constructor = MethodSpec.constructorBuilder();
    List<String> components = new ArrayList<>();
    List<String> values = new ArrayList<>();
    StringBuilder javadoc = new StringBuilder("The inputs of one step.\n");
    for (InputDeclaration input : model.inputs()) {
      constructor.addParameter(ParameterSpec.builder(RuntimeTypes.INDARRAY, input.name()).build());
      components.add("inputs." + input.name() + "()");
      values.add("values[" + values.size() + "]");
      javadoc.append(
          "\n@param %s %s%s"
              .formatted(input.name(), input.isLabels() ? "labels " : "", input.shape()));
    }
    type.addType(
        TypeSpec.recordBuilder("Batch")
            .addModifiers(Modifier.PUBLIC)
            .recordConstructor(constructor.build())
            .addJavadoc("$L", javadoc)
            .build());
    type.addMethod(
        ProgramMembers.override("newBatch")
            .addParameter(ArrayTypeName.of(RuntimeTypes.INDARRAY), "values")
            .returns(context.batchType())
            .addStatement("return new $T($L)", context.batchType(), String.join(", ", values))
            .build());
    type.addMethod(
        ProgramMembers.override("bind")
            .addJavadoc("Checks every input, then takes them; nothing changes if one is wrong.")
            .addParameter(context.batchType(), "inputs")
            .addCode(context.binding().code(components, context.compiled().sizeConditions()))
            .build());
  }
}
