package io.tikhonov.processor.catalogue.penalty;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.catalogue.Axes;
import io.tikhonov.processor.catalogue.formula.Penalty;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.Objection;
import io.tikhonov.processor.spi.ProximalPart;
import io.tikhonov.processor.spi.ProximalPenalty;
import io.tikhonov.processor.spi.Site;
import java.util.List;
import java.util.Map;

/**
 * λ Σ √(Σ differences² + ε) of neighbours along some axes, along all if none is named. Along one
 * axis with ε = 0 it is {@link TotalVariation}.
 */
@AutoService(Definition.class)
public final class IsotropicTotalVariation implements ProximalPenalty {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Regularize.IsotropicTotalVariation";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    boolean exact = ingredient.number("epsilon") == 0;
    return Formulas.factor(ingredient.number("lambda"))
        + "Σ √(Σₐ Δₐ"
        + parameter
        + (exact ? "²" : "² + " + Formulas.number(ingredient, "epsilon"))
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
  public boolean isBehindOperator() {
    return true;
  }

  @Override
  public boolean hasProximal(Ingredient ingredient, Shape shape) {
    return ingredient.number("epsilon") == 0 && Axes.listOf(ingredient, shape).size() == 1;
  }

  @Override
  public List<ProximalPart> proximal(Site site) {
    return List.of(TotalVariation.step(site));
  }

  @Override
  public String whyNotProximal() {
    return "it has one along a single axis with epsilon = 0 only, so write that or use mode = Mode.COUPLED";
  }
}
