package io.tikhonov.processor.catalogue.constraint;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.catalogue.Axes;
import io.tikhonov.processor.catalogue.Expressions;
import io.tikhonov.processor.catalogue.formula.Projection;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.spi.ConstraintDefinition;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Objection;
import io.tikhonov.processor.spi.ProximalPart;
import io.tikhonov.processor.spi.ProximalPart.Form;
import io.tikhonov.processor.spi.Site;
import java.util.List;

/** ‖wᵢ‖₂ = 1 for every slice wᵢ along an axis; not convex. It has no form in a diagonal metric. */
@AutoService(Definition.class)
public final class UnitNorm implements ConstraintDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Constrain.UnitNorm";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return "‖%s[%s]‖₂ = 1".formatted(parameter, Axes.slice(ingredient.integer("axis")));
  }

  @Override
  public List<Objection> objections(Ingredient ingredient, TensorDeclaration parameter) {
    return Axes.objections(ingredient, "axis", parameter);
  }

  private static String slice(Site site) {
    return site.parameter().name() + "[" + Axes.slice(site.ingredient().integer("axis")) + "]";
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
        Axes.of(site),
        false,
        (v, s) ->
            Projection.normRange(
                g,
                v,
                g.literal(1),
                g.literal(1),
                1,
                Expressions.axesInside(site.shape(), Axes.of(site))),
        "%s/‖%s‖₂".formatted(slice(site), slice(site)));
  }
}
