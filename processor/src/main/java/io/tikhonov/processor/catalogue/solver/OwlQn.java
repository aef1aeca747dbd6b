package io.tikhonov.processor.catalogue.solver;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.SolverDefinition;
import java.util.Map;

/** Quasi-Newton steps within orthants. */
@AutoService(Definition.class)
public final class OwlQn implements SolverDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Optimizer.OwlQn";
  }

  @Override
  public Form form() {
    return Form.ONE_NORM;
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return "d = −H·◇F(x), ◇F the pseudo-gradient; x ← π(x + td), π onto the orthant";
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("memory", Domain.POSITIVE_COUNT);
  }
}
