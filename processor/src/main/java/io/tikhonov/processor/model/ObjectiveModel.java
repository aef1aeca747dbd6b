package io.tikhonov.processor.model;

import io.tikhonov.processor.ir.Graph;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A declared training objective.
 *
 * @param packageName empty for the unnamed package
 * @param className the model class as written in source, {@code Outer.Inner} if nested
 * @param generatedName simple name of the class to generate
 * @param isPublic whether the generated class is public
 * @param doublePrecision precision of all memory and arithmetic
 * @param inputs the inputs of losses and penalties, in order of first appearance
 * @param terms losses first, then penalty methods, in source order
 * @param ingredients catalogue annotations on the class, in source order
 * @param derivatives the derivatives that bodies take, in order of evaluation
 */
public record ObjectiveModel(
    Graph graph,
    String packageName,
    String className,
    String generatedName,
    boolean isPublic,
    boolean doublePrecision,
    List<TensorDeclaration> parameters,
    List<TensorDeclaration> constants,
    List<TensorDeclaration> states,
    List<HyperparameterDeclaration> hyperparameters,
    List<InputDeclaration> inputs,
    List<TermDeclaration> terms,
    List<PredictionDeclaration> predictions,
    List<Ingredient> ingredients,
    List<Derivative> derivatives,
    Token token) {

  public Optional<TensorDeclaration> parameter(String name) {
    return parameters.stream().filter(p -> p.name().equals(name)).findFirst();
  }

  /** Dimensions that the builder sets: those of parameters, constants and states, in order. */
  public Set<String> builderDimensions() {
    Set<String> names = new LinkedHashSet<>();
    for (List<TensorDeclaration> group : List.of(parameters, constants, states)) {
      for (TensorDeclaration tensor : group) {
        tensor.shape().dims().forEach(dim -> names.addAll(dim.names()));
      }
    }
    return names;
  }

  /** Dimensions that come with each batch. */
  public Set<String> batchDimensions() {
    Set<String> names = new LinkedHashSet<>();
    for (InputDeclaration input : inputs) {
      input.shape().dims().forEach(dim -> names.addAll(dim.names()));
    }
    names.removeAll(builderDimensions());
    return names;
  }
}
