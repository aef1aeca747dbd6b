package io.tikhonov.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.tikhonov.processor.analysis.Reach;
import io.tikhonov.processor.ir.LibraryOp;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.HyperparameterDeclaration;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.spi.ScheduleDefinition;
import io.tikhonov.processor.training.Effect;
import io.tikhonov.processor.training.Program;
import io.tikhonov.processor.training.SolverPrograms;
import io.tikhonov.processor.training.TrainingPrograms;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/**
 * Writes what is stored: sizes, tensors, slots, gradients and hyperparameters, and how they start.
 */
final class TensorMembers {
  private final ObjectiveContext context;
  private final ObjectiveModel model;
  private final TrainingPrograms programs;
  private final Naming naming;
  private final HostWriter host;
  private final TypeSpec.Builder type;
  private boolean isFirst = true;

  TensorMembers(ObjectiveContext context) {
    this.context = context;
    this.model = context.model();
    this.programs = context.programs();
    this.naming = context.naming();
    this.host = context.host();
    this.type = context.type();
  }

  void addDimensions() {
    String comment = SourceLayout.section("Sizes", "Sizes that the builder sets.");
    for (String dimension : model.builderDimensions()) {
      FieldSpec.Builder field =
          FieldSpec.builder(TypeName.INT, dimension, Modifier.PRIVATE, Modifier.FINAL);
      if (comment != null) {
        field.addJavadoc("$L", comment);
        comment = null;
      }
      type.addField(field.build());
    }
  }

  MethodSpec.Builder addTensors() {
    MethodSpec.Builder constructor =
        MethodSpec.constructorBuilder()
            .addModifiers(Modifier.PRIVATE)
            .addParameter(context.self().nestedClass("Builder"), "builder")
            .addStatement(
                programs.solver().isPresent()
                    ? "super(DEFINITION, SOLVER, builder.seed, builder.threads)"
                    : "super(DEFINITION, builder.seed, builder.threads)");
    for (String dimension : model.builderDimensions()) {
      constructor.addStatement(
          "$L = $T.dimension($S, builder.$L)",
          dimension,
          RuntimeTypes.CHECKS,
          dimension,
          dimension);
    }
    for (SizeCondition condition : context.compiled().sizeConditions()) {
      if (model.builderDimensions().containsAll(condition.value().names())) {
        constructor.addStatement(
            "$T.fits($S, $L)",
            RuntimeTypes.CHECKS,
            condition.description(),
            host.longCode(condition.value()));
      }
    }
    String suffix = model.doublePrecision() ? "Doubles" : "Floats";
    Set<Node> groupNumbers = groupNumbers();
    for (TensorDeclaration constant : model.constants()) {
      String name = addTensorField(constant.leaf(), "Constant " + constant.shape() + ".");
      constructor.addStatement(
          "$L = constant$L($S, builder.$L$L)",
          name,
          suffix,
          constant.name(),
          constant.name(),
          sizes(constant));
      if (groupNumbers.contains(constant.leaf())) {
        constructor.addStatement("$T.groups($S, $L)", RuntimeTypes.CHECKS, constant.name(), name);
      }
    }
    for (TensorDeclaration parameter : model.parameters()) {
      String name = addTensorField(parameter.leaf(), "Parameter " + parameter.shape() + ".");
      addInitialized(constructor, name, "parameter" + suffix, parameter);
    }
    for (TensorDeclaration state : model.states()) {
      String name = addTensorField(state.leaf(), "State " + state.shape() + ".");
      addInitialized(constructor, name, "state" + suffix, state);
    }
    addSlots(constructor, suffix);
    for (HyperparameterDeclaration hyperparameter : model.hyperparameters()) {
      String name = naming.field(hyperparameter.leaf());
      type.addField(
          FieldSpec.builder(TypeName.DOUBLE, name, Modifier.PRIVATE)
              .initializer("$L", Double.toString(hyperparameter.value()))
              .build());
      constructor.addStatement(
          "hyperparameter($S, () -> $L, value -> $L = value)", hyperparameter.name(), name, name);
      host.scalar(hyperparameter.leaf(), name);
    }
    addRun(constructor);
    return constructor;
  }

  /** What the base class has to know about the run. */
  private void addRun(MethodSpec.Builder constructor) {
    programs
        .accumulation()
        .ifPresent(it -> constructor.addStatement("accumulates($L)", it.batches()));
    if (programs.run().countsEpochs()) {
      constructor.addStatement("countsEpochs()");
    }
    for (ScheduleDefinition.Plateau plateau : programs.run().plateaus()) {
      constructor.addStatement(
          "followsMetric($L, $L, $L, $L)",
          plateau.factor(),
          plateau.patience(),
          plateau.threshold(),
          plateau.cooldown());
    }
  }

