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

/**
 * RAdam: Adam with the variance of its first steps rectified: gradient descent with momentum until
 * the variance of v is finite, then Adam with a factor that rises to 1.
 */
@AutoService(Definition.class)
public final class RAdam implements OptimizerDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Optimizer.RAdam";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    double beta2 = ingredient.number("beta2");
    String beta1 = Formulas.number(ingredient, "beta1");
    return ("m ← %s·m + %s·g; v ← %s·v + %s·g²; ρ = ρ∞ − 2k·%sᵏ/(1 − %sᵏ), ρ∞ = %s; d = m̂/D with m̂ ="
            + " m/(1 − %sᵏ), D = (√v + %s)/(r·√(1 − %sᵏ)) if ρ > 5, else 1; r² = (ρ − 4)(ρ − 2)ρ∞/((ρ∞"
            + " − 4)(ρ∞ − 2)ρ)")
        .formatted(
            beta1,
            Formulas.oneMinus(ingredient.number("beta1")),
            Formulas.number(beta2),
            Formulas.oneMinus(beta2),
            Formulas.number(beta2),
            Formulas.number(beta2),
            Formulas.number(longest(ingredient)),
            beta1,
            Formulas.number(ingredient, "epsilon"),
            Formulas.number(beta2));
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
    return Optional.of("D");
  }

  @Override
  public Update update(OptimizerSite site) {
    Graph g = site.graph();
    Ingredient ingredient = site.ingredient();
    Node one = g.literal(1);
    Node count = g.add(site.updates(), one);
    Node power = g.pow(g.literal(ingredient.number("beta2")), count);
    Node correction2 = g.named("biasCorrection2", g.sub(one, power));
    double infinity = longest(ingredient);
    Node loss = g.div(g.mul(g.literal(2), g.mul(count, power)), correction2);
    Node length = g.named("averageLength", g.sub(g.literal(infinity), loss));
    Node upper = g.mul(g.sub(length, g.literal(4)), g.sub(length, g.literal(2)));
    double limit = infinity / ((infinity - 4) * (infinity - 2));
    Node square = g.div(g.mul(g.literal(limit), upper), length);
    Node rectified =
        g.named("rectification", g.sqrt(g.mul(g.max(square, g.literal(0)), correction2)));
    Node adapts = g.greater(length, g.literal(5));

    Node first = Rules.firstMoment(site);
    Node second = Rules.secondMoment(site);
    Node root = g.add(g.sqrt(second), g.literal(ingredient.number("epsilon")));
    Node preconditioner = g.named("preconditioner", g.where(adapts, g.div(rectified, root), one));
    Node correction1 = Rules.biasCorrection(site, "beta1");
    Node direction = g.mul(g.div(one, correction1), g.mul(first, preconditioner));
    return new Update(direction, preconditioner);
  }

  /** ρ∞, the length of the average v after many steps. */
  private static double longest(Ingredient ingredient) {
    return 2 / (1 - ingredient.number("beta2")) - 1;
  }
}
