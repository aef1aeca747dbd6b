package io.tikhonov.processor.catalogue.constraint;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.catalogue.Expressions;
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

/** min ≤ w ≤ max; the projection cuts values off, in any diagonal metric. */
@AutoService(Definition.class)
public final class Box implements ConstraintDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Constrain.Box";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return "%s ≤ %s ≤ %s"
        .formatted(
            Formulas.number(ingredient, "min"), parameter, Formulas.number(ingredient, "max"));
  }

  @Override
  public Map<String, Domain> domains() {
    Domain bound = new Domain("a number", x -> !Double.isNaN(x));
    return Map.of("min", bound, "max", bound);
  }

  @Override
  public List<Objection> objections(Ingredient ingredient, TensorDeclaration parameter) {
    if (ingredient.number("min") <= ingredient.number("max")) {
      return List.of();
    }
    return List.of(
        new Objection(
            "TKV101",
            "max",
            "max = %s in @Constrain.Box is below min = %s, so no value is admissible. Swap the two."
                .formatted(
                    Formulas.number(ingredient, "max"), Formulas.number(ingredient, "min"))));
  }

  @Override
  public ProximalPart projection(Site site) {
    Graph g = site.graph();
    return new ProximalPart(
        Form.BOX,
        0,
        true,
        (v, s) -> Expressions.clamp(g, v, site.literal("min"), site.literal("max")),
        "min(max(%s, %s), %s)"
            .formatted(
                site.parameter().name(),
                Formulas.number(site.ingredient(), "min"),
                Formulas.number(site.ingredient(), "max")));
  }
}
