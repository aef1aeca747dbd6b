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

/** λ‖w‖₁ or λΣcᵢ|wᵢ|; its proximal operator is soft thresholding. */
@AutoService(Definition.class)
public final class L1 implements ProximalPenalty {
  private static final String WEIGHTS = "weights";

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Regularize.L1";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    String weights = ingredient.text(WEIGHTS);
    String weighted = weights.isEmpty() ? parameter : weights + "·" + parameter;
    return Formulas.factor(ingredient.number("lambda")) + "‖" + weighted + "‖₁";
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("lambda", Domain.NON_NEGATIVE);
  }

  @Override
  public Node value(Site site) {
    double lambda = site.ingredient().number("lambda");
    if (!site.hasConstant(WEIGHTS)) {
      return value(site, lambda);
    }
    Graph g = site.graph();
    Node weighted = g.mul(site.constant(WEIGHTS), g.abs(site.tensor()));
    return g.mul(g.literal(lambda), g.sum(weighted));
  }

  @Override
  public List<String> constants() {
    return List.of(WEIGHTS);
  }

  @Override
  public boolean hasKink() {
    return true;
  }

  @Override
  public List<ProximalPart> proximal(Site site) {
    double lambda = site.ingredient().number("lambda");
    if (!site.hasConstant(WEIGHTS)) {
      return List.of(proximal(site, lambda));
    }
    Graph g = site.graph();
    Node weights = site.constant(WEIGHTS);
    Node factors = g.mul(g.literal(lambda), weights);
    String w = site.parameter().name();
    String threshold = Formulas.factor(lambda) + site.ingredient().text(WEIGHTS) + "·s";
    return List.of(
        new ProximalPart(
            Form.SOFT_THRESHOLD,
            0,
            true,
            (v, s) -> Expressions.softThreshold(g, v, Expressions.scale(g, s, factors)),
            factors,
            "sign(%s)·max(|%s| − %s, 0)".formatted(w, w, threshold)));
  }

  static Node value(Site site, double lambda) {
    Graph g = site.graph();
    return g.mul(g.literal(lambda), Penalty.l1(g, site.tensor()));
  }

  /** Soft thresholding, in any diagonal metric. */
  static ProximalPart proximal(Site site, double lambda) {
    return Shrinkage.ofOneNorm(site.graph(), site.parameter().name(), lambda);
  }
}
