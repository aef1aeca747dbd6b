package io.tikhonov.processor.catalogue.solver;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.SolverDefinition;
import java.util.Map;

/** Proximal gradient steps from an extrapolated point. */
@AutoService(Definition.class)
public final class Fista implements SolverDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Optimizer.Fista";
  }

  @Override
  public Form form() {
    return Form.COMPOSITE;
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return "y = xₖ + ((tₖ − 1)/tₖ₊₁)(xₖ − xₖ₋₁); xₖ₊₁ = prox_sg(y − s∇f(y))";
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("step", Domain.NON_NEGATIVE);
  }
}
