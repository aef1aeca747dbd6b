package io.tikhonov.processor.catalogue.schedule;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.ScheduleDefinition;
import java.util.Map;
import java.util.Optional;

/** Smaller by a factor whenever a metric has not improved for a while. */
@AutoService(Definition.class)
public final class Plateau implements ScheduleDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Schedule.Plateau";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    String factor = Formulas.number(ingredient, "factor");
    String end = Formulas.number(ingredient, "end");
    return "η = max(η₀·%sᵏ, %s); k the number of times the observed metric stopped falling"
        .formatted(factor, end);
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of(
        "factor", new Domain("in (0, 1)", x -> x > 0 && x < 1),
        "patience", Domain.COUNT,
        "threshold", Domain.BELOW_ONE,
        "cooldown", Domain.COUNT,
        "end", Domain.NON_NEGATIVE,
        "startStep", Domain.COUNT);
  }

  @Override
  public boolean neverRises(Ingredient ingredient) {
    return true;
  }

  @Override
  public Node value(ScheduleSite site) {
    Graph g = site.graph();
    Node value = g.mul(site.base(), site.observed().get());
    return g.apply(Elementwise.MAXIMUM, value, site.value("end"));
  }

  @Override
  public Optional<ScheduleDefinition.Plateau> plateau(Ingredient ingredient) {
    return Optional.of(
        new ScheduleDefinition.Plateau(
            ingredient.number("factor"),
            ingredient.integer("patience"),
            ingredient.number("threshold"),
            ingredient.integer("cooldown")));
  }
}
