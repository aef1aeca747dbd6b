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
    return "G ← G + g²; d = g/(" + root(ingredient) + ")";
  }

  private static String root(Ingredient ingredient) {
    return "√G + " + Formulas.number(ingredient, "epsilon");
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of(
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
    return Optional.of(root(ingredient));
  }

  @Override
  public Update update(OptimizerSite site) {
    Graph g = site.graph();
    Node old = site.slot("squareSum", site.ingredient().number("initialAccumulator"));
    Node sum = g.add(old, g.square(site.gradient()));
    site.store(old, sum);
    Node epsilon = g.literal(site.ingredient().number("epsilon"));
    Node preconditioner = g.div(g.literal(1), g.add(g.sqrt(sum), epsilon));
    return new Update(g.mul(site.gradient(), preconditioner), preconditioner);
  }
}
