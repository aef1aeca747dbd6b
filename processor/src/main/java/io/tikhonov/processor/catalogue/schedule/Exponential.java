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

/** The value is multiplied by a factor in so many counts: x·factor^((t − W)/every). */
@AutoService(Definition.class)
public final class Exponential implements ScheduleDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Schedule.Exponential";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    long every = ingredient.integer("every");
    String exponent = Rates.sinceText(ingredient) + (every == 1 ? "" : "/" + every);
    if (ingredient.flag("staircase")) {
      exponent = "⌊" + exponent + "⌋";
    } else if (every != 1) {
      exponent = "(" + exponent + ")";
    }
    String power = "η₀·%s^%s".formatted(Formulas.number(ingredient, "factor"), exponent);
    String bounded =
        ingredient.number("end") == 0
            ? power
            : "%s(%s, %s)".formatted(bound(ingredient), power, Formulas.number(ingredient, "end"));
    return "η = " + Rates.warmupText(ingredient) + bounded;
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of(
        "factor", Domain.POSITIVE,
        "every", Domain.POSITIVE_COUNT,
        "end", Domain.NON_NEGATIVE,
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
    Node exponent = g.div(Rates.sinceWarmup(site), site.literal("every"));
    if (site.ingredient().flag("staircase")) {
      exponent = g.apply(Elementwise.FLOOR, exponent);
    }
    Node value = g.mul(site.base(), g.pow(site.literal("factor"), exponent));
    if (site.ingredient().number("end") != 0) {
      boolean falls = bound(site.ingredient()).equals("max");
      Elementwise bound = falls ? Elementwise.MAXIMUM : Elementwise.MINIMUM;
      value = g.apply(bound, value, site.value("end"));
    }
    return Rates.afterWarmup(site, value);
  }

  /** What keeps the value from passing its end. */
  private static String bound(Ingredient ingredient) {
    return ingredient.number("factor") <= 1 ? "max" : "min";
  }
}
