package io.tikhonov.examples.extension;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.PenaltyDefinition;
import io.tikhonov.processor.spi.Site;
import java.util.Map;

/** What {@link LogSquare} means; the gradient is derived from the value. */
@AutoService(Definition.class)
public final class LogSquareDefinition implements PenaltyDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.examples.extension.LogSquare";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return Formulas.factor(ingredient.number("lambda")) + "Σ log(1 + " + parameter + "²)";
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("lambda", Domain.NON_NEGATIVE);
  }

  @Override
  public Node value(Site site) {
    Graph g = site.graph();
    Node logs = g.apply(Elementwise.LOG1P, g.square(site.tensor()));
    return g.mul(site.literal("lambda"), g.sum(logs));
  }

  @Override
  public boolean hasKink() {
    return false;
  }
}
