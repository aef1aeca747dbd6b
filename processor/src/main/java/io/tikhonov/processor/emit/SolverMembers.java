package io.tikhonov.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.training.Effect;
import io.tikhonov.processor.training.Program;
import io.tikhonov.processor.training.SolverPrograms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
    Map<String, String> steps = new LinkedHashMap<>();
    context
        .programs()
        .updates()
        .forEach(
            (parameter, program) -> {
              String name = "step" + NameScope.capitalized(NameScope.identifier(parameter));
              String comment = "The proximal step of " + parameter + " along its gradient.";
              methods.add(programs.privateProgram(name, program, comment));
              steps.put(parameter, name);
            });
    MethodSpec.Builder method =
        ProgramMembers.override("runProximal")
            .addJavadoc("The proximal steps of some parameters along their gradients.")
            .addParameter(boolean[].class, "active");
    List<TensorDeclaration> parameters = context.model().parameters();
    for (int i = 0; i < parameters.size(); i++) {
      method
          .beginControlFlow("if (active[$L])", i)
          .addStatement("$L()", steps.get(parameters.get(i).name()))
          .endControlFlow();
    }
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
    saddle
        .dual()
        .ifPresent(
            dual ->
                methods.add(reporting("runDual", dual, "The value of the dual problem.").build()));
    saddle
        .curvature()
        .ifPresent(
            node ->
                methods.add(
                    ProgramMembers.override("smoothCurvature")
                        .addJavadoc("The curvature of the smooth part, the same everywhere.")
                        .returns(TypeName.DOUBLE)
                        .addCode(
                            JavaText.of(
                                "return "
                                    + context
                                        .host()
                                        .resultCode(
                                            context.compiled().plan(saddle.dual().orElseThrow()),
                                            node)
                                    + ";\n"))
                        .build()));
    methods.add(constant("stepsExactly", TypeName.BOOLEAN, String.valueOf(saddle.exact())));
    saddle
        .squaredNorm()
        .ifPresent(
            norm ->
                methods.add(
                    constant("squaredOperatorNorm", TypeName.DOUBLE, Numbers.literal(norm, true))));
  }

  /** A program that gives back the one scalar that it reports. */
  private MethodSpec.Builder reporting(String name, Program program, String comment) {
    MethodSpec.Builder method =
        ProgramMembers.override(name).addJavadoc("$L", comment).returns(TypeName.DOUBLE);
    programs.fill(method, program);
    Node value =
        program.effects().stream()
            .filter(Effect.Report.class::isInstance)
            .map(Effect::value)
            .findFirst()
            .orElseThrow();
    String code = context.host().resultCode(context.compiled().plan(program), value);
    return method.addCode(JavaText.of("return " + code + ";\n"));
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
          Node leaf = memoryLeaf(kept.parameter(), kept.value());
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

  private Node memoryLeaf(String name, Node value) {
    return context.model().graph().stored(Leaf.Role.GRADIENT, name, value.shape());
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
