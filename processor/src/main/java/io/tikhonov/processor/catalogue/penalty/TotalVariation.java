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

/** λ Σ |differences of neighbours| along some axes (anisotropic), along all if none is named. */
@AutoService(Definition.class)
public final class TotalVariation implements PenaltyDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Regularize.TotalVariation";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return "%s‖Δ%s‖₁ along %s"
        .formatted(
            Formulas.factor(ingredient.number("lambda")),
            parameter,
            Axes.listed(ingredient.integers("axes")));
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("lambda", Domain.NON_NEGATIVE);
  }

  @Override
  public List<Objection> objections(Ingredient ingredient, TensorDeclaration parameter) {
    return Axes.objectionsToList(ingredient, parameter);
  }

  @Override
  public Node value(Site site) {
    Graph g = site.graph();
    return g.mul(
        site.literal("lambda"), Penalty.totalVariation(g, site.tensor(), Axes.listOf(site)));
  }

  @Override
  public boolean hasKink() {
    return true;
  }

  @Override
  public String whyNotProximal() {
    return "its minimiser joins all neighbours and has no closed form, so use mode = Mode.COUPLED,"
        + " which takes the subgradient with sign(0) = 0";
  }
}
