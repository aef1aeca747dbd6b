package io.tikhonov.processor.catalogue.penalty;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.catalogue.Axes;
import io.tikhonov.processor.catalogue.formula.Penalty;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.Objection;
import io.tikhonov.processor.spi.PenaltyDefinition;
import io.tikhonov.processor.spi.Site;
import java.util.List;
import java.util.Map;

/** λ Σᵢ (t − ‖wᵢ‖₂)² over the slices wᵢ along an axis. */
@AutoService(Definition.class)
public final class NormLoss implements PenaltyDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Regularize.NormLoss";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return "%sΣᵢ (%s − ‖%s[%s]‖₂)²"
        .formatted(
            Formulas.factor(ingredient.number("lambda")),
            Formulas.number(ingredient, "target"),
            parameter,
            Axes.slice(ingredient.integer("axis")));
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("lambda", Domain.NON_NEGATIVE, "target", Domain.NON_NEGATIVE);
  }

  @Override
  public List<Objection> objections(Ingredient ingredient, TensorDeclaration parameter) {
    return Axes.objections(ingredient, "axis", parameter);
  }

  @Override
  public Node value(Site site) {
    Graph g = site.graph();
    return g.mul(
        site.literal("lambda"),
        Penalty.normLoss(g, site.tensor(), site.literal("target"), Axes.of(site)));
  }

  @Override
  public boolean hasKink() {
    return true;
  }
}
