package io.tikhonov.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.HyperparameterDeclaration;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.PredictionDeclaration;
import io.tikhonov.processor.plan.BufferPlan;
import io.tikhonov.processor.plan.ProgramPlan;
import io.tikhonov.processor.training.Effect;
import io.tikhonov.processor.training.Program;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.lang.model.element.Modifier;

/** Writes the class that computes one {@code @Predict} method on given memory. */
final class PredictionWriter {
  private final ObjectiveModel model;
  private final PredictionDeclaration prediction;
  private final ProgramPlan plan;
  private final List<SizeCondition> conditions;
  private final KernelLibrary kernels;
  private final NameScope scope;
  private final Naming naming;
  private final List<Node> tensors = new ArrayList<>();
  private final List<HyperparameterDeclaration> hyperparameters = new ArrayList<>();
  private final Set<String> sizes = new LinkedHashSet<>();

  PredictionWriter(
      ObjectiveModel model,
      PredictionDeclaration prediction,
      Program program,
      ProgramPlan plan,
      KernelLibrary kernels) {
    this.model = model;
    this.prediction = prediction;
    this.plan = plan;
    this.conditions = SizeCondition.of(List.of(program));
    this.kernels = kernels;
    this.scope = new NameScope().reserve("terms", "arrays", "threads");
    model.builderDimensions().forEach(scope::reserve);
    BatchBinding.dimensions(prediction.inputs(), model).forEach(scope::reserve);
    this.naming = new Naming(model.graph(), scope);
    sizes.addAll(model.builderDimensions());
    for (Node node : reachable(prediction.value())) {
      if (node.op() instanceof Leaf.Stored stored && isModelTensor(stored)) {
        tensors.add(node);
        naming.fix(node, scope.take(NameScope.identifier(stored.id())));
      }
    }
    for (HyperparameterDeclaration hyperparameter : model.hyperparameters()) {
      hyperparameters.add(hyperparameter);
      naming.fix(hyperparameter.leaf(), scope.take(hyperparameter.name()));
    }
  }

  /** The nodes that a value is made from, in the order of their ids. */
  private static SortedSet<Node> reachable(Node root) {
    SortedSet<Node> found = new TreeSet<>(Comparator.comparingInt(Node::id));
    List<Node> stack = new ArrayList<>(List.of(root));
    while (!stack.isEmpty()) {
      Node node = stack.remove(stack.size() - 1);
      if (found.add(node)) {
        stack.addAll(node.inputs());
      }
    }
    return found;
  }

  private static boolean isModelTensor(Leaf.Stored stored) {
    return switch (stored.role()) {
      case PARAMETER, CONSTANT, STATE, AVERAGE -> true;
      default -> false;
    };
  }

  String className() {
    return NameScope.capitalized(prediction.name()) + "Program";
  }

  List<Node> tensors() {
    return tensors;
  }

  TypeSpec type() {
    boolean doublePrecision = model.doublePrecision();
    TypeSpec.Builder type =
        TypeSpec.classBuilder(className())
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
            .superclass(RuntimeTypes.PROGRAM)
            .addJavadoc(
                "{@code $L} in inference mode, with work buffers of its own.", prediction.name());
    BufferPlan buffers = new BufferPlan(List.of(plan));
    BatchBinding binding = new BatchBinding(prediction.inputs(), model, naming, scope);
    binding.addFields(type);
    HostWriter host =
        new HostWriter(
            naming, scope, kernels, ObjectiveContext.simdName(model), doublePrecision, buffers);
    binding.describe(host);
    MethodSpec.Builder constructor = constructor(type, host);
    Node result = model.graph().stored(Leaf.Role.RESULT, "result", prediction.value().shape());
    String resultField = scope.take("result");
    naming.fix(result, resultField);
    host.memory(result, resultField);
    type.addField(
        com.palantir.javapoet.FieldSpec.builder(
                RuntimeTypes.reals(doublePrecision), resultField, Modifier.PRIVATE, Modifier.FINAL)
            .initializer(doublePrecision ? "doubles()" : "floats()")
            .build());
    MethodSpec.Builder run = run(host, binding, resultField, type);
    kernels.useVectors(constructor);
    type.addMethod(constructor.build());
    type.addMethod(run.build());
    host.addFields(type);
    host.addTasks(type);
    return type.build();
  }

  private MethodSpec.Builder constructor(TypeSpec.Builder type, HostWriter host) {
    MethodSpec.Builder constructor =
        MethodSpec.constructorBuilder()
            .addModifiers(Modifier.PRIVATE)
            .addParameter(TypeName.INT, "threads")
            .addStatement("super(threads)");
    for (String size : sizes) {
      type.addField(TypeName.INT, size, Modifier.PRIVATE, Modifier.FINAL);
      constructor.addParameter(TypeName.INT, size).addStatement("this.$L = $L", size, size);
    }
    for (Node tensor : tensors) {
      String name = naming.field(tensor);
      ClassName memory = RuntimeTypes.reals(model.doublePrecision());
      type.addField(memory, name, Modifier.PRIVATE, Modifier.FINAL);
      constructor.addParameter(memory, name).addStatement("this.$L = $L", name, name);
      host.memory(tensor, name);
    }
    for (HyperparameterDeclaration hyperparameter : hyperparameters) {
      String name = naming.field(hyperparameter.leaf());
      type.addField(TypeName.DOUBLE, name, Modifier.PRIVATE);
      host.scalar(hyperparameter.leaf(), name);
    }
    return constructor;
  }

  private MethodSpec.Builder run(
      HostWriter host, BatchBinding binding, String resultField, TypeSpec.Builder type) {
    MethodSpec.Builder run =
        MethodSpec.methodBuilder("run")
            .addModifiers(Modifier.PRIVATE)
            .returns(RuntimeTypes.INDARRAY);
    List<String> arrays = new ArrayList<>();
    for (int i = 0; i < prediction.inputs().size(); i++) {
      String name = "arrays" + i;
      arrays.add(name);
      run.addParameter(RuntimeTypes.INDARRAY, name);
    }
    for (HyperparameterDeclaration hyperparameter : hyperparameters) {
      String name = naming.field(hyperparameter.leaf());
      run.addParameter(TypeName.DOUBLE, name + "Value");
      run.addStatement("$L = $LValue", name, name);
    }
    run.addCode(binding.code(arrays, conditions));
    host.addProgram(type, run, plan);
    for (Effect effect : plan.scalarEffects()) {
      run.addStatement("$L.ensure(1)", resultField);
      String value = host.resultCode(plan, effect.value());
      run.addStatement(
          "$L.data().put(0, $L)",
          resultField,
          model.doublePrecision() ? value : "(float) (" + value + ")");
    }
    CodeBlock shape =
        CodeBlock.of(
            "$L",
            String.join(
                ", ", prediction.value().shape().dims().stream().map(host::intCode).toList()));
    run.addStatement("return $L.toArray($L)", resultField, shape);
    return run;
  }

  /** Arguments of the constructor, taken from an objective. */
  String constructorArguments(String threads, String owner, Naming ownerNaming) {
    List<String> arguments = new ArrayList<>(List.of(threads));
    sizes.forEach(size -> arguments.add(owner + size));
    tensors.forEach(tensor -> arguments.add(ownerNaming.field(tensor)));
    return String.join(", ", arguments);
  }

  /** Whether hyperparameters are handed to each run. */
  List<HyperparameterDeclaration> hyperparameters() {
    return hyperparameters;
  }
}
