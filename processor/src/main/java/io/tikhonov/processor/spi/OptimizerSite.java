package io.tikhonov.processor.spi;

import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.TensorDeclaration;

/** A parameter whose update an optimizer describes. */
public interface OptimizerSite {

  Graph graph();

  /** The declared values. */
  Ingredient ingredient();

  TensorDeclaration parameter();

  /** The gradient after transforms, sign and coupled weight decay. */
  Node gradient();

  /**
   * The learning rate η of this step, a scalar above 0; for rules that do more than scale by it.
   */
  Node rate();

  /** True if the model computes in double precision. */
  boolean doublePrecision();

  /**
   * How many updates this parameter has had before, a scalar. It counts for each parameter by
   * itself, because a parameter that is frozen for some steps keeps its state.
   */
  Node updates();

  /** Memory of the given shape that starts at a value; the old value of this step. */
  Node slot(String name, Shape shape, double initialValue);

  /** Memory of the parameter's shape. */
  default Node slot(String name, double initialValue) {
    return slot(name, parameter().shape(), initialValue);
  }

  /** Sets a slot at the end of the step. */
  void store(Node slot, Node value);
}
