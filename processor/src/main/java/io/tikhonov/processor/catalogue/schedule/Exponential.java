package io.tikhonov.processor.catalogue.schedule;

import com.google.auto.service.AutoService;
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

/** The rate is multiplied by a factor in every step: η·factor^(t − W). */
@AutoService(Definition.class)
public final class Exponential implements ScheduleDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Schedule.Exponential";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return "η = %sη₀·%s^%s"
        .formatted(
            Rates.warmupText(ingredient),
            Formulas.number(ingredient, "factor"),
            Rates.sinceText(ingredient));
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of(
        "factor", Domain.POSITIVE,
        "warmupSteps", Domain.COUNT);
  }

  @Override
  public List<Objection> objections(Ingredient ingredient, TensorDeclaration parameter) {
    return Rates.constantFactor(ingredient);
  }

  @Override
  public Node rate(ScheduleSite site) {
    Graph g = site.graph();
    Node factor = g.literal(site.ingredient().number("factor"));
    Node power = g.pow(factor, Rates.stepsSinceWarmup(site));
    return Rates.afterWarmup(site, g.mul(site.base(), power));
  }
}
