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

/** Adagrad: G ← G + g², d = g/(√G + ε). */
@AutoService(Definition.class)
public final class Adagrad implements OptimizerDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Optimizer.Adagrad";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    String decline =
        declines(ingredient) ? "/(1 + " + decay(ingredient) + "k) after k updates" : "";
    return "G ← G + g²; d = g/(" + root(ingredient) + ")" + decline;
  }

  private static String root(Ingredient ingredient) {
    return "√G + " + Formulas.number(ingredient, "epsilon");
  }

  private static boolean declines(Ingredient ingredient) {
    return ingredient.number("learningRateDecay") != 0;
  }

  private static String decay(Ingredient ingredient) {
    return Formulas.factor(ingredient.number("learningRateDecay"));
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of(
        "learningRateDecay", Domain.NON_NEGATIVE,
        "learningRate", Domain.POSITIVE,
        "initialAccumulator", Domain.NON_NEGATIVE,
        "epsilon", Domain.POSITIVE,
        "weightDecay", Domain.NON_NEGATIVE);
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
    String root = root(ingredient);
    return Optional.of(
        declines(ingredient) ? "(%s)·(1 + %sk)".formatted(root, decay(ingredient)) : root);
  }

  @Override
  public Update update(OptimizerSite site) {
    Graph g = site.graph();
    Node old = site.slot("squareSum", site.ingredient().number("initialAccumulator"));
    Node sum = g.add(old, g.square(site.gradient()));
    site.store(old, sum);
    Node epsilon = g.literal(site.ingredient().number("epsilon"));
    Node preconditioner = g.div(g.literal(1), g.add(g.sqrt(sum), epsilon));
    if (declines(site.ingredient())) {
      Node decay = g.literal(site.ingredient().number("learningRateDecay"));
      Node decline = g.add(g.literal(1), g.mul(decay, site.updates()));
      preconditioner = g.mul(g.named("decline", g.div(g.literal(1), decline)), preconditioner);
    }
    return new Update(g.mul(site.gradient(), preconditioner), preconditioner);
  }
}
