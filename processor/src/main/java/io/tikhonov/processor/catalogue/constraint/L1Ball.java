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
import java.util.List;
import java.util.Map;

/** ‖w‖₁ ≤ radius; the projection is soft thresholding with the threshold that meets the radius. */
@AutoService(Definition.class)
public final class L1Ball implements ConstraintDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Constrain.L1Ball";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return "‖%s‖₁ ≤ %s"
        .formatted(
            Centers.difference(ingredient, parameter), Formulas.number(ingredient, "radius"));
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("radius", Domain.POSITIVE);
  }

  @Override
  public List<String> constants() {
    return List.of(Centers.CENTER);
  }

  @Override
  public ProximalPart projection(Site site) {
    return Centers.moved(site, aroundZero(site));
  }

  private static ProximalPart aroundZero(Site site) {
    Graph g = site.graph();
    return new ProximalPart(
        Form.SYMMETRIC,
        0,
        true,
        (v, s) -> Projection.l1Ball(g, v, s, site.literal("radius")),
        "sign(%s)·max(|%s| − τ, 0) with the least τ ≥ 0 for ‖·‖₁ ≤ %s"
            .formatted(
                site.parameter().name(),
                site.parameter().name(),
                Formulas.number(site.ingredient(), "radius")));
  }
}
