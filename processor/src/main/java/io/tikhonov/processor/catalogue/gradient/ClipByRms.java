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

/** The gradient of each parameter is scaled so that its root mean square is at most c. */
@AutoService(Definition.class)
public final class ClipByRms implements GradientDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Gradient.ClipByRms";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return "g ← g/max(1, rms(g)/%s)".formatted(Formulas.number(ingredient, "maxRms"));
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("maxRms", Domain.POSITIVE);
  }

  @Override
  public Map<TensorDeclaration, Node> transform(GradientSite site) {
    Graph g = site.graph();
    Node largest = g.literal(site.ingredient().number("maxRms"));
    return site.each(gradient -> scaled(g, gradient, largest));
  }

  private static Node scaled(Graph g, Node gradient, Node largest) {
    Node mean = g.div(g.sum(g.square(gradient)), g.size(gradient.shape().volume()));
    Node ratio = g.div(g.sqrt(mean), largest);
    return Expressions.divide(g, gradient, g.max(g.literal(1), ratio));
  }
}
