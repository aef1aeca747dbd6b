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
import javax.lang.model.element.Modifier;

/** Writes the method that says what a step reads, writes and computes. */
final class PassMembers {
  private static final ClassName LIST = ClassName.get(List.class);

  private final ObjectiveContext context;
  private final PolyCode sizes = new PolyCode(atom -> atom.toString());

  PassMembers(ObjectiveContext context) {
    this.context = context;
  }

  MethodSpec passes() {
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
