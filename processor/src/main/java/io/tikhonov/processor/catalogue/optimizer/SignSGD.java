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

/** signSGD and, with momentum, Signum: the sign of the gradient or of its average. */
@AutoService(Definition.class)
public final class SignSGD implements OptimizerDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Optimizer.SignSGD";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    double momentum = ingredient.number("momentum");
    return momentum == 0
        ? "d = sign(g)"
        : "m ← %s·m + %s·g; d = sign(m)"
            .formatted(Formulas.number(momentum), Formulas.oneMinus(momentum));
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of(
        "learningRate",
        Domain.POSITIVE,
        "momentum",
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
    double momentum = ingredient.number("momentum");
    Node mean = site.gradient();
    if (momentum != 0) {
      Node old = site.slot("momentum", 0);
      mean = Rules.average(g, momentum, old, site.gradient());
      site.store(old, mean);
    }
    return new Update(g.apply(Elementwise.SIGN, mean), null);
  }
}
