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
 * The iteration of averaged stochastic gradient descent, without its average: the gradient with the
 * decay λw, times a factor that falls with the updates.
 */
@AutoService(Definition.class)
public final class ASGD implements OptimizerDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Optimizer.ASGD";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return "d = (g + %s%s)/(1 + %sη·k)^%s after k updates"
        .formatted(
            Formulas.factor(ingredient.number("lambda")),
            parameter,
            Formulas.factor(ingredient.number("lambda")),
            Formulas.number(ingredient, "alpha"));
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of(
        "learningRate",
        Domain.POSITIVE,
        "lambda",
        Domain.NON_NEGATIVE,
        "alpha",
        Domain.NON_NEGATIVE,
        "weightDecay",
        Domain.NON_NEGATIVE);
  }

  @Override
  public boolean adaptive() {
    return false;
  }

  @Override
  public WeightDecay weightDecay() {
    return WeightDecay.COUPLED;
  }

  @Override
  public Optional<String> metric(Ingredient ingredient) {
    return Optional.of(
        "(1 + %sη·k)^%s"
            .formatted(
                Formulas.factor(ingredient.number("lambda")),
                Formulas.number(ingredient, "alpha")));
  }

  @Override
  public Update update(OptimizerSite site) {
    Graph g = site.graph();
    Ingredient ingredient = site.ingredient();
    Node lambda = g.literal(ingredient.number("lambda"));
    Node growth = g.mul(lambda, g.mul(site.rate(), site.updates()));
    Node power = g.pow(g.add(g.literal(1), growth), g.literal(ingredient.number("alpha")));
    Node preconditioner = g.named("shrinkage", g.div(g.literal(1), power));
    Node decayed = g.add(site.gradient(), g.mul(lambda, site.parameter().leaf()));
    return new Update(g.mul(preconditioner, decayed), preconditioner);
  }
}
