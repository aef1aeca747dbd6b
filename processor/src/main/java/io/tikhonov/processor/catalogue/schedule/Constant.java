package io.tikhonov.processor.catalogue.schedule;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.ScheduleDefinition;
import java.util.Map;

/** The declared value after the warm-up: x. */
@AutoService(Definition.class)
public final class Constant implements ScheduleDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Schedule.Constant";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return "η = " + Rates.warmupText(ingredient) + "η₀";
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of(
        "warmupSteps", Domain.COUNT,
        "startStep", Domain.COUNT);
  }

  @Override
  public boolean neverRises(Ingredient ingredient) {
    return true;
  }

  @Override
  public boolean isConstant(Ingredient ingredient) {
    return ingredient.number("warmupSteps") == 0;
  }

  @Override
  public Node value(ScheduleSite site) {
    return Rates.afterWarmup(site, site.base());
  }
}
