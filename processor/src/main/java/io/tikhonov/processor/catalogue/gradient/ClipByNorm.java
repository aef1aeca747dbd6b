package io.tikhonov.processor.catalogue.gradient;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.GradientDefinition;
import java.util.Map;

/** The gradient of each parameter is scaled so that its Euclidean norm is at most c. */
@AutoService(Definition.class)
public final class ClipByNorm implements GradientDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Gradient.ClipByNorm";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return NormClipping.formula(ingredient, "‖g‖₂");
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("maxNorm", Domain.POSITIVE);
  }

  @Override
  public Map<TensorDeclaration, Node> transform(GradientSite site) {
    Graph g = site.graph();
    return site.each(
        gradient ->
            g.mul(NormClipping.factor(g, g.sum(g.square(gradient)), site.ingredient()), gradient));
  }
}
