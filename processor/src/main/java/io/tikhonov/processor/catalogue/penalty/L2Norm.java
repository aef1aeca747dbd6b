package io.tikhonov.processor.catalogue.penalty;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.catalogue.Expressions;
import io.tikhonov.processor.catalogue.formula.GroupShrinkage;
import io.tikhonov.processor.catalogue.formula.Penalty;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.ProximalPart;
import io.tikhonov.processor.spi.ProximalPart.Form;
import io.tikhonov.processor.spi.ProximalPenalty;
import io.tikhonov.processor.spi.Site;
import java.util.List;
import java.util.Map;

/** λ‖w‖₂ of all elements together: one group. */
@AutoService(Definition.class)
public final class L2Norm implements ProximalPenalty {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Regularize.L2Norm";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return Formulas.factor(ingredient.number("lambda")) + "‖" + parameter + "‖₂";
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("lambda", Domain.NON_NEGATIVE);
  }

  @Override
  public Node value(Site site) {
    Graph g = site.graph();
    return g.mul(site.literal("lambda"), Penalty.l2Norm(g, site.tensor()));
  }

  @Override
  public boolean hasKink() {
    return true;
  }

  @Override
  public List<ProximalPart> proximal(Site site) {
    String w = site.parameter().name();
    Graph g = site.graph();
    return List.of(
        new ProximalPart(
            Form.GROUP_NORM,
            ProximalPart.WHOLE,
            true,
            (v, s) ->
                GroupShrinkage.apply(
                    g,
                    site.doublePrecision(),
                    v,
                    Expressions.scale(g, site.literal("lambda"), s),
                    Graph.allAxes(v)),
            "%s·max(1 − %ss/‖%s‖₂, 0)"
                .formatted(w, Formulas.factor(site.ingredient().number("lambda")), w)));
  }
}
