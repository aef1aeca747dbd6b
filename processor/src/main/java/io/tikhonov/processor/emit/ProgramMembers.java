package io.tikhonov.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.plan.ProgramPlan;
import io.tikhonov.processor.training.Effect;
import io.tikhonov.processor.training.Program;
import io.tikhonov.processor.training.TrainingPrograms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;

/** Writes the programs of training as methods that override those of the base class. */
final class ProgramMembers {
  private static final String CLEAR = "clearAccumulated";
  private final ObjectiveContext context;
  private final ObjectiveModel model;
  private final TrainingPrograms programs;
  private final Naming naming;
  private final HostWriter host;
  private final TypeSpec.Builder type;

  ProgramMembers(ObjectiveContext context) {
    this.context = context;
    this.model = context.model();
    this.programs = context.programs();
    this.naming = context.naming();
    this.host = context.host();
    this.type = context.type();
  }

  List<MethodSpec> programMethods() {
    List<MethodSpec> methods = new ArrayList<>();
    if (programs.solver().isPresent()) {
      methods.addAll(new SolverMembers(context, this).methods());
    } else {
      addStep(methods);
    }
    methods.add(program("runValue", programs.value(), "All terms, in training mode."));
    if (programs.evaluation().effects().equals(programs.value().effects())) {
      methods.add(
          override("runEvaluation")
              .addJavadoc("All terms; training and inference do not differ in this model.")
              .addStatement("runValue()")
              .build());
    } else {
      methods.add(program("runEvaluation", programs.evaluation(), "All terms, in inference mode."));
    }
    methods.add(
        program(
            "runGradient", programs.gradient(), "All terms and the gradient, in training mode."));
    methods.add(gradientAccess());
    return methods;
  }

  private void addStep(List<MethodSpec> methods) {
    methods.add(
        program(
            "runStep",
            programs.step(),
            SourceLayout.section("Programs", "The training step: all terms, all updates.")));
    Map<String, String> updates = addUpdates(methods, "The step of %s alone, from its gradient.");
    boolean hasStates = !programs.states().effects().isEmpty();
    if (hasStates) {
      methods.add(
          privateProgram("advanceStates", programs.states(), "Sets the states from old values."));
    }
    programs.accumulation().ifPresent(it -> addAccumulation(methods, it));
    methods.add(partialStep(updates, hasStates));
    methods.add(learningRate());
    if (!programs.scheduled().isEmpty()) {
      methods.add(scheduled());
    }
  }

  /**
   * Adds a method for the update of each parameter from its gradient.
   *
   * @param comment with a place for the parameter
   * @return the names of the methods by parameter
   */
  Map<String, String> addUpdates(List<MethodSpec> methods, String comment) {
    Map<String, String> updates = new LinkedHashMap<>();
    programs
        .updates()
        .forEach(
            (parameter, program) -> {
              String name = "step" + NameScope.capitalized(NameScope.identifier(parameter));
              methods.add(privateProgram(name, program, comment.formatted(parameter)));
              updates.put(parameter, name);
            });
    return updates;
  }

  /** Calls the updates of the parameters that are active. */
  void callUpdates(MethodSpec.Builder method, Map<String, String> updates) {
    for (int i = 0; i < model.parameters().size(); i++) {
      method
          .beginControlFlow("if (active[$L])", i)
          .addStatement("$L()", updates.get(model.parameters().get(i).name()))
          .endControlFlow();
    }
  }

  private void addAccumulation(
      List<MethodSpec> methods, TrainingPrograms.Accumulation accumulation) {
    methods.add(
        program(
            "runAccumulation",
            accumulation.accumulate(),
            "All terms; the gradient is added to what is accumulated."));
    methods.add(privateProgram(CLEAR, accumulation.clear(), "Sets what is accumulated to zero."));
  }

