package io.tikhonov.processor.catalogue.schedule;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.ScheduleDefinition;
import java.util.Map;

/** Half a cosine from η to the minimal rate: min + ½(η − min)(1 + cos πp), p = (t − W)/(T − W). */
@AutoService(Definition.class)
public final class Cosine implements ScheduleDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Schedule.Cosine";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return Rates.decayText(ingredient, "½·", "1 + cos πp");
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of(
        "warmupSteps", Domain.COUNT,
        "totalSteps", Domain.COUNT,
        "minLearningRate", Domain.NON_NEGATIVE);
  }

  @Override
  public Node rate(ScheduleSite site) {
    Graph g = site.graph();
    return Rates.untilEnd(
        site,
        p -> {
          Node cosine = g.apply(Elementwise.COS, g.mul(g.literal(Math.PI), p));
          return g.mul(g.literal(0.5), g.add(g.literal(1), cosine));
        });
  }
}
