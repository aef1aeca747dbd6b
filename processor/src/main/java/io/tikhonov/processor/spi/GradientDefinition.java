package io.tikhonov.processor.spi;

import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.TensorDeclaration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A change of the gradients before the optimizer sees them. */
public non-sealed interface GradientDefinition extends Definition {

  /** The new gradient of each parameter. */
  Map<TensorDeclaration, Node> transform(GradientSite site);

  /** The number of batches of whose gradients a step takes the mean before all transforms. */
  default int batches(Ingredient ingredient) {
    return 1;
  }

  /**
   * The gradients that a transform acts on.
   *
   * @param step t = 0, 1, ...
   * @param gradients of all parameters for a declaration on the class, of one for a field
   */
  record GradientSite(
      Graph graph, Ingredient ingredient, Node step, Map<TensorDeclaration, Node> gradients) {

    /** Transforms each gradient by itself. */
    public Map<TensorDeclaration, Node> each(UnaryOperator<Node> transform) {
      Map<TensorDeclaration, Node> transformed = new LinkedHashMap<>();
      gradients.forEach((parameter, g) -> transformed.put(parameter, transform.apply(g)));
      return transformed;
    }
  }
}
