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

/** ⟨a, w⟩ = value for a constant a. */
@AutoService(Definition.class)
public final class Hyperplane implements ConstraintDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Constrain.Hyperplane";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return "⟨%s, %s⟩ = %s"
        .formatted(ingredient.text("normal"), parameter, Formulas.number(ingredient, "value"));
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("value", Domain.FINITE);
  }

  @Override
  public List<String> constants() {
    return List.of("normal");
  }

  @Override
  public ProximalPart projection(Site site) {
    Graph g = site.graph();
    return new ProximalPart(
        Form.SET,
        0,
        true,
        (v, s) -> Projection.hyperplane(g, v, s, site.constant("normal"), site.literal("value")),
        "%s − a·(⟨a, %s⟩ − %s)/‖a‖² with a = %s"
            .formatted(
                site.parameter().name(),
                site.parameter().name(),
                Formulas.number(site.ingredient(), "value"),
                site.ingredient().text("normal")));
  }
}
