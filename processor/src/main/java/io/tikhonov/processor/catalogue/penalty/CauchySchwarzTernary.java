package io.tikhonov.processor.catalogue.penalty;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.catalogue.formula.Penalty;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.PenaltyDefinition;
import io.tikhonov.processor.spi.Site;
import java.util.Map;

/** λ(S₂·S₆ − S₄²) with Sₖ = Σwᵏ: 0 where all elements are −a, 0 or a for some a. */
@AutoService(Definition.class)
public final class CauchySchwarzTernary implements PenaltyDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Regularize.CauchySchwarzTernary";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return Formulas.factor(ingredient.number("lambda"))
        + "(Σ%s²·Σ%s⁶ − (Σ%s⁴)²)".formatted(parameter, parameter, parameter);
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("lambda", Domain.NON_NEGATIVE);
  }

  @Override
  public Node value(Site site) {
    Graph g = site.graph();
    return g.mul(
        site.literal("lambda"), Penalty.cauchySchwarz(g, site.tensor(), Penalty.Levels.TERNARY));
  }

  @Override
  public boolean hasKink() {
    return false;
  }
}
