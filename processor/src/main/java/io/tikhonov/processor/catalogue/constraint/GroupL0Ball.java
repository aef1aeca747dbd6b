package io.tikhonov.processor.catalogue.constraint;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.catalogue.Axes;
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

/**
 * At most k slices along an axis other than 0; not convex. The projection keeps those of largest
 * norm.
 */
@AutoService(Definition.class)
public final class GroupL0Ball implements ConstraintDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Constrain.GroupL0Ball";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return "at most %s of %s[%s] other than 0"
        .formatted(
            Counts.text(ingredient, "groups"), parameter, Axes.slice(ingredient.integer("axis")));
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("count", Domain.COUNT, "sparsity", Domain.BELOW_ONE);
  }

  @Override
  public List<Objection> objections(Ingredient ingredient, TensorDeclaration parameter) {
    List<Objection> axes = Axes.objections(ingredient, "axis", parameter);
    if (!axes.isEmpty()) {
      return axes;
    }
    int axis = Axes.resolve(ingredient.integer("axis"), parameter.shape());
    return Counts.objections(ingredient, parameter.shape().dim(axis), "slices");
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
        true,
        (v, s) ->
            Projection.l0Groups(
                g, v, s, Counts.of(site, site.shape().dim(Axes.of(site))), Axes.of(site)),
        "the %s slices %s[%s] of largest norm"
            .formatted(
                Counts.text(site.ingredient(), "groups"),
                site.parameter().name(),
                Axes.slice(site.ingredient().integer("axis"))));
  }
}
