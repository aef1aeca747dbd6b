package io.tikhonov.processor.catalogue.constraint;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.catalogue.formula.Projection;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.spi.ConstraintDefinition;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.Objection;
import io.tikhonov.processor.spi.ProximalPart;
import io.tikhonov.processor.spi.ProximalPart.Form;
import io.tikhonov.processor.spi.Site;
import java.util.List;
import java.util.Map;

/** At most k elements other than 0; not convex. The projection keeps those of largest size. */
@AutoService(Definition.class)
public final class L0Ball implements ConstraintDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Constrain.L0Ball";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return "‖" + parameter + "‖₀ ≤ " + Counts.text(ingredient, "size");
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("count", Domain.COUNT, "sparsity", Domain.BELOW_ONE);
  }

  @Override
  public List<Objection> objections(Ingredient ingredient, TensorDeclaration parameter) {
    return Counts.objections(ingredient, parameter.shape().volume(), "elements");
  }

  @Override
  public boolean isConvex(Ingredient ingredient) {
    return false;
  }

  @Override
  public ProximalPart projection(Site site) {
    Graph g = site.graph();
    return new ProximalPart(
        Form.SYMMETRIC,
        0,
        true,
        (v, s) -> Projection.l0Ball(g, v, s, Counts.of(site, site.shape().volume())),
        "the "
            + Counts.text(site.ingredient(), "size")
            + " largest |"
            + site.parameter().name()
            + "|");
  }
}
