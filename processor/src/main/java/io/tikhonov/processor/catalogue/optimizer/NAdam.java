package io.tikhonov.processor.catalogue.optimizer;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.OptimizerDefinition;
import io.tikhonov.processor.spi.OptimizerSite;
import java.util.Map;
import java.util.Optional;

/**
 * NAdam: Adam with Nesterov momentum, whose momentum μ rises to β₁. At a constant gradient m = (1 −
 * β₁ᵏ)g, so that the shares of m and g add up to a gain near 1, which is part of the metric.
 */
@AutoService(Definition.class)
public final class NAdam implements OptimizerDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Optimizer.NAdam";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    String beta1 = Formulas.number(ingredient, "beta1");
    String beta2 = Formulas.number(ingredient, "beta2");
    return ("μₖ = %s·(1 − 0.5·0.96^(%s·k)), Πₖ = μ₁·…·μₖ; m ← %s·m + %s·g; v ← %s·v + %s·g²; d ="
            + " (μₖ₊₁·m/(1 − Πₖ₊₁) + (1 − μₖ)·g/(1 − Πₖ))/(√v̂ + %s) with v̂ = v/(1 − %sᵏ)")
        .formatted(
            beta1,
            Formulas.number(ingredient, "momentumDecay"),
            beta1,
            Formulas.oneMinus(ingredient.number("beta1")),
            beta2,
            Formulas.oneMinus(ingredient.number("beta2")),
            Formulas.number(ingredient, "epsilon"),
            beta2);
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
        "momentumDecay",
        Domain.NON_NEGATIVE,
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
    return Optional.of(
        "(√v̂ + %s)/(share of m·(1 − %sᵏ) + share of g)"
            .formatted(
                Formulas.number(ingredient, "epsilon"), Formulas.number(ingredient, "beta1")));
  }

  @Override
  public Update update(OptimizerSite site) {
    Graph g = site.graph();
    Ingredient ingredient = site.ingredient();
    Node one = g.literal(1);
    Node count = g.add(site.updates(), one);
    Node momentum = momentum(g, ingredient, count);
    Node next = momentum(g, ingredient, g.add(count, one));
    Node oldProduct = site.slot("momentumProduct", Shape.SCALAR, 1);
    Node product = g.mul(oldProduct, momentum);
    site.store(oldProduct, product);

    Node first = Rules.firstMoment(site);
    Node second = Rules.secondMoment(site);
    Node scale = g.named("rootScale", g.div(one, g.sqrt(Rules.biasCorrection(site, "beta2"))));
    Node metric = g.add(g.mul(scale, g.sqrt(second)), g.literal(ingredient.number("epsilon")));
    Node inverse = g.named("preconditioner", g.div(one, metric));
    Node ofMean = g.named("shareOfMean", g.div(next, g.sub(one, g.mul(product, next))));
    Node ofGradient = g.named("shareOfGradient", g.div(g.sub(one, momentum), g.sub(one, product)));
    Node ahead = g.add(g.mul(ofMean, first), g.mul(ofGradient, site.gradient()));
    Node constant = g.add(g.mul(ofMean, Rules.biasCorrection(site, "beta1")), ofGradient);
    return new Update(g.mul(ahead, inverse), g.mul(g.named("gain", constant), inverse));
  }

  /** β₁(1 − ½·0.96^(ψk)). */
  private static Node momentum(Graph g, Ingredient ingredient, Node count) {
    Node exponent = g.mul(g.literal(ingredient.number("momentumDecay")), count);
    Node half = g.mul(g.literal(0.5), g.pow(g.literal(0.96), exponent));
    return g.mul(g.literal(ingredient.number("beta1")), g.sub(g.literal(1), half));
  }
}
