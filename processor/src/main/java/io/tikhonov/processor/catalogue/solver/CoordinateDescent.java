package io.tikhonov.processor.catalogue.solver;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.SolverDefinition;

/** Coordinate by coordinate in linear models. */
@AutoService(Definition.class)
public final class CoordinateDescent implements SolverDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Optimizer.CoordinateDescent";
  }

  @Override
  public Form form() {
    return Form.LINEAR_MODEL;
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return "wⱼ ← argmin F over wⱼ, on the Gram matrix of the active coordinates";
  }
}
