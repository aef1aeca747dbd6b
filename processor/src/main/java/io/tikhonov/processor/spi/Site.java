package io.tikhonov.processor.spi;

import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Leaf;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.TensorDeclaration;

/**
 * A place where a penalty or constraint acts.
 *
 * @param ingredient its declared values
 * @param parameter the parameter that it acts on
 * @param doublePrecision precision of the model, for methods that iterate to full precision
 */
public record Site(
    Graph graph, Ingredient ingredient, TensorDeclaration parameter, boolean doublePrecision) {

  /** The parameter before the step. */
  public Node tensor() {
    return parameter.leaf();
  }

  public Shape shape() {
    return parameter.shape();
  }

  /**
   * The constant that an attribute names.
   *
   * @param attribute one of {@link Definition#constants}
   */
  public Node constant(String attribute) {
    return graph.stored(Leaf.Role.CONSTANT, ingredient.text(attribute), shape());
  }

  /** True if the constant that an attribute may name is given. */
  public boolean hasConstant(String attribute) {
    return !ingredient.text(attribute).isEmpty();
  }

  /** The running average of the parameter, if it has one. */
  public Node average() {
    return graph.stored(Leaf.Role.AVERAGE, parameter.name(), shape());
  }

  /** A number of the annotation as a literal. */
  public Node literal(String attribute) {
    return graph.literal(ingredient.number(attribute));
  }
}
