package io.tikhonov.processor.catalogue.gradient;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.catalogue.Expressions;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.GradientDefinition;
import java.util.Map;

/** Every entry of the gradient is cut to [−c, c]. */
@AutoService(Definition.class)
public final class ClipByValue implements GradientDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Gradient.ClipByValue";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    String limit = Formulas.number(ingredient, "limit");
    return "g ← min(max(g, −" + limit + "), " + limit + ")";
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("limit", Domain.POSITIVE);
  }

  @Override
  public Map<TensorDeclaration, Node> transform(GradientSite site) {
    Graph g = site.graph();
    double limit = site.ingredient().number("limit");
    return site.each(
        gradient -> Expressions.clamp(g, gradient, g.literal(-limit), g.literal(limit)));
  }
}
