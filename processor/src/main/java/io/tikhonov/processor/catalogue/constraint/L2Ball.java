package io.tikhonov.processor.catalogue.constraint;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.catalogue.formula.BallProjection;
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

/** ‖w‖₂ ≤ radius for all elements together. */
@AutoService(Definition.class)
public final class L2Ball implements ConstraintDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Constrain.L2Ball";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return "‖%s‖₂ ≤ %s"
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
        Form.BALL,
        ProximalPart.WHOLE,
        true,
        (v, s) ->
            BallProjection.apply(
                g, site.doublePrecision(), v, s, site.literal("radius"), Graph.allAxes(v)),
        "%s·min(1, %s/‖%s‖₂)"
            .formatted(
                site.parameter().name(),
                Formulas.number(site.ingredient(), "radius"),
                site.parameter().name()));
  }
}
