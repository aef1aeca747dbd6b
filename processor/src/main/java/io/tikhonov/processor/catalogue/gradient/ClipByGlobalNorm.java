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

/** All gradients are scaled alike so that the Euclidean norm of all of them is at most c. */
@AutoService(Definition.class)
public final class ClipByGlobalNorm implements GradientDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Gradient.ClipByGlobalNorm";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return NormClipping.formula(ingredient, "‖all gradients‖₂");
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("maxNorm", Domain.POSITIVE);
  }

  @Override
  public Map<TensorDeclaration, Node> transform(GradientSite site) {
    Graph g = site.graph();
    Node squares = g.literal(0);
    for (Map.Entry<TensorDeclaration, Node> entry : site.gradients().entrySet()) {
      Node sum = g.sum(g.square(entry.getValue()));
      squares = g.add(squares, g.named(entry.getKey().name() + "SquaredNorm", sum));
    }
    Node factor = NormClipping.factor(g, squares, site.ingredient());
    return site.each(gradient -> g.mul(factor, gradient));
  }
}
