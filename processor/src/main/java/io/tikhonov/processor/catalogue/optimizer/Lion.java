package io.tikhonov.processor.catalogue.optimizer;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.OptimizerDefinition;
import io.tikhonov.processor.spi.OptimizerSite;
import java.util.Map;
import java.util.Optional;

/** Lion: the sign of a mix of gradient and momentum, which decays at another rate. */
@AutoService(Definition.class)
public final class Lion implements OptimizerDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Optimizer.Lion";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    double beta1 = ingredient.number("beta1");
    double beta2 = ingredient.number("beta2");
    return "d = sign(%s·m + %s·g); m ← %s·m + %s·g"
        .formatted(
            Formulas.number(beta1),
            Formulas.oneMinus(beta1),
            Formulas.number(beta2),
            Formulas.oneMinus(beta2));
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of(
        "learningRate",
        Domain.POSITIVE,
        "beta1",
        Domain.BELOW_ONE,
        "beta2",
        Domain.BELOW_ONE,
        "weightDecay",
        Domain.NON_NEGATIVE);
  }

  @Override
  public boolean adaptive() {
    return true;
  }

  @Override
  public WeightDecay weightDecay() {
    return WeightDecay.DECOUPLED;
  }

  @Override
  public Optional<String> metric(Ingredient ingredient) {
    return Optional.empty();
  }

  @Override
  public Update update(OptimizerSite site) {
    Graph g = site.graph();
    Ingredient ingredient = site.ingredient();
    Node old = site.slot("momentum", 0);
    Node mix = Rules.average(g, ingredient.number("beta1"), old, site.gradient());
    site.store(old, Rules.average(g, ingredient.number("beta2"), old, site.gradient()));
    return new Update(g.apply(Elementwise.SIGN, mix), null);
  }
}
