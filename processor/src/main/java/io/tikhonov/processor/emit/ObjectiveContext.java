package io.tikhonov.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeSpec;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.HyperparameterDeclaration;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.training.Effect;
import io.tikhonov.processor.training.Program;
import io.tikhonov.processor.training.SolverPrograms;
import io.tikhonov.processor.training.TrainingPrograms;
import java.util.List;

/** What the writers of a generated class share: the objective, the names and the class itself. */
final class ObjectiveContext {
  private final CompiledObjective compiled;
  private final Declaration declaration;
  private final ClassName self;
  private final TypeSpec.Builder type;
  private final NameScope scope = new NameScope().reserve("terms", "values", "builder");
  private final Naming naming;
  private final KernelLibrary kernels;
  private final BatchBinding binding;
  private final HostWriter host;

  /**
   * @param platform what of the JDK the generated code may name
   */
  ObjectiveContext(CompiledObjective compiled, Platform platform) {
    this.compiled = compiled;
    this.declaration = new Declaration(compiled);
    ObjectiveModel model = compiled.model();
    this.self = ClassName.get(model.packageName(), model.generatedName());
    this.type = TypeSpec.classBuilder(self);
    model.builderDimensions().forEach(scope::reserve);
    model.batchDimensions().forEach(scope::reserve);
    Graph graph = model.graph();
    this.naming = new Naming(graph, scope);
    this.kernels =
        new KernelLibrary(
            model.doublePrecision(),
            naming,
            platform.vectors() == null ? null : new SimdLibrary(platform, model.doublePrecision()));
    nameTensors(model);
    this.binding = new BatchBinding(model.inputs(), model, naming, scope);
    this.host =
        new HostWriter(
            naming, scope, kernels, simdName(), model.doublePrecision(), compiled.buffers());
  }

  /** Parameters, constants, states and hyperparameters keep the names of the user's fields. */
  private void nameTensors(ObjectiveModel model) {
    for (List<TensorDeclaration> group :
        List.of(model.parameters(), model.constants(), model.states())) {
      for (TensorDeclaration tensor : group) {
        naming.fix(tensor.leaf(), scope.take(NameScope.identifier(tensor.name())));
      }
    }
    programs().solver().flatMap(SolverPrograms::linear).ifPresent(this::nameKept);
    for (HyperparameterDeclaration hyperparameter : model.hyperparameters()) {
      naming.fix(hyperparameter.leaf(), scope.take(hyperparameter.name()));
    }
  }

  /** What programs leave for a solver has the names of the methods that give it away. */
  private void nameKept(SolverPrograms.Linear linear) {
    for (Program program : List.of(linear.linearization(), linear.strengths())) {
      for (Effect effect : program.effects()) {
        if (effect instanceof Effect.Gradient kept) {
          Node leaf = kept.memory(model().graph());
          naming.fix(leaf, scope.take(kept.parameter()));
        }
      }
    }
  }

  CompiledObjective compiled() {
    return compiled;
  }

  Declaration declaration() {
    return declaration;
  }

  ObjectiveModel model() {
    return compiled.model();
  }

  TrainingPrograms programs() {
    return compiled.programs();
  }

  /** The simple name of the class with the vector kernels. */
  String simdName() {
    return simdName(model());
  }

  static String simdName(ObjectiveModel model) {
    return model.generatedName() + "Simd";
  }

  ClassName self() {
    return self;
  }

  ClassName batchType() {
    return self.nestedClass("Batch");
  }

  /** Real memory in the precision of the model. */
  ClassName memoryType() {
    return RuntimeTypes.reals(model().doublePrecision());
  }

  TypeSpec.Builder type() {
    return type;
  }

  Naming naming() {
    return naming;
  }

  KernelLibrary kernels() {
    return kernels;
  }

  BatchBinding binding() {
    return binding;
  }

  HostWriter host() {
    return host;
  }
}
