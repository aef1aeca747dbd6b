package io.tikhonov.processor.catalogue.optimizer;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.catalogue.Expressions;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.Objection;
import io.tikhonov.processor.spi.OptimizerDefinition;
import io.tikhonov.processor.spi.OptimizerSite;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rprop: steps that grow where the gradient keeps its sign and shrink where it changes. The slot
 * holds the steps at the declared rate; the gradient of a coordinate whose sign has changed counts
 * as 0 in the next comparison. No metric, because the size of the gradient plays no role.
 */
@AutoService(Definition.class)
public final class Rprop implements OptimizerDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Optimizer.Rprop";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    return ("z ← clip(z·(%s if g·g₋ < 0, %s if > 0), %s, %s), z = %s first; g ← 0 where g·g₋ < 0; d ="
            + " z·sign(g)/%s")
        .formatted(
            Formulas.number(ingredient, "etaMinus"),
            Formulas.number(ingredient, "etaPlus"),
            Formulas.number(ingredient, "minStep"),
            Formulas.number(ingredient, "maxStep"),
            Formulas.number(ingredient, "learningRate"),
            Formulas.number(ingredient, "learningRate"));
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of(
        "learningRate",
        Domain.POSITIVE,
        "etaMinus",
        new Domain("in (0, 1)", x -> x > 0 && x < 1),
        "etaPlus",
        new Domain("finite and above 1", x -> Double.isFinite(x) && x > 1),
        "minStep",
        Domain.NON_NEGATIVE,
        "maxStep",
        Domain.POSITIVE);
  }

  @Override
  public List<Objection> objections(Ingredient ingredient, TensorDeclaration parameter) {
    if (ingredient.number("minStep") <= ingredient.number("maxStep")) {
      return List.of();
    }
    return List.of(
        new Objection(
            "TKV101",
            "maxStep",
            "maxStep = %s in @Optimizer.Rprop is below minStep = %s, so no step is admissible. Swap"
                    .formatted(
                        Formulas.number(ingredient, "maxStep"),
                        Formulas.number(ingredient, "minStep"))
                + " the two."));
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
    Node zero = g.literal(0);
    double rate = ingredient.number("learningRate");
    Node before = site.slot("gradient", 0);
    Node oldStep = site.slot("step", rate);
    Node product = g.mul(gradient, before);
    Node turned = g.apply(Elementwise.LESS, product, zero);
    Node kept = g.greater(product, zero);
    Node factor =
        g.where(
            turned,
            g.literal(ingredient.number("etaMinus")),
            g.where(kept, g.literal(ingredient.number("etaPlus")), g.literal(1)));
    Node step =
        Expressions.clamp(
            g,
            g.mul(oldStep, factor),
            g.literal(ingredient.number("minStep")),
            g.literal(ingredient.number("maxStep")));
    site.store(oldStep, step);
    Node counted = g.where(turned, zero, gradient);
    site.store(before, counted);
    Node sign = g.apply(Elementwise.SIGN, counted);
    return new Update(g.mul(g.literal(1 / rate), g.mul(step, sign)), null);
  }
}
