package io.tikhonov.processor.catalogue.average;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.catalogue.Expressions;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.spi.AverageDefinition;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.Objection;
import java.util.List;
import java.util.Map;

/**
 * The exponential moving average a ← βa + (1 − β)w from a₀ = w₀. Corrected for bias it is the
 * average from 0, divided by 1 − βᵏ, which has the recursion a ← a + (1 − β)/(1 − βᵏ)·(w − a).
 */
@AutoService(Definition.class)
public final class EMA implements AverageDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Average.EMA";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    double decay = ingredient.number("decay");
    String share = Formulas.oneMinus(decay);
    if (ingredient.flag("correctBias")) {
      return "a ← a + %s/(1 − %sᵏ)·(%s − a)".formatted(share, Formulas.number(decay), parameter);
    }
    if (ingredient.flag("warmup")) {
      return "a ← β·a + (1 − β)·%s with β = min(%s, (1 + k)/(10 + k))"
          .formatted(parameter, Formulas.number(decay));
    }
    return "a ← %s·a + %s·%s".formatted(Formulas.number(decay), share, parameter);
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("decay", Domain.BELOW_ONE);
  }

  @Override
  public List<Objection> objections(Ingredient ingredient, TensorDeclaration parameter) {
    if (ingredient.number("decay") == 0) {
      return List.of(
          new Objection(
              "TKV113",
              "decay",
              "decay = 0 in @Average.EMA keeps nothing of the past, so the average is the parameter"
                  + " itself. Choose one such as 0.999, or remove the average."));
    }
    if (!ingredient.flag("correctBias") || !ingredient.flag("warmup")) {
      return List.of();
    }
    return List.of(
        new Objection(
            "TKV101",
            "warmup",
            "warmup and correctBias in @Average.EMA both say how the average starts. Remove one."));
  }

  @Override
  public Node average(AverageSite site) {
    Graph g = site.graph();
    double decay = site.ingredient().number("decay");
    Node one = g.literal(1);
    if (site.ingredient().flag("correctBias")) {
      Node power = g.pow(g.literal(decay), g.add(site.updates().get(), one));
      return interpolate(site, g.div(g.literal(1 - decay), g.sub(one, power)));
    }
    if (site.ingredient().flag("warmup")) {
      Node count = g.add(site.updates().get(), one);
      Node rising = g.div(g.literal(9), g.add(g.literal(10), count));
      return interpolate(site, g.max(g.literal(1 - decay), rising));
    }
    return Expressions.interpolate(g, site.average(), site.parameter(), 1 - decay);
  }

  private static Node interpolate(AverageSite site, Node share) {
    Graph g = site.graph();
    Node factor = g.named("share", share);
    return g.add(site.average(), g.mul(factor, g.sub(site.parameter(), site.average())));
  }
}
