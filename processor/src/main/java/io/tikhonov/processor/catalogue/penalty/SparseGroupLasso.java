package io.tikhonov.processor.catalogue.penalty;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.catalogue.Axes;
import io.tikhonov.processor.catalogue.Expressions;
import io.tikhonov.processor.catalogue.formula.GroupShrinkage;
import io.tikhonov.processor.catalogue.formula.Penalty;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
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
 * λ(ρ‖w‖₁ + (1−ρ)√p·Σᵢ ‖wᵢ‖₂) over the slices wᵢ of p elements along an axis. Its proximal operator
 * is soft thresholding followed by that of the groups.
 */
@AutoService(Definition.class)
public final class SparseGroupLasso implements ProximalPenalty {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Regularize.SparseGroupLasso";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return "%s(%s‖%s‖₁ + %s·√(group size)·Σᵢ ‖%s[%s]‖₂)"
        .formatted(
            Formulas.factor(ingredient.number("lambda")),
            Formulas.factor(ingredient.number("l1Ratio")),
            parameter,
            Formulas.oneMinus(ingredient.number("l1Ratio")),
            parameter,
            Axes.slice(ingredient.integer("axis")));
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("lambda", Domain.NON_NEGATIVE, "l1Ratio", Domain.UNIT_INTERVAL);
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
        Penalty.sparseGroupLasso(g, site.tensor(), site.literal("l1Ratio"), Axes.of(site)));
  }

  @Override
  public boolean hasKink() {
    return true;
  }

  @Override
  public List<ProximalPart> proximal(Site site) {
    double lambda = site.ingredient().number("lambda");
    double ratio = site.ingredient().number("l1Ratio");
    return List.of(L1.proximal(site, lambda * ratio), groups(site, lambda * (1 - ratio)));
  }

  private static ProximalPart groups(Site site, double lambda) {
    Graph g = site.graph();
    int axis = Axes.of(site);
    String slice = site.parameter().name() + "[" + Axes.slice(axis) + "]";
    Node root = g.sqrt(g.size(Expressions.groupSize(site.shape(), axis)));
    return new ProximalPart(
        Form.GROUP_NORM,
        axis,
        true,
        (v, s) ->
            GroupShrinkage.apply(
                g,
                site.doublePrecision(),
                v,
                Expressions.scale(g, g.mul(g.literal(lambda), root), s),
                Expressions.axesInside(site.shape(), axis)),
        "%s·max(1 − %s√(group size)·s/‖%s‖₂, 0)".formatted(slice, Formulas.factor(lambda), slice));
  }
}
