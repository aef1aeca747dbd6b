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

/** λ Σᵢ ‖wᵢ‖₂ over the slices wᵢ along an axis; weighted, each norm times √(size of a slice). */
@AutoService(Definition.class)
public final class GroupLasso implements ProximalPenalty {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Regularize.GroupLasso";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return "%s%sΣᵢ ‖%s[%s]‖₂"
        .formatted(
            Formulas.factor(ingredient.number("lambda")),
            ingredient.flag("weighted") ? "√(group size)·" : "",
            parameter,
            Axes.slice(ingredient.integer("axis")));
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("lambda", Domain.NON_NEGATIVE);
  }

  @Override
  public List<Objection> objections(Ingredient ingredient, TensorDeclaration parameter) {
    return Axes.objections(ingredient, "axis", parameter);
  }

  @Override
  public Node value(Site site) {
    Graph g = site.graph();
    return g.mul(weight(site), Penalty.groupLasso(g, site.tensor(), Axes.of(site)));
  }

  @Override
  public boolean hasKink() {
    return true;
  }

  @Override
  public List<ProximalPart> proximal(Site site) {
    String w = site.parameter().name();
    String slice = w + "[" + Axes.slice(site.ingredient().integer("axis")) + "]";
    return List.of(
        new ProximalPart(
            Form.GROUP_NORM,
            Axes.of(site),
            true,
            (v, s) -> shrink(site, v, s),
            "%s·max(1 − %ss/‖%s‖₂, 0)"
                .formatted(slice, Formulas.factor(site.ingredient().number("lambda")), slice)));
  }

  private static Node weight(Site site) {
    Graph g = site.graph();
    Node lambda = site.literal("lambda");
    return site.ingredient().flag("weighted")
        ? g.mul(lambda, g.sqrt(g.size(Expressions.groupSize(site.shape(), Axes.of(site)))))
        : lambda;
  }

  private static Node shrink(Site site, Node v, Node s) {
    Graph g = site.graph();
    Node threshold = Expressions.scale(g, weight(site), s);
    List<Integer> inside = Expressions.axesInside(site.shape(), Axes.of(site));
    return GroupShrinkage.apply(g, site.doublePrecision(), v, threshold, inside);
  }
}
