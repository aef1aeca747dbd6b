package io.tikhonov.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.plan.PassCost;
import io.tikhonov.processor.plan.ProgramPlan;
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

  private final ObjectiveContext context;
  private final PolyCode sizes = new PolyCode(atom -> atom.toString());

  PassMembers(ObjectiveContext context) {
    this.context = context;
  }

  /** The method, and its parts where there are many passes: a method has a largest size. */
  List<MethodSpec> passes() {
    ProgramPlan plan = context.compiled().plan(context.programs().step());
    List<CodeBlock> passes = new ArrayList<>();
    for (ProgramPlan.Action action : plan.actions()) {
      PassCost cost = PassCost.of(plan, action, context.model().doublePrecision());
      if (cost != null) {
        boolean kernel = action instanceof ProgramPlan.Launch;
        passes.add(
            CodeBlock.of(
                "new $T($S, $L, $L, $L, $L)",
                RuntimeTypes.PASS,
                kernel
                    ? new KernelComments(
                            plan, ((ProgramPlan.Launch) action).kernel(), context.naming())
                        .name()
                    : expression(action),
                kernel,
                code(cost.read()),
                code(cost.written()),
                code(cost.operations())));
      }
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

  private static String expression(ProgramPlan.Action action) {
    Node node =
        action instanceof ProgramPlan.Multiply multiply
            ? multiply.node()
            : ((ProgramPlan.Library) action).node();
    return node.origin().line() > 0
        ? "%s (line %d)".formatted(node.origin().text(), node.origin().line())
        : node.op().opName();
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
