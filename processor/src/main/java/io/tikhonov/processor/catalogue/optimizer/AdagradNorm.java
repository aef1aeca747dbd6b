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

/** Adagrad with one accumulator for a parameter: s ← s + ‖g‖², d = g/(√s + ε). */
@AutoService(Definition.class)
public final class AdagradNorm implements OptimizerDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Optimizer.AdagradNorm";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return "s ← s + ‖g‖₂²; d = g/(" + root(ingredient) + ")";
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of(
        "learningRate",
        Domain.POSITIVE,
        "initialAccumulator",
        Domain.NON_NEGATIVE,
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
    return Optional.of(root(ingredient));
  }

  @Override
  public Update update(OptimizerSite site) {
    Graph g = site.graph();
    Ingredient ingredient = site.ingredient();
    Node old = site.slot("squareSum", Shape.SCALAR, ingredient.number("initialAccumulator"));
    Node sum = g.add(old, g.sum(g.square(site.gradient())));
    site.store(old, sum);
    Node root = g.add(g.sqrt(sum), g.literal(ingredient.number("epsilon")));
    Node preconditioner = g.named("preconditioner", g.div(g.literal(1), root));
    return new Update(g.mul(preconditioner, site.gradient()), preconditioner);
  }

  private static String root(Ingredient ingredient) {
    return "√s + " + Formulas.number(ingredient, "epsilon");
  }
}
