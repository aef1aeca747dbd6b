package io.tikhonov.processor.catalogue.solver;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.SolverDefinition;
import java.util.Map;

/** Steps of the parameters and of dual variables by turns. */
@AutoService(Definition.class)
public final class PrimalDual implements SolverDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Optimizer.PrimalDual";
  }

  @Override
  public Form form() {
    return Form.SPLIT;
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return "p ← prox of σh* at p + σKz; x ← prox of τ(f + g) at x − τKᵀp; z = x + θ(x − last x)";
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("balance", Domain.NON_NEGATIVE);
  }
}
