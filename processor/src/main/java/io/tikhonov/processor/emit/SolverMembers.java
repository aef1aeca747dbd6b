package io.tikhonov.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.training.Effect;
import io.tikhonov.processor.training.Program;
import io.tikhonov.processor.training.SolverPrograms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;

/** Writes what a solver calls, in the place of the training step. */
final class SolverMembers {
  private static final String SOLVER = "SOLVER";
  private final ObjectiveContext context;
  private final ProgramMembers programs;
  private final SolverPrograms solver;

  SolverMembers(ObjectiveContext context, ProgramMembers programs) {
    this.context = context;
    this.programs = programs;
    this.solver = context.programs().solver().orElseThrow();
  }

  /** The constant that tells the base class of the solver. */
  static FieldSpec declaration(SolverPrograms solver) {
    List<CodeBlock> settings = new ArrayList<>();
    solver
        .settings()
        .forEach((name, value) -> settings.add(CodeBlock.of("$S, $L", name, value.toString())));
    List<CodeBlock> factors =
        solver.factors().stream()
            .map(
                it ->
                    CodeBlock.of(
                        "new $T($S, $L)",
                        RuntimeTypes.SOLVER_DECLARATION.nestedClass("Penalty"),
                        it.term(),
                        Double.toString(it.lambda())))
            .toList();
    return FieldSpec.builder(
            RuntimeTypes.SOLVER_DECLARATION,
            SOLVER,
            Modifier.PRIVATE,
            Modifier.STATIC,
            Modifier.FINAL)
        .initializer(
            "new $T(\n$>$>$S,\n$T.of($L),\n$T.of($L),\n$L,\n$L)$<$<",
            RuntimeTypes.SOLVER_DECLARATION,
            solver.ingredient().name(),
            Map.class,
            CodeBlock.join(settings, ", "),
            List.class,
            CodeBlock.join(factors, ", "),
            solver.smooth(),
            solver.quadratic())
        .build();
  }

  List<MethodSpec> methods() {
    List<MethodSpec> methods = new ArrayList<>();
    if (!context.programs().updates().isEmpty()) {
      addProximal(methods);
    }
    solver.saddle().ifPresent(saddle -> addSaddle(methods, saddle));
    solver.linear().ifPresent(linear -> addLinear(methods, linear));
    return methods;
  }

  private void addProximal(List<MethodSpec> methods) {
    Map<String, String> steps =
        programs.addUpdates(methods, "The proximal step of %s along its gradient.");
    MethodSpec.Builder method =
        ProgramMembers.override("runProximal")
            .addJavadoc("The proximal steps of some parameters along their gradients.")
            .addParameter(boolean[].class, "active");
    programs.callUpdates(method, steps);
    methods.add(method.build());
  }

  private void addSaddle(List<MethodSpec> methods, SolverPrograms.Saddle saddle) {
    methods.add(
        programs.program(
            "runIteration",
            saddle.iteration(),
            "The dual variables, the parameters, their extrapolation."));
    methods.add(
        programs.program(
            "runNormal", saddle.normal(), "The operator and its adjoint, as gradients."));
    saddle.dual().ifPresent(dual -> addDual(methods, dual, saddle.curvature().orElseThrow()));
    methods.add(constant("stepsExactly", TypeName.BOOLEAN, String.valueOf(saddle.exact())));
    saddle
        .squaredNorm()
        .ifPresent(
            norm ->
                methods.add(
                    constant("squaredOperatorNorm", TypeName.DOUBLE, Numbers.literal(norm, true))));
  }

  private void addDual(List<MethodSpec> methods, Program dual, Node curvature) {
    MethodSpec.Builder value = reporting("runDual", "The value of the dual problem.");
    programs.fill(value, dual);
    methods.add(value.addCode(giving(dual, dual.effects().get(0).value())).build());
    methods.add(
        reporting("smoothCurvature", "The curvature of the smooth part, the same everywhere.")
            .addCode(giving(dual, curvature))
            .build());
  }

  private static MethodSpec.Builder reporting(String name, String comment) {
    return ProgramMembers.override(name).addJavadoc("$L", comment).returns(TypeName.DOUBLE);
  }

  /** Gives a scalar of a program back. */
  private CodeBlock giving(Program program, Node scalar) {
    String code = context.host().resultCode(context.compiled().plan(program), scalar);
    return JavaText.of("return " + code + ";\n");
  }

  private void addLinear(List<MethodSpec> methods, SolverPrograms.Linear linear) {
    methods.add(
        programs.program(
            "runLinearization",
            linear.linearization(),
            "All terms, and the derivatives of the loss by the linear predictor."));
    methods.add(
        memory(
            "designMemory",
            context
                .host()
                .wholeMemory(context.compiled().plan(linear.linearization()), linear.design())));
    methods.add(
        programs.program(
            "runStrengths", linear.strengths(), "What coefficients are penalised with."));
    for (Program program : List.of(linear.linearization(), linear.strengths())) {
      for (Effect effect : program.effects()) {
        if (effect instanceof Effect.Gradient kept) {
          Node leaf = kept.memory(context.model().graph());
          methods.add(memory(kept.parameter() + "Memory", context.naming().field(leaf)));
        }
      }
    }
    methods.add(constant("coefficientsIndex", TypeName.INT, index(linear.coefficients())));
    linear
        .intercept()
        .ifPresent(name -> methods.add(constant("interceptIndex", TypeName.INT, index(name))));
    methods.add(constant("hasConstantCurvature", TypeName.BOOLEAN, "" + linear.quadratic()));
  }

  private String index(String parameter) {
    List<String> names =
        context.model().parameters().stream().map(TensorDeclaration::name).toList();
    return String.valueOf(names.indexOf(parameter));
  }

  private static MethodSpec memory(String name, String code) {
    return ProgramMembers.override(name)
        .returns(RuntimeTypes.MEMORY)
        .addStatement("return $L", code)
        .build();
  }

  private static MethodSpec constant(String name, TypeName type, String value) {
    return ProgramMembers.override(name).returns(type).addStatement("return $L", value).build();
  }
}
