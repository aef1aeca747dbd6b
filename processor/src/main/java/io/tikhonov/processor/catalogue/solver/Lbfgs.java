package io.tikhonov.processor.catalogue.solver;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.SolverDefinition;
import java.util.Map;

/** Quasi-Newton steps with a line search. */
@AutoService(Definition.class)
public final class Lbfgs implements SolverDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Optimizer.Lbfgs";
  }

  @Override
  public Form form() {
    return Form.SMOOTH;
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return "d = −H∇f(x), H from the last changes of gradients; x ← x + td, t by the strong Wolfe conditions";
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("memory", Domain.POSITIVE_COUNT);
  }
}
