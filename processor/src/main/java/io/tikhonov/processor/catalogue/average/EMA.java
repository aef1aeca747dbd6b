package io.tikhonov.processor.catalogue.average;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.catalogue.Expressions;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.AverageDefinition;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.Formulas;
import java.util.Map;

/** The exponential moving average a ← βa + (1 − β)w from a₀ = w₀, without correction. */
@AutoService(Definition.class)
public final class EMA implements AverageDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Average.EMA";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    double decay = ingredient.number("decay");
    return "a ← %s·a + %s·%s"
        .formatted(Formulas.number(decay), Formulas.oneMinus(decay), parameter);
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("decay", Domain.BELOW_ONE);
  }

  @Override
  public Node average(AverageSite site) {
    double decay = site.ingredient().number("decay");
    return Expressions.interpolate(site.graph(), site.average(), site.parameter(), 1 - decay);
  }
}
