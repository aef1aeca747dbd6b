package io.tikhonov.processor.catalogue.solver;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.SolverDefinition;
import java.util.Map;

/** Reflections at the two parts of the sum. */
@AutoService(Definition.class)
public final class DouglasRachford implements SolverDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Optimizer.DouglasRachford";
  }

  @Override
  public Form form() {
    return Form.COMPOSITE;
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return "x = prox_sf(z); y = prox_sg(2x − z); z ← z + α(y − x)";
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of(
        "step", Domain.NON_NEGATIVE, "relaxation", new Domain("in (0, 2)", x -> x > 0 && x < 2));
  }
}
