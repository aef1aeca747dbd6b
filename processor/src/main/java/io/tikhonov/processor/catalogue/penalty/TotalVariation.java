package io.tikhonov.processor.catalogue.penalty;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.catalogue.Axes;
import io.tikhonov.processor.catalogue.Expressions;
import io.tikhonov.processor.catalogue.formula.Penalty;
import io.tikhonov.processor.catalogue.formula.Shrinkage;
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
import io.tikhonov.processor.spi.ProximalPart.Form;
import io.tikhonov.processor.spi.ProximalPenalty;
import io.tikhonov.processor.spi.Site;
import java.util.List;
import java.util.Map;

/**
 * λ Σ |differences of neighbours| along some axes (anisotropic), along all if none is named. Along
 * one axis its proximal operator is computed exactly, line by line.
 */
@AutoService(Definition.class)
public final class TotalVariation implements ProximalPenalty {

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
  public boolean isBehindOperator() {
    return true;
  }

  @Override
  public boolean hasProximal(Ingredient ingredient, Shape shape) {
    return Axes.listOf(ingredient, shape).size() == 1;
  }

  @Override
  public List<ProximalPart> proximal(Site site) {
    return List.of(step(site));
  }

  /** The step along the one axis that is named, in any diagonal metric. */
  static ProximalPart step(Site site) {
    Graph g = site.graph();
    int axis = Axes.listOf(site).get(0);
    String w = site.parameter().name();
    return new ProximalPart(
        Form.TOTAL_VARIATION,
        axis,
        true,
        (v, s) ->
            Shrinkage.totalVariation(g, v, Expressions.scale(g, site.literal("lambda"), s), axis),
        "argmin over x of ‖x − %s‖₂²/(2s) + %s‖Δx‖₁ along axis %d"
            .formatted(w, Formulas.factor(site.ingredient().number("lambda")), axis));
  }

  @Override
  public String whyNotProximal() {
    return "its minimiser along several axes joins all neighbours and has no closed form, so name one axis,"
        + " or use mode = Mode.COUPLED, which takes the subgradient with sign(0) = 0";
  }
}
