package io.tikhonov.processor.catalogue.penalty;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.catalogue.Expressions;
import io.tikhonov.processor.catalogue.formula.Penalty;
import io.tikhonov.processor.catalogue.formula.Shrinkage;
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

/** λ Σ log(1 + |wᵢ|/ε), which is not convex: nearer to counting than the 1-norm. */
@AutoService(Definition.class)
public final class LogSum implements ProximalPenalty {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Regularize.LogSum";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return Formulas.factor(ingredient.number("lambda"))
        + "Σ log(1 + |"
        + parameter
        + "|/"
        + Formulas.number(ingredient, "epsilon")
        + ")";
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("lambda", Domain.NON_NEGATIVE, "epsilon", Domain.POSITIVE);
  }

  @Override
  public Node value(Site site) {
    Graph g = site.graph();
    return g.mul(site.literal("lambda"), Penalty.logSum(g, site.tensor(), site.literal("epsilon")));
  }

  @Override
  public boolean hasKink() {
    return true;
  }

  /** The curvature −λ/(|w| + ε)² is largest at 0. */
  @Override
  public double weakConvexity(Ingredient ingredient) {
    double epsilon = ingredient.number("epsilon");
    return ingredient.number("lambda") / (epsilon * epsilon);
  }

  /** The global minimiser for each coordinate; it jumps where two minima are equally low. */
  @Override
  public List<ProximalPart> proximal(Site site) {
    Graph g = site.graph();
    Node epsilon = site.literal("epsilon");
    String w = site.parameter().name();
    String e = Formulas.number(site.ingredient(), "epsilon");
    return List.of(
        new ProximalPart(
            Form.OTHER,
            0,
            true,
            (v, s) ->
                Shrinkage.logSum(g, v, Expressions.scale(g, site.literal("lambda"), s), epsilon),
            "sign(%s)·((|%s| − %s) + √((|%s| + %s)² − 4·%ss))/2, or 0 where that is lower"
                .formatted(w, w, e, w, e, Formulas.factor(site.ingredient().number("lambda")))));
  }
}
