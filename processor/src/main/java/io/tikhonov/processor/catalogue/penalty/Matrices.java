package io.tikhonov.processor.catalogue.penalty;

import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.spi.Objection;
import java.util.List;

/** Penalties of matrices. */
final class Matrices {

  private Matrices() {}

  /**
   * The objection to a tensor that is no matrix.
   *
   * @param function the function of {@code Penalties} that takes a reshaped tensor
   */
  static List<Objection> objections(
      Ingredient ingredient, TensorDeclaration parameter, String function) {
    if (parameter.shape().rank() == 2) {
      return List.of();
    }
    String name = parameter.name();
    return List.of(
        new Objection(
            "TKV209",
            "",
            ("%s on %s needs a matrix, but %s has the shape %s. Penalise a matrix, or write"
                    + " Penalties.%s(reshape(%s, ...)) in a @Regularize method.")
                .formatted(ingredient.name(), name, name, parameter.shape(), function, name)));
  }
}
