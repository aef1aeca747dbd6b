package io.tikhonov.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import io.tikhonov.processor.ir.Poly;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes the method that says what a step reads, writes and computes. */
final class PassMembers {
  private static final ClassName LIST = ClassName.get(List.class);

  private final PolyCode sizes = new PolyCode(atom -> atom.toString());

  MethodSpec passes(List<PassDescription> described) {
    List<CodeBlock> passes = new ArrayList<>();
    for (PassDescription pass : described) {
      passes.add(
          CodeBlock.of(
              "new $T($S, $L, $L, $L, $L)",
              RuntimeTypes.PASS,
              pass.name(),
              pass.kind() == PassDescription.Kind.KERNEL,
              code(pass.cost().read()),
              code(pass.cost().written()),
              code(pass.cost().operations())));
    }
    return MethodSpec.methodBuilder("passes")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PROTECTED)
        .addJavadoc("What a step does: bytes that it reads and writes, and its operations.")
        .returns(ParameterizedTypeName.get(LIST, RuntimeTypes.PASS))
        .addStatement(
            passes.isEmpty() ? "return $T.of()" : "return $T.of(\n$L)",
            passes.isEmpty() ? new Object[] {LIST} : new Object[] {LIST, joined(passes)})
        .build();
  }

  private static CodeBlock joined(List<CodeBlock> passes) {
    return CodeBlock.join(passes, ",\n");
  }

  /** A size as a sum of products of {@code long}s. */
  private String code(Poly poly) {
    List<String> terms = new ArrayList<>();
    for (Poly term : poly.summands()) {
      String code = sizes.of(term);
      if (term.isConstant()) {
        terms.add(code);
      } else {
        terms.add(code.matches("-?\\d+ .*") ? code.replaceFirst("(\\d+)", "$1L") : "1L * " + code);
      }
    }
    return terms.isEmpty() ? "0" : String.join(" + ", terms).replace("+ -", "- ");
  }
}
