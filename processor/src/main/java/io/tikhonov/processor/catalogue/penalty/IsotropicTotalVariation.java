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

/** λ Σ √(Σ differences² + ε) of neighbours along some axes, along all if none is named. */
@AutoService(Definition.class)
public final class IsotropicTotalVariation implements PenaltyDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Regularize.IsotropicTotalVariation";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return Formulas.factor(ingredient.number("lambda"))
        + "Σ √(Σₐ Δₐ"
        + parameter
        + "² + "
        + Formulas.number(ingredient, "epsilon")
        + ") along "
        + Axes.listed(ingredient.integers("axes"));
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("lambda", Domain.NON_NEGATIVE, "epsilon", Domain.NON_NEGATIVE);
  }

  @Override
  public List<Objection> objections(Ingredient ingredient, TensorDeclaration parameter) {
    return Axes.objectionsToList(ingredient, parameter);
  }

  @Override
  public Node value(Site site) {
    Graph g = site.graph();
    return g.mul(
        site.literal("lambda"),
        Penalty.isotropicTotalVariation(
            g, site.tensor(), site.literal("epsilon"), Axes.listOf(site)));
  }

  @Override
  public boolean hasKink() {
    return true;
  }

  @Override
  public String whyNotProximal() {
    return "its minimiser joins all neighbours and has no closed form, so use mode = Mode.COUPLED";
  }
}
