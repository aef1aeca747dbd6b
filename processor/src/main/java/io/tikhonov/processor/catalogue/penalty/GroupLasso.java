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
 * λ Σᵢ ‖wᵢ‖₂ over the slices wᵢ along an axis, or over groups that a constant numbers; weighted,
 * each norm times √(size of the group).
 */
@AutoService(Definition.class)
public final class GroupLasso implements ProximalPenalty {
  private static final String GROUPS = "groups";

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Regularize.GroupLasso";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    boolean numbered = !ingredient.text(GROUPS).isEmpty();
    String root = numbered ? "√(size of g)·" : "√(group size)·";
    return "%s%s%s"
        .formatted(
            Formulas.factor(ingredient.number("lambda")),
            numbered ? "Σ_g " : ingredient.flag("weighted") ? root : "",
            numbered
                ? "%s‖%s[%s = g]‖₂"
                    .formatted(
                        ingredient.flag("weighted") ? root : "", parameter, ingredient.text(GROUPS))
                : "Σᵢ ‖%s[%s]‖₂".formatted(parameter, Axes.slice(ingredient.integer("axis"))));
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("lambda", Domain.NON_NEGATIVE);
  }

  @Override
  public List<String> constants() {
    return List.of(GROUPS);
  }

  @Override
  public List<Objection> objections(Ingredient ingredient, TensorDeclaration parameter) {
    if (!ingredient.text(GROUPS).isEmpty()) {
      return ingredient.valueTokens().containsKey("axis")
          ? List.of(
              new Objection(
                  "TKV103",
                  "axis",
                  "%s has both axis and groups for the groups of %s. Remove one."
                      .formatted(ingredient.written(), parameter.name())))
          : List.of();
    }
    return Axes.objections(ingredient, "axis", parameter);
  }

  @Override
  public Node value(Site site) {
    Graph g = site.graph();
    if (site.hasConstant(GROUPS)) {
      return Penalty.groupLasso(g, site.tensor(), site.constant(GROUPS), weight(site));
    }
    return g.mul(weight(site), Penalty.groupLasso(g, site.tensor(), Axes.of(site)));
  }

  @Override
  public boolean hasKink() {
    return true;
  }

  @Override
  public List<ProximalPart> proximal(Site site) {
    if (site.hasConstant(GROUPS)) {
      return List.of(numbered(site));
    }
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

  private static ProximalPart numbered(Site site) {
    Graph g = site.graph();
    Node groups = site.constant(GROUPS);
    Node factor = weight(site);
    String group = "%s[%s = g]".formatted(site.parameter().name(), site.ingredient().text(GROUPS));
    return new ProximalPart(
        Form.GROUP_NORM,
        0,
        groups,
        true,
        (v, s) -> GroupShrinkage.numbered(g, site.doublePrecision(), v, factor, s, groups),
        factor,
        "%s·max(1 − %s%ss/‖%s‖₂, 0)"
            .formatted(
                group,
                Formulas.factor(site.ingredient().number("lambda")),
                site.ingredient().flag("weighted") ? "√(size of g)·" : "",
                group));
  }

  /** λ, or λ times the root of the size of a group; for numbered groups that of each element. */
  private static Node weight(Site site) {
    Graph g = site.graph();
    Node lambda = site.literal("lambda");
    if (!site.ingredient().flag("weighted")) {
      return lambda;
    }
    Node size =
        site.hasConstant(GROUPS)
            ? GroupShrinkage.sizes(g, site.constant(GROUPS))
            : g.size(Expressions.groupSize(site.shape(), Axes.of(site)));
    return g.mul(lambda, g.sqrt(size));
  }

  private static Node shrink(Site site, Node v, Node s) {
    Graph g = site.graph();
    Node threshold = Expressions.scale(g, weight(site), s);
    List<Integer> inside = Expressions.axesInside(site.shape(), Axes.of(site));
    return GroupShrinkage.apply(g, site.doublePrecision(), v, threshold, inside);
  }
}
