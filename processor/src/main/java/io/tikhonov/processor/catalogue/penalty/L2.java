package io.tikhonov.processor.catalogue.penalty;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.catalogue.formula.Shrinkage;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.PenaltyMode;
import io.tikhonov.processor.spi.ProximalPart;
import io.tikhonov.processor.spi.ProximalPenalty;
import io.tikhonov.processor.spi.Site;
import java.util.List;
import java.util.Map;

/** (λ/2)‖w‖₂²: coupled it is classical weight decay, decoupled that of AdamW. */
@AutoService(Definition.class)
public final class L2 implements ProximalPenalty {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Regularize.L2";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return Formulas.number(ingredient, "lambda") + "/2·‖" + parameter + "‖₂²";
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("lambda", Domain.NON_NEGATIVE);
  }

  @Override
  public Node value(Site site) {
    return value(site, site.ingredient().number("lambda"));
  }

  @Override
  public boolean hasKink() {
    return false;
  }

  @Override
  public PenaltyMode defaultMode(Ingredient ingredient, Shape shape, boolean adaptive) {
    return adaptive ? PenaltyMode.DECOUPLED : PenaltyMode.COUPLED;
  }

  @Override
  public List<ProximalPart> proximal(Site site) {
    return List.of(proximal(site, site.ingredient().number("lambda")));
  }

  static Node value(Site site, double lambda) {
    Graph g = site.graph();
    return g.mul(g.literal(lambda / 2), g.sum(g.square(site.tensor())));
  }

  /** Scaling, in any diagonal metric. */
  static ProximalPart proximal(Site site, double lambda) {
    return Shrinkage.ofSquares(site.graph(), site.parameter().name(), lambda);
  }
}