  private void addSlots(MethodSpec.Builder constructor, String suffix) {
    for (TrainingPrograms.Slot slot : programs.slots()) {
      if (slot.copyOf() != null) {
        addAverage(constructor, suffix, slot);
        continue;
      }
      // Counts outgrow single precision.
      boolean scalar = slot.leaf().isScalar();
      String name =
          addTensorField(
              scalar ? RuntimeTypes.reals(true) : context.memoryType(),
              slot.leaf(),
              "Slot " + slot.name() + (scalar ? "." : " " + slot.leaf().shape() + "."));
      constructor.addStatement(
          "$L = slot$L($S$L)", name, scalar ? "Doubles" : suffix, slot.name(), sizes(slot.leaf()));
      if (slot.initialValue() != 0) {
        constructor.addStatement("$L.fill($L)", name, Double.toString(slot.initialValue()));
      }
    }
  }

  /** Averages are states: they are saved with the parameters. */
  private void addAverage(
      MethodSpec.Builder constructor, String suffix, TrainingPrograms.Slot slot) {
    String name =
        addTensorField(
            slot.leaf(), "Average of " + slot.copyOf() + " " + slot.leaf().shape() + ".");
    constructor.addStatement(
        "$L = average$L($S, $L$L)",
        name,
        suffix,
        slot.name(),
        naming.field(model.parameter(slot.copyOf()).orElseThrow().leaf()),
        sizes(slot.leaf()));
  }

  private String addTensorField(Node leaf, String comment) {
    return addTensorField(context.memoryType(), leaf, comment);
  }

  private String addTensorField(ClassName memory, Node leaf, String comment) {
    String name = naming.field(leaf);
    String titled =
        isFirst ? SourceLayout.section("Parameters, states and slots", comment) : comment;
    isFirst = false;
    type.addField(
        FieldSpec.builder(memory, name, Modifier.PRIVATE, Modifier.FINAL)
            .addJavadoc("$L", titled)
            .build());
    host.memory(leaf, name);
    return name;
  }

  private void addInitialized(
      MethodSpec.Builder constructor, String name, String method, TensorDeclaration tensor) {
    String scale =
        Double.isNaN(tensor.initScale()) ? "Double.NaN" : Double.toString(tensor.initScale());
    constructor.addStatement(
        "$L = $L($S, $T.$L, $L$L)",
        name,
        method,
        tensor.fileName(),
        RuntimeTypes.INITIALIZERS,
        tensor.init(),
        scale,
        sizes(tensor));
  }

  private String sizes(TensorDeclaration tensor) {
    return sizes(tensor.leaf());
  }

  /** The constants that number the groups of elements. */
  private Set<Node> groupNumbers() {
    List<Node> values = programs.value().effects().stream().map(Effect::value).toList();
    return Reach.inOrder(values).stream()
        .filter(node -> node.op() instanceof LibraryOp.GroupSums)
        .map(node -> node.input(1))
        .collect(Collectors.toSet());
  }

  /** The sizes of a tensor as further arguments. */
  private String sizes(Node leaf) {
    StringBuilder sizes = new StringBuilder();
    leaf.shape().dims().forEach(dim -> sizes.append(", ").append(host.longCode(dim)));
    return sizes.toString();
  }

  /** Gradients are kept only for callers who ask for them. */
  void addGradients() {
    for (TensorDeclaration parameter : model.parameters()) {
      Node leaf = parameter.gradient(model.graph());
      String comment = "Gradient of " + parameter.name() + " " + parameter.shape() + ".";
      if (leaf.equals(firstGradient())) {
        comment =
            SourceLayout.section(
                "Gradients, for callers and for steps of some parameters", comment);
      }
      addKept(leaf, comment);
    }
    programs
        .solver()
        .flatMap(SolverPrograms::linear)
        .ifPresent(
            linear -> {
              addKept(linear.linearization(), "Derivatives of the loss by the linear predictor: ");
              addKept(linear.strengths(), "Strengths of the penalties on coefficients: ");
            });
  }

  /** What a program leaves for a solver. */
  private void addKept(Program program, String what) {
    for (Effect effect : program.effects()) {
      if (effect instanceof Effect.Gradient kept) {
        Node leaf = kept.memory(model.graph());
        addKept(leaf, what + kept.parameter() + ".");
      }
    }
  }

  private void addKept(Node leaf, String comment) {
    String name = naming.field(leaf);
    type.addField(
        FieldSpec.builder(context.memoryType(), name, Modifier.PRIVATE, Modifier.FINAL)
            .initializer(model.doublePrecision() ? "doubles()" : "floats()")
            .addJavadoc("$L", comment)
            .build());
    host.memory(leaf, name);
  }

  void addHyperparameters() {
    for (HyperparameterDeclaration hyperparameter : model.hyperparameters()) {
      String name = naming.field(hyperparameter.leaf());
      type.addMethod(
          MethodSpec.methodBuilder(hyperparameter.name())
              .addModifiers(Modifier.PUBLIC)
              .addJavadoc("Sets $L from the next step on.", hyperparameter.name())
              .addParameter(TypeName.DOUBLE, "value")
              .addStatement("$L = value", name)
              .build());
      type.addMethod(
          MethodSpec.methodBuilder(hyperparameter.name())
              .addModifiers(Modifier.PUBLIC)
              .addJavadoc("The value of $L.", hyperparameter.name())
              .returns(TypeName.DOUBLE)
              .addStatement("return $L", name)
              .build());
    }
  }

  private Node firstGradient() {
    TensorDeclaration first = model.parameters().get(0);
    return first.gradient(model.graph());
  }
}
