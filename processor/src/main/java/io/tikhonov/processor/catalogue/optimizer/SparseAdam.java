package io.tikhonov.processor.catalogue.optimizer;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.catalogue.Expressions;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.OptimizerDefinition;
import io.tikhonov.processor.spi.OptimizerSite;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adam that leaves rows alone whose gradient is 0: neither moments nor parameter change there. No
 * metric: in it a row that is not needed for long would have ε for its size, and vanish at once.
 */
@AutoService(Definition.class)
public final class SparseAdam implements OptimizerDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Optimizer.SparseAdam";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    String beta1 = Formulas.number(ingredient, "beta1");
    String beta2 = Formulas.number(ingredient, "beta2");
    return ("in rows with g ≠ 0: m ← %s·m + %s·g; v ← %s·v + %s·g²; d = m·√(1 − %sᵏ)/((1 − %sᵏ)·(√v +"
            + " %s)); in the others d = 0")
        .formatted(
            beta1,
            Formulas.oneMinus(ingredient.number("beta1")),
            beta2,
            Formulas.oneMinus(ingredient.number("beta2")),
            beta2,
            beta1,
            Formulas.number(ingredient, "epsilon"));
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
        Domain.POSITIVE);
  }

  @Override
  public boolean adaptive() {
    return true;
  }

  @Override
  public WeightDecay weightDecay() {
    return WeightDecay.NONE;
  }

  @Override
  public Optional<String> metric(Ingredient ingredient) {
    return Optional.empty();
  }

  @Override
  public Update update(OptimizerSite site) {
    Graph g = site.graph();
    Ingredient ingredient = site.ingredient();
    Node gradient = site.gradient();
    Node touched = touched(g, gradient);
    Node oldFirst = site.slot("firstMoment", 0);
    Node first = Rules.average(g, ingredient.number("beta1"), oldFirst, gradient);
    site.store(oldFirst, g.where(touched, first, oldFirst));
    Node oldSecond = site.slot("secondMoment", 0);
    Node second = Rules.average(g, ingredient.number("beta2"), oldSecond, g.square(gradient));
    site.store(oldSecond, g.where(touched, second, oldSecond));
    Node correction2 = Rules.biasCorrection(site, "beta2");
    Node scale = g.div(g.sqrt(correction2), Rules.biasCorrection(site, "beta1"));
    Node root = g.add(g.sqrt(second), g.literal(ingredient.number("epsilon")));
    Node quotient = g.where(touched, g.div(first, root), g.literal(0));
    return new Update(g.mul(scale, quotient), null);
  }

  /** A number above 0 in rows along the first axis that have a gradient. */
  private static Node touched(Graph g, Node gradient) {
    Shape shape = gradient.shape();
    Node size = g.abs(gradient);
    if (shape.rank() > 1) {
      List<Integer> inside = Expressions.axesInside(shape, 0);
      size = g.expand(g.sum(size, inside), shape, inside);
    }
    return g.greater(size, g.literal(0));
  }
}
