package io.tikhonov.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import io.tikhonov.processor.ir.Poly;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** Writes the method that says what a step reads, writes and computes. */
final class PassMembers {
  private static final ClassName LIST = ClassName.get(List.class);
  private static final ClassName STREAM = ClassName.get(Stream.class);

  /** The most passes in one method. */
  private static final int MOST = 50;

  private final PolyCode sizes = new PolyCode(atom -> atom.toString());

  /** The method, and its parts where there are many passes: a method has a largest size. */
  List<MethodSpec> passes(List<PassDescription> described) {
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
    MethodSpec.Builder whole =
        method("passes")
            .addAnnotation(Override.class)
            .addModifiers(Modifier.PROTECTED)
            .addJavadoc("What a step does: bytes that it reads and writes, and its operations.");
    if (passes.size() <= MOST) {
      return List.of(whole.addStatement("return $L", list(passes)).build());
    }
    List<MethodSpec> methods = new ArrayList<>();
    List<CodeBlock> calls = new ArrayList<>();
    for (int from = 0; from < passes.size(); from += MOST) {
      int to = Math.min(passes.size(), from + MOST);
      String name = "passes" + (from + 1) + "To" + to;
      calls.add(CodeBlock.of("$L()", name));
      methods.add(
          method(name)
              .addModifiers(Modifier.PRIVATE)
              .addStatement("return $L", list(passes.subList(from, to)))
              .build());
    }
    whole.addStatement(
        "return $T.of($L).flatMap($T::stream).toList()", STREAM, CodeBlock.join(calls, ", "), LIST);
    methods.add(0, whole.build());
    return methods;
  }

  private static MethodSpec.Builder method(String name) {
    return MethodSpec.methodBuilder(name)
        .returns(ParameterizedTypeName.get(LIST, RuntimeTypes.PASS));
  }

  private static CodeBlock list(List<CodeBlock> passes) {
    return passes.isEmpty()
        ? CodeBlock.of("$T.of()", LIST)
        : CodeBlock.of("$T.of(\n$L)", LIST, joined(passes));
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
