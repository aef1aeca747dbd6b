package io.tikhonov.processor.catalogue.constraint;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.ConstraintDefinition;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.ProximalPart;
import io.tikhonov.processor.spi.ProximalPart.Form;
import io.tikhonov.processor.spi.Site;

/** w ≥ 0; the projection cuts negative values off, in any diagonal metric. */
@AutoService(Definition.class)
public final class NonNegative implements ConstraintDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Constrain.NonNegative";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return parameter + " ≥ 0";
  }

  @Override
  public ProximalPart projection(Site site) {
    Graph g = site.graph();
    return new ProximalPart(
        Form.NON_NEGATIVE,
        0,
        true,
        (v, s) -> g.max(v, g.literal(0)),
        "max(" + site.parameter().name() + ", 0)");
  }
}
