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

/** Inverse time: x/(1 + rate·s/every). */
@AutoService(Definition.class)
public final class InverseTime implements ScheduleDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Schedule.InverseTime";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    long every = ingredient.integer("every");
    return "η = %sη₀/(1 + %s·%s%s)"
        .formatted(
            Rates.warmupText(ingredient),
            Formulas.number(ingredient, "rate"),
            Rates.sinceText(ingredient),
            every == 1 ? "" : "/" + every);
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of(
        "rate", Domain.NON_NEGATIVE,
        "every", Domain.POSITIVE_COUNT,
        "warmupSteps", Domain.COUNT,
        "startStep", Domain.COUNT);
  }

  @Override
  public boolean neverRises(Ingredient ingredient) {
    return true;
  }

  @Override
  public Node value(ScheduleSite site) {
    Graph g = site.graph();
    double slope = site.ingredient().number("rate") / site.ingredient().number("every");
    Node divisor = g.add(g.literal(1), g.mul(g.literal(slope), Rates.sinceWarmup(site)));
    return Rates.afterWarmup(site, g.div(site.base(), divisor));
  }
}
