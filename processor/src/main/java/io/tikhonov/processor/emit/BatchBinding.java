package io.tikhonov.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.model.InputDeclaration;
import io.tikhonov.processor.model.ObjectiveModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** Writes how inputs are checked and bound: all checks first, then all changes. */
final class BatchBinding {
  private final List<InputDeclaration> inputs;
  private final ObjectiveModel model;
  private final Map<InputDeclaration, String> fields = new LinkedHashMap<>();
  private final Set<String> dimensions;

  BatchBinding(
      List<InputDeclaration> inputs, ObjectiveModel model, Naming naming, NameScope scope) {
    this.inputs = inputs;
    this.model = model;
    this.dimensions = dimensions(inputs, model);
    for (InputDeclaration input : inputs) {
      String field = scope.take(input.name());
      naming.fix(input.leaf(), field);
      fields.put(input, field);
    }
  }

  /** The dimensions that the inputs bring along. */
  static Set<String> dimensions(List<InputDeclaration> inputs, ObjectiveModel model) {
    Set<String> names = new LinkedHashSet<>();
    for (InputDeclaration input : inputs) {
      input.shape().dims().forEach(dim -> names.addAll(dim.names()));
    }
    names.removeAll(model.builderDimensions());
    return names;
  }

  void describe(HostWriter host) {
    fields.forEach((input, field) -> host.memory(input.leaf(), field));
  }

  void addFields(TypeSpec.Builder type) {
    String comment = SourceLayout.section("Batch", "Sizes that come with a batch.");
    for (String dimension : dimensions) {
      FieldSpec.Builder field = FieldSpec.builder(TypeName.INT, dimension, Modifier.PRIVATE);
      if (comment != null) {
        field.addJavadoc("$L", comment);
        comment = null;
      }
      type.addField(field.build());
    }
    for (InputDeclaration input : inputs) {
      boolean labels = input.isLabels();
      ClassName inputType =
          labels ? RuntimeTypes.LABEL_INPUT : RuntimeTypes.realInput(model.doublePrecision());
      String factory =
          labels ? "labelInput" : model.doublePrecision() ? "doubleInput" : "floatInput";
      List<String> names = new ArrayList<>(List.of("\"" + input.name() + "\""));
      input.shape().dims().forEach(dim -> names.add("\"" + dim + "\""));
      type.addField(
          FieldSpec.builder(inputType, fields.get(input), Modifier.PRIVATE, Modifier.FINAL)
              .initializer("$L($L)", factory, String.join(", ", names))
              .build());
    }
  }

  /**
   * @param arrays the code of the arrays, in the order of the inputs
   * @param conditions what the sizes have to satisfy; those without batch sizes are left out
   */
  CodeBlock code(List<String> arrays, List<SizeCondition> conditions) {
    CodeBlock.Builder code = CodeBlock.builder();
    Set<InputDeclaration> measured = new LinkedHashSet<>();
    for (String dimension : dimensions) {
      code.add(size(dimension, arrays, measured));
    }
    // Measuring checks kind and rank, too; the other inputs have to be asked for it.
    for (int i = 0; i < inputs.size(); i++) {
      if (!measured.contains(inputs.get(i))) {
        code.addStatement("$L.rank($L)", fields.get(inputs.get(i)), arrays.get(i));
      }
    }
    for (int i = 0; i < inputs.size(); i++) {
      InputDeclaration input = inputs.get(i);
      List<String> arguments = new ArrayList<>(List.of(arrays.get(i)));
      if (input.isLabels()) {
        arguments.add("0");
        arguments.add(bound(input));
      }
      input.shape().dims().forEach(dim -> arguments.add(localCode(dim)));
      code.addStatement("$L.check($L)", fields.get(input), String.join(", ", arguments));
    }
    for (SizeCondition condition : conditions) {
      if (condition.value().names().stream().anyMatch(dimensions::contains)) {
        code.addStatement(
            "$T.fits($S, $L)",
            RuntimeTypes.CHECKS,
            condition.description(),
            localCode(condition.value()));
      }
    }
    for (int i = 0; i < inputs.size(); i++) {
      code.addStatement("$L.bind($L)", fields.get(inputs.get(i)), arrays.get(i));
    }
    for (String dimension : dimensions) {
      code.addStatement("$L = $L", dimension, local(dimension));
    }
    return code.build();
  }

  private static String local(String dimension) {
    return dimension + "Size";
  }

  private String localCode(Poly dim) {
    return new PolyCode(
            atom -> dimensions.contains(atom.toString()) ? local(atom.toString()) : atom.toString())
        .of(dim);
  }

  private String bound(InputDeclaration input) {
    return input.bounds().stream()
        .map(this::localCode)
        .reduce((a, b) -> "Math.min(" + a + ", " + b + ")")
        .orElse("-1");
  }

  private CodeBlock size(String dimension, List<String> arrays, Set<InputDeclaration> measured) {
    Poly alone = Poly.named(dimension);
    for (int i = 0; i < inputs.size(); i++) {
      Shape shape = inputs.get(i).shape();
      int axis = shape.dims().indexOf(alone);
      if (axis >= 0) {
        measured.add(inputs.get(i));
        return CodeBlock.of(
            "final int $L = $L.size($L, $L);\n",
            local(dimension),
            fields.get(inputs.get(i)),
            arrays.get(i),
            axis);
      }
    }
    throw new IllegalStateException("no input has " + dimension + " as a dimension of its own");
  }
}
