package io.tikhonov.processor.catalogue.optimizer;

import com.google.auto.service.AutoService;
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

/** AdaMax: the averaged gradient divided by a falling maximum of the gradients' sizes. */
@AutoService(Definition.class)
public final class Adamax implements OptimizerDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Optimizer.Adamax";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    String beta2 = Formulas.number(ingredient, "beta2");
    String epsilon = Formulas.number(ingredient, "epsilon");
    String first = Formulas.number(ingredient, "beta1");
    return "m ← %s·m + %s·g; u ← max(%s·u, |g| + %s); d = m̂/u with m̂ = m/(1 − %sᵏ)"
        .formatted(first, Formulas.oneMinus(ingredient.number("beta1")), beta2, epsilon, first);
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
        "epsilon",
        Domain.POSITIVE,
        "weightDecay",
        Domain.NON_NEGATIVE);
  }

  @Override
  public boolean adaptive() {
    return true;
  }

  @Override
  public WeightDecay weightDecay() {
    return WeightDecay.COUPLED;
  }

  @Override
  public Optional<String> metric(Ingredient ingredient) {
    return Optional.of("u");
  }

  @Override
  public Update update(OptimizerSite site) {
    Graph g = site.graph();
    Ingredient ingredient = site.ingredient();
    Node first = Rules.firstMoment(site);
    Node oldNorm = site.slot("largestGradient", 0);
    Node beta2 = g.literal(ingredient.number("beta2"));
    Node size = g.add(g.abs(site.gradient()), g.literal(ingredient.number("epsilon")));
    Node norm = g.max(g.mul(beta2, oldNorm), size);
    site.store(oldNorm, norm);
    Node preconditioner = g.named("preconditioner", g.div(g.literal(1), norm));
    Node correction = Rules.biasCorrection(site, "beta1");
    Node direction = g.mul(g.div(g.literal(1), correction), g.mul(first, preconditioner));
    return new Update(direction, preconditioner);
  }
}
