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

/** (λ/2) Σ of squared differences of an order along an axis. */
@AutoService(Definition.class)
public final class Smoothness implements PenaltyDefinition {
  /** Differences of a higher order lose all digits. */
  private static final Domain ORDERS = new Domain("from 1 to 6", x -> x >= 1 && x <= 6);

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Regularize.Smoothness";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return "%s/2·‖Δ%s%s‖² along axis %d"
        .formatted(
            Formulas.number(ingredient, "lambda"),
            ingredient.integer("order") == 1 ? "" : "^" + ingredient.integer("order") + " ",
            parameter,
            ingredient.integer("axis"));
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("lambda", Domain.NON_NEGATIVE, "order", ORDERS);
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
        Penalty.smoothness(g, site.tensor(), site.ingredient().integer("order"), Axes.of(site)));
  }

  @Override
  public boolean hasKink() {
    return false;
  }

  @Override
  public String whyNotProximal() {
    return "its minimiser joins all neighbours and has no closed form, so use mode = Mode.COUPLED";
  }
}
