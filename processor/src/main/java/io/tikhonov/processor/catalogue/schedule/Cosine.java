package io.tikhonov.processor.catalogue.schedule;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.ScheduleDefinition;
import java.util.Map;

/** Half a cosine from x to the end: x_end + ½(x − x_end)(1 + cos πp), p = (t − W)/(T − W). */
@AutoService(Definition.class)
public final class Cosine implements ScheduleDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Schedule.Cosine";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return Rates.decayText(ingredient, "½·", "(1 + cos πp)");
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
    return Rates.untilEnd(site, p -> Rates.halfCosine(site.graph(), p));
  }
}
