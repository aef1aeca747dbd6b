package io.tikhonov.processor.catalogue.schedule;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.ScheduleDefinition;
import java.util.Map;

/** A power of what is left of the run: x_end + (x − x_end)(1 − p)^power. */
@AutoService(Definition.class)
public final class Polynomial implements ScheduleDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Schedule.Polynomial";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return Rates.decayText(ingredient, "", "(1 − p)^" + Formulas.number(ingredient, "power"));
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of(
        "power", Domain.POSITIVE,
        "warmupSteps", Domain.COUNT,
        "totalSteps", Domain.COUNT,
        "end", Domain.FINITE,
        "startStep", Domain.COUNT);
  }

  @Override
  public boolean neverRises(Ingredient ingredient) {
    return true;
  }

  @Override
  public Node value(ScheduleSite site) {
    Graph g = site.graph();
    return Rates.untilEnd(site, p -> g.pow(g.sub(g.literal(1), p), site.literal("power")));
  }
}
