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

/** A rise over W counts and then the inverse square root: x·min((t + 1)/W, √(W/(t + 1))). */
@AutoService(Definition.class)
public final class InverseSqrt implements ScheduleDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Schedule.InverseSqrt";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    long warmup = ingredient.integer("warmupSteps");
    return "η = η₀·min((t + 1)/%d, √(%d/(t + 1)))".formatted(warmup, warmup);
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of(
        "warmupSteps", Domain.POSITIVE_COUNT,
        "startStep", Domain.COUNT);
  }

  @Override
  public boolean neverRises(Ingredient ingredient) {
    return true;
  }

  @Override
  public Node value(ScheduleSite site) {
    Graph g = site.graph();
    Node count = g.add(site.step(), g.literal(1));
    Node falling = g.apply(Elementwise.SQRT, g.div(site.literal("warmupSteps"), count));
    return Rates.afterWarmup(site, g.mul(site.base(), falling));
  }
}
