package io.tikhonov.processor.catalogue.penalty;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.ProximalPart;
import io.tikhonov.processor.spi.ProximalPenalty;
import io.tikhonov.processor.spi.Site;
import java.util.List;
import java.util.Map;

/**
 * λ(ρ‖w‖₁ + (1−ρ)/2·‖w‖₂²) with ρ = l1Ratio. Its proximal operator is soft thresholding followed by
 * scaling; as two parts they find their places between those of other penalties.
 */
@AutoService(Definition.class)
public final class ElasticNet implements ProximalPenalty {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Regularize.ElasticNet";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    double ratio = ingredient.number("l1Ratio");
    return "%s(%s‖%s‖₁ + %s/2·‖%s‖₂²)"
        .formatted(
            Formulas.factor(ingredient.number("lambda")),
            Formulas.factor(ratio),
            parameter,
            Formulas.oneMinus(ratio),
            parameter);
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("lambda", Domain.NON_NEGATIVE, "l1Ratio", Domain.UNIT_INTERVAL);
  }

  @Override
  public Node value(Site site) {
    return site.graph().add(L1.value(site, absolute(site)), L2.value(site, quadratic(site)));
  }

  @Override
  public boolean hasKink() {
    return true;
  }

  @Override
  public List<ProximalPart> proximal(Site site) {
    return List.of(L1.proximal(site, absolute(site)), L2.proximal(site, quadratic(site)));
  }

  private static double absolute(Site site) {
    return site.ingredient().number("lambda") * site.ingredient().number("l1Ratio");
  }

  private static double quadratic(Site site) {
    return site.ingredient().number("lambda") * (1 - site.ingredient().number("l1Ratio"));
  }
}