  static MethodSpec.Builder override(String name) {
    return MethodSpec.methodBuilder(name)
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PROTECTED);
  }

  MethodSpec program(String name, Program program, String comment) {
    MethodSpec.Builder method = override(name).addJavadoc("$L", comment);
    prepareAverages(method, context.compiled().plan(program));
    fill(method, program);
    return method.build();
  }

  MethodSpec privateProgram(String name, Program program, String comment) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(name).addModifiers(Modifier.PRIVATE).addJavadoc("$L", comment);
    fill(method, program);
    return method.build();
  }

  void fill(MethodSpec.Builder method, Program program) {
    ProgramPlan plan = context.compiled().plan(program);
    host.addProgram(type, method, plan);
    List<CodeBlock> stores = new ArrayList<>();
    for (Effect effect : plan.scalarEffects()) {
      if (effect instanceof Effect.Report) {
        continue;
      }
      String value = host.resultCode(plan, effect.value());
      if (effect instanceof Effect.Term term) {
        method.addCode(JavaText.of("terms[" + term.index() + "] = " + value + ";\n"));
      } else if (effect instanceof Effect.Store store) {
        // All new values come before the first store: they are made from old ones.
        String name = host.nameOf(plan, effect.value());
        if (name == null) {
          name = host.localName(effect.value());
          method.addCode(JavaText.of("final double " + name + " = " + value + ";\n"));
        }
        stores.add(put(host.memoryCode(plan, store.target()), name, isSlot(store.target())));
      } else if (effect instanceof Effect.Gradient gradient) {
        Node leaf = gradient.memory(model.graph());
        method.addStatement("$L.ensure(1)", naming.field(leaf));
        stores.add(put(naming.field(leaf), value, false));
      }
    }
    stores.forEach(method::addCode);
  }

  private static boolean isSlot(Node leaf) {
    return ((Leaf.Stored) leaf.op()).role() == Leaf.Role.SLOT;
  }

  private CodeBlock put(String memory, String value, boolean inDouble) {
    boolean narrow = !model.doublePrecision() && !inDouble;
    String number = narrow ? "(float) " + (value.contains(" ") ? "(" + value + ")" : value) : value;
    return JavaText.of(memory + ".data().put(0, " + number + ");\n");
  }

  /** Averages start at the parameters, which users may change before the first step. */
  private void prepareAverages(MethodSpec.Builder method, ProgramPlan plan) {
    boolean used =
        averages().stream()
            .anyMatch(slot -> slot.leaf().isScalar() || plan.memory().contains(slot.leaf()));
    if (used) {
      method.addStatement("prepareAverages()");
    }
  }

  private List<TrainingPrograms.Slot> averages() {
    return programs.slots().stream().filter(slot -> slot.copyOf() != null).toList();
  }

  private MethodSpec partialStep(Map<String, String> updates, boolean hasStates) {
    MethodSpec.Builder method =
        override("runStep")
            .addJavadoc("A step of some parameters: the gradient first, then their updates.")
            .addParameter(boolean[].class, "active");
    if (!averages().isEmpty()) {
      method.addStatement("prepareAverages()");
    }
    method.addStatement("runGradient()");
    if (hasStates) {
      method.addStatement("advanceStates()");
    }
    if (updatesShareGradients()) {
      for (int i = 0; i < model.parameters().size(); i++) {
        TensorDeclaration parameter = model.parameters().get(i);
        Node leaf = parameter.gradient(model.graph());
        method
            .beginControlFlow("if (!active[$L])", i)
            .addStatement("$L.zero()", naming.field(leaf));
        programs
            .accumulation()
            .map(it -> it.slots().get(parameter.name()))
            .ifPresent(slot -> method.addStatement("$L.zero()", naming.field(slot)));
        method.endControlFlow();
      }
    }
    callUpdates(method, updates);
    if (programs.accumulation().isPresent()) {
      method.addStatement("$L()", CLEAR);
    }
    return method.build();
  }

  /** True if an update reads gradients of other parameters, as clipping by the global norm does. */
  private boolean updatesShareGradients() {
    return programs.updates().entrySet().stream()
        .anyMatch(
            update ->
                context.compiled().plan(update.getValue()).memory().stream()
                    .anyMatch(
                        node ->
                            node.op() instanceof Leaf.Stored stored
                                && stored.role() == Leaf.Role.GRADIENT
                                && !stored.id().equals(update.getKey())));
  }

  private MethodSpec gradientAccess() {
    MethodSpec.Builder method =
        override("gradient").addParameter(TypeName.INT, "parameter").returns(RuntimeTypes.MEMORY);
    CodeBlock.Builder code = CodeBlock.builder().add("return switch (parameter) {\n$>");
    for (int i = 0; i < model.parameters().size(); i++) {
      TensorDeclaration parameter = model.parameters().get(i);
      Node leaf = parameter.gradient(model.graph());
      code.add("case $L -> $L;\n", i, naming.field(leaf));
    }
    code.add("default -> throw new $T(parameter);\n$<};\n", IndexOutOfBoundsException.class);
    return method.addCode(code.build()).build();
  }

  private MethodSpec learningRate() {
    MethodSpec.Builder method =
        override("learningRateAt").addParameter(TypeName.LONG, "step").returns(TypeName.DOUBLE);
    String value =
        programs.step().effects().stream()
            .filter(effect -> effect instanceof Effect.Report)
            .map(Effect::value)
            .map(node -> runScalar("step").of(node))
            .findFirst()
            .orElse("0");
    return method.addCode(JavaText.of("return " + value + ";\n")).build();
  }

  private MethodSpec scheduled() {
    MethodSpec.Builder method =
        override("scheduledAt")
            .addJavadoc("What follows schedules beside the learning rate.")
            .addParameter(TypeName.LONG, "step")
            .addParameter(RuntimeTypes.SCHEDULED, "values");
    programs
        .scheduled()
        .forEach(
            (name, value) ->
                method.addCode(
                    JavaText.of(
                        "values.put(\"" + name + "\", " + runScalar("step").of(value) + ");\n")));
    return method.build();
  }

  private RunScalarCode runScalar(String step) {
    return new RunScalarCode(host, context.compiled().plan(programs.step()), step);
  }

  /** The value in the coming step of each hyperparameter with a schedule, for predictions. */
  List<MethodSpec> scheduledHyperparameters() {
    List<MethodSpec> methods = new ArrayList<>();
    if (model.predictions().isEmpty()) {
      return methods;
    }
    programs
        .run()
        .hyperparameters()
        .forEach(
            (leaf, value) ->
                methods.add(
                    MethodSpec.methodBuilder(PredictionMembers.scheduled(naming.field(leaf)))
                        .addModifiers(Modifier.PRIVATE)
                        .returns(TypeName.DOUBLE)
                        .addJavadoc("$L in the coming step.", naming.field(leaf))
                        .addCode(
                            JavaText.of("return " + runScalar("stepIndex()").of(value) + ";\n"))
                        .build()));
    return methods;
  }
}
