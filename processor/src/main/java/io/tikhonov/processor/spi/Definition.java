package io.tikhonov.processor.spi;

import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.TensorDeclaration;
import java.util.List;
import java.util.Map;

/**
 * What an annotation of the catalogue means. An implementation is a public class with a public
 * constructor without arguments that is registered as a service of this type, for example with
 * {@code @AutoService(Definition.class)}; nothing else has to know it. It has no state.
 */
public sealed interface Definition
    permits AverageDefinition,
        ConstraintDefinition,
        GradientDefinition,
        OptimizerDefinition,
        PenaltyDefinition,
        ScheduleDefinition {

  /** Canonical name of the annotation type, such as {@code io.tikhonov.dsl.Regularize.L1}. */
  String annotation();

  /**
   * The meaning in mathematical notation with the declared values filled in, such as {@code
   * 1e-4·‖w1‖₁}. Several statements are separated by {@code "; "}.
   *
   * @param parameter name of the tensor that it acts on
   */
  String formula(Ingredient ingredient, String parameter);

  /** The admissible values of the numeric attributes, by attribute name. */
  default Map<String, Domain> domains() {
    return Map.of();
  }

  /**
   * The attributes that name a {@code @Constant} of the shape of the parameter. One whose default
   * is empty may stay so.
   */
  default List<String> constants() {
    return List.of();
  }

  /**
   * What is wrong with a use beyond the domains of single attributes, such as an axis that the
   * parameter does not have.
   */
  default List<Objection> objections(Ingredient ingredient, TensorDeclaration parameter) {
    return List.of();
  }
}
