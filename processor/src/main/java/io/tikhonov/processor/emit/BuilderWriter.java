package io.tikhonov.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.TensorDeclaration;
import javax.lang.model.element.Modifier;

/** Writes the builder of a generated class. */
final class BuilderWriter {
  private final ObjectiveModel model;
  private final ClassName self;
  private final ClassName builder;

  BuilderWriter(ObjectiveModel model, ClassName self) {
    this.model = model;
    this.self = self;
    this.builder = self.nestedClass("Builder");
  }

  TypeSpec type() {
    TypeSpec.Builder type =
        TypeSpec.classBuilder("Builder")
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
            .addJavadoc("Sets the sizes and the seed of a new objective.")
            .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
    for (String dimension : model.builderDimensions()) {
      type.addField(TypeName.LONG, dimension, Modifier.PRIVATE);
      type.addMethod(setter(TypeName.LONG, dimension, "Sets the size of dimension {@code %s}."));
    }
    for (TensorDeclaration constant : model.constants()) {
      type.addField(RuntimeTypes.INDARRAY, constant.name(), Modifier.PRIVATE);
      type.addMethod(
          setter(
              RuntimeTypes.INDARRAY,
              constant.name(),
              "Sets the constant {@code %s} " + constant.shape() + "; its values are copied."));
    }
    type.addField(TypeName.LONG, "seed", Modifier.PRIVATE);
    type.addMethod(
        setter(TypeName.LONG, "seed", "Sets the {@code %s} of initial values and random draws."));
    type.addField(TypeName.INT, "threads", Modifier.PRIVATE);
    type.addMethod(
        setter(
            TypeName.INT,
            "threads",
            "Sets the number of {@code %s}; results do not depend on it. Default: all cores."));
    return type.addMethod(
            MethodSpec.methodBuilder("build")
                .addModifiers(Modifier.PUBLIC)
                .returns(self)
                .addJavadoc(
                    "Makes the objective with freshly initialised parameters.\n\n"
                        + "@throws IllegalArgumentException if a size or constant is missing or wrong")
                .addStatement("return new $T(this)", self)
                .build())
        .build();
  }

  private MethodSpec setter(TypeName valueType, String name, String comment) {
    return MethodSpec.methodBuilder(name)
        .addModifiers(Modifier.PUBLIC)
        .returns(builder)
        .addJavadoc("$L", comment.formatted(name))
        .addParameter(valueType, "value")
        .addStatement("$L = value", name)
        .addStatement("return this")
        .build();
  }
}
