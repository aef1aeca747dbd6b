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
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.Objection;
import io.tikhonov.processor.spi.ProximalPart;
import io.tikhonov.processor.spi.ProximalPart.Form;
import io.tikhonov.processor.spi.Site;
import java.util.List;
import java.util.Map;

/**
 * min ≤ ‖wᵢ‖₂ ≤ max for every slice wᵢ along an axis, or a part of the way there; not convex. It
 * has no form in a diagonal metric.
 */
@AutoService(Definition.class)
public final class MinMaxNorm implements ConstraintDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Constrain.MinMaxNorm";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return "%s ≤ ‖%s[%s]‖₂ ≤ %s"
        .formatted(
            Formulas.number(ingredient, "min"),
            parameter,
            Axes.slice(ingredient.integer("axis")),
            Formulas.number(ingredient, "max"));
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("min", Domain.NON_NEGATIVE, "max", Domain.POSITIVE, "rate", Domain.UNIT_INTERVAL);
  }

  @Override
  public List<Objection> objections(Ingredient ingredient, TensorDeclaration parameter) {
    if (ingredient.number("min") <= ingredient.number("max")) {
      return Axes.objections(ingredient, "axis", parameter);
    }
    return List.of(
        new Objection(
            "TKV101",
            "max",
            "max = %s in @Constrain.MinMaxNorm is below min = %s, so no norm is admissible. Swap the two."
                .formatted(
                    Formulas.number(ingredient, "max"), Formulas.number(ingredient, "min"))));
  }

  private static String slice(Site site) {
    return site.parameter().name() + "[" + Axes.slice(site.ingredient().integer("axis")) + "]";
  }

  @Override
  public boolean isConvex(Ingredient ingredient) {
    return ingredient.number("min") == 0;
  }

  @Override
  public ProximalPart projection(Site site) {
    Graph g = site.graph();
    return new ProximalPart(
        Form.SET,
        Axes.of(site),
        false,
        (v, s) ->
            Projection.normRange(
                g,
                v,
                site.literal("min"),
                site.literal("max"),
                site.ingredient().number("rate"),
                Expressions.axesInside(site.shape(), Axes.of(site))),
        "%s·(%smin(max(n, %s), %s) + %s·n)/n with n = ‖%s‖₂"
            .formatted(
                slice(site),
                Formulas.factor(site.ingredient().number("rate")),
                Formulas.number(site.ingredient(), "min"),
                Formulas.number(site.ingredient(), "max"),
                Formulas.oneMinus(site.ingredient().number("rate")),
                slice(site)));
  }
}
