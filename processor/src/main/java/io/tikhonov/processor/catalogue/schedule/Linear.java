package io.tikhonov.processor.catalogue.schedule;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.ScheduleDefinition;
import java.util.Map;

/** A straight line from x to the end. */
@AutoService(Definition.class)
public final class Linear implements ScheduleDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Schedule.Linear";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return Rates.decayText(ingredient, "", "(1 − p)");
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of(
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
    return Rates.untilEnd(site, p -> g.sub(g.literal(1), p));
  }
}
