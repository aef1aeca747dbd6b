package io.tikhonov.processor.catalogue.optimizer;

import io.tikhonov.processor.catalogue.Expressions;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.OptimizerDefinition;
import io.tikhonov.processor.spi.OptimizerSite;
import java.util.Map;

/**
 * What Adam and AdamW share: d = m̂/(√v̂ + ε) with averages m of g and v of g², divided by 1 − βᵏ
 * in the k-th update. ε stands outside the root. The metric is √v̂ + ε, because m̂ = g at a
 * constant gradient.
 */
final class AdamRule {
  static final Map<String, Domain> DOMAINS =
      Map.of(
          "learningRate", Domain.POSITIVE,
          "beta1", Domain.BELOW_ONE,
          "beta2", Domain.BELOW_ONE,
          "epsilon", Domain.POSITIVE,
          "weightDecay", Domain.NON_NEGATIVE);

  private AdamRule() {}

  static String formula(Ingredient ingredient) {
    double beta1 = ingredient.number("beta1");
    double beta2 = ingredient.number("beta2");
    boolean largest = ingredient.flag("amsgrad");
    return "m ← %s·m + %s·g; v ← %s·v + %s·g²%s; d = m̂/(%s) with m̂ = m/(1 − %sᵏ), v̂ = %s/(1 − %sᵏ)"
        .formatted(
            Formulas.number(beta1),
            Formulas.oneMinus(beta1),
            Formulas.number(beta2),
            Formulas.oneMinus(beta2),
            largest ? "; u ← max(u, v)" : "",
            metric(ingredient),
            Formulas.number(beta1),
            largest ? "u" : "v",
            Formulas.number(beta2));
  }

  static String metric(Ingredient ingredient) {
    return "√v̂ + " + Formulas.number(ingredient, "epsilon");
  }

  static OptimizerDefinition.Update update(OptimizerSite site) {
    Graph g = site.graph();
    double beta1 = site.ingredient().number("beta1");
    double beta2 = site.ingredient().number("beta2");
    Node one = g.literal(1);
    Node count = g.add(site.updates(), one);
    Node correction1 = g.named("biasCorrection1", g.sub(one, g.pow(g.literal(beta1), count)));
    Node correction2 = g.named("biasCorrection2", g.sub(one, g.pow(g.literal(beta2), count)));

    Node oldFirst = site.slot("firstMoment", 0);
    Node first = Expressions.interpolate(g, oldFirst, site.gradient(), 1 - beta1);
    site.store(oldFirst, first);
    Node oldSecond = site.slot("secondMoment", 0);
    Node second =
        g.add(
            g.mul(g.literal(beta2), oldSecond),
            g.mul(g.literal(1 - beta2), g.square(site.gradient())));
    site.store(oldSecond, second);

    Node scale = g.named("rootScale", g.div(one, g.sqrt(correction2)));
    Node largest = second;
    if (site.ingredient().flag("amsgrad")) {
      Node oldLargest = site.slot("largestSecondMoment", 0);
      largest = g.max(oldLargest, second);
      site.store(oldLargest, largest);
    }
    Node root = g.mul(scale, g.sqrt(largest));
    Node metric = g.add(root, g.literal(site.ingredient().number("epsilon")));
    Node preconditioner = g.named("preconditioner", g.div(one, metric));
    Node direction = g.mul(g.div(one, correction1), g.mul(first, preconditioner));
    return new OptimizerDefinition.Update(direction, preconditioner);
  }
}
