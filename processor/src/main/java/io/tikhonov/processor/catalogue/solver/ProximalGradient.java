package io.tikhonov.processor.catalogue.solver;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.SolverDefinition;
import java.util.Map;

/** Proximal gradient steps from the last point. */
@AutoService(Definition.class)
public final class ProximalGradient implements SolverDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Optimizer.ProximalGradient";
  }

  @Override
  public Form form() {
    return Form.COMPOSITE;
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return "x ← prox_sg(x − s∇f(x))";
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("step", Domain.NON_NEGATIVE);
  }
}
