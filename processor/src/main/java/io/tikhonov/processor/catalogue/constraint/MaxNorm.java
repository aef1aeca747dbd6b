package io.tikhonov.processor.catalogue.constraint;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.catalogue.Axes;
import io.tikhonov.processor.catalogue.Expressions;
import io.tikhonov.processor.catalogue.formula.BallProjection;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.spi.ConstraintDefinition;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.Objection;
import io.tikhonov.processor.spi.ProximalPart;
import io.tikhonov.processor.spi.ProximalPart.Form;
import io.tikhonov.processor.spi.Site;
import java.util.List;
import java.util.Map;

/** ‖wᵢ‖₂ ≤ radius for every slice wᵢ along an axis. */
@AutoService(Definition.class)
public final class MaxNorm implements ConstraintDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Constrain.MaxNorm";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return "‖%s[%s]‖₂ ≤ %s"
        .formatted(
            parameter,
            Axes.slice(ingredient.integer("axis")),
            Formulas.number(ingredient, "radius"));
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("radius", Domain.POSITIVE);
  }

  @Override
  public List<Objection> objections(Ingredient ingredient, TensorDeclaration parameter) {
    return Axes.objections(ingredient, "axis", parameter);
  }

  @Override
  public ProximalPart projection(Site site) {
    String slice =
        site.parameter().name() + "[" + Axes.slice(site.ingredient().integer("axis")) + "]";
    return new ProximalPart(
        Form.BALL,
        Axes.of(site),
        true,
        (v, s) -> project(site, v, s),
        "%s·min(1, %s/‖%s‖₂)"
            .formatted(slice, Formulas.number(site.ingredient(), "radius"), slice));
  }

  private static Node project(Site site, Node v, Node s) {
    List<Integer> inside = Expressions.axesInside(site.shape(), Axes.of(site));
    return BallProjection.apply(
        site.graph(), site.doublePrecision(), v, s, site.literal("radius"), inside);
  }
}
