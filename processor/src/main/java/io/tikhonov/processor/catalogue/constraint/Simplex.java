package io.tikhonov.processor.catalogue.constraint;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.catalogue.formula.Projection;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.ConstraintDefinition;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.ProximalPart;
import io.tikhonov.processor.spi.ProximalPart.Form;
import io.tikhonov.processor.spi.Site;
import java.util.Map;

/** w ≥ 0 with the sum of all elements fixed. */
@AutoService(Definition.class)
public final class Simplex implements ConstraintDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Constrain.Simplex";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return "%s ≥ 0, Σ%s = %s".formatted(parameter, parameter, Formulas.number(ingredient, "sum"));
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("sum", Domain.POSITIVE);
  }

  @Override
  public ProximalPart projection(Site site) {
    Graph g = site.graph();
    return new ProximalPart(
        Form.SET,
        0,
        true,
        (v, s) -> Projection.simplex(g, v, s, site.literal("sum")),
        "max(%s − τ, 0) with τ for the sum %s"
            .formatted(site.parameter().name(), Formulas.number(site.ingredient(), "sum")));
  }
}
