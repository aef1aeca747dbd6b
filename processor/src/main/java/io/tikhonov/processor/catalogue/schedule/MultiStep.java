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

/** The value is multiplied by a factor at each milestone. */
@AutoService(Definition.class)
public final class MultiStep implements ScheduleDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Schedule.MultiStep";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return "η = %sη₀·%sⁿ; n the number of milestones %s that %s has reached"
        .formatted(
            Rates.warmupText(ingredient),
            Formulas.number(ingredient, "factor"),
            ingredient.integers("milestones"),
            Rates.sinceText(ingredient));
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of(
        "factor", Domain.POSITIVE,
        "warmupSteps", Domain.COUNT,
        "startStep", Domain.COUNT);
  }

  @Override
  public boolean neverRises(Ingredient ingredient) {
    return ingredient.number("factor") <= 1;
  }

  @Override
  public Node value(ScheduleSite site) {
    Graph g = site.graph();
    double warmup = site.ingredient().number("warmupSteps");
    double factor = site.ingredient().number("factor");
    List<Double> milestones = site.ingredient().numbers("milestones");
    Node power = g.literal(Math.pow(factor, milestones.size()));
    for (int i = milestones.size() - 1; i >= 0; i--) {
      Node before = Rates.before(site, warmup + milestones.get(i));
      power = g.where(before, g.literal(Math.pow(factor, i)), power);
    }
    return Rates.afterWarmup(site, g.mul(site.base(), power));
  }

  @Override
  public List<Objection> objections(Ingredient ingredient, TensorDeclaration parameter) {
    return Counts.objections(ingredient, "milestones");
  }
}
