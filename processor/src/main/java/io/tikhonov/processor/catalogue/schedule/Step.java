package io.tikhonov.processor.catalogue.schedule;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.Objection;
import io.tikhonov.processor.spi.ScheduleDefinition;
import java.util.List;
import java.util.Map;

/** The value is multiplied by a factor every so many counts: x·factor^⌊(t − W)/every⌋. */
@AutoService(Definition.class)
public final class Step implements ScheduleDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Schedule.Step";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return "η = %sη₀·%s^⌊%s/%d⌋"
        .formatted(
            Rates.warmupText(ingredient),
            Formulas.number(ingredient, "factor"),
            Rates.sinceText(ingredient),
            ingredient.integer("every"));
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of(
        "every", Domain.POSITIVE_COUNT,
        "factor", Domain.POSITIVE,
        "warmupSteps", Domain.COUNT,
        "startStep", Domain.COUNT);
  }

  @Override
  public List<Objection> objections(Ingredient ingredient, TensorDeclaration parameter) {
    return Rates.constantFactor(ingredient);
  }

  @Override
  public boolean neverRises(Ingredient ingredient) {
    return ingredient.number("factor") <= 1;
  }

  @Override
  public Node value(ScheduleSite site) {
    Graph g = site.graph();
    Node periods = g.div(Rates.sinceWarmup(site), site.literal("every"));
    Node power = g.pow(site.literal("factor"), g.apply(Elementwise.FLOOR, periods));
    return Rates.afterWarmup(site, g.mul(site.base(), power));
  }
}
