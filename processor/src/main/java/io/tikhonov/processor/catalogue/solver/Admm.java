package io.tikhonov.processor.catalogue.solver;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.SolverDefinition;
import java.util.Map;

/** The alternating direction method of multipliers. */
@AutoService(Definition.class)
public final class Admm implements SolverDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Optimizer.Admm";
  }

  @Override
  public Form form() {
    return Form.COMPOSITE;
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return "x = argmin f + (ρ/2)‖x − z + u‖²; z = prox of g/ρ at x + u; u ← u + x − z";
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of(
        "rho", Domain.POSITIVE, "relaxation", new Domain("in [1, 2)", x -> x >= 1 && x < 2));
  }
}
