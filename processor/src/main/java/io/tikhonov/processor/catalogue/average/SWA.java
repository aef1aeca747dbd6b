package io.tikhonov.processor.catalogue.average;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.AverageDefinition;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.Formulas;
import java.util.Map;

/**
 * The mean of the parameter after every so many updates from some update on. With n means before a
 * ← a + (w − a)/(n + 1); n = 0 until the start, so that a = w there.
 */
@AutoService(Definition.class)
public final class SWA implements AverageDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Average.SWA";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    long first = ingredient.integer("startStep");
    long every = ingredient.integer("every");
    String start =
        first > 0 ? Long.toString(first) : Formulas.factor(ingredient.number("start")) + "T";
    return "a ← a + (%s − a)/(n + 1) in every %supdate from update %s on, n of them before"
        .formatted(parameter, every == 1 ? "" : every + "th ", start);
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of(
        "start", Domain.UNIT_INTERVAL,
        "startStep", Domain.COUNT,
        "every", Domain.POSITIVE_COUNT);
  }

  @Override
  public Node average(AverageSite site) {
    Graph g = site.graph();
    Ingredient ingredient = site.ingredient();
    Node first =
        ingredient.number("startStep") > 0
            ? g.literal(ingredient.number("startStep"))
            : g.apply(
                Elementwise.FLOOR, g.mul(g.literal(ingredient.number("start")), site.totalSteps()));
    Node since = g.max(g.sub(site.updates().get(), first), g.literal(0));
    Node periods = g.div(since, g.literal(ingredient.number("every")));
    Node whole = g.apply(Elementwise.FLOOR, periods);
    Node share = g.div(g.literal(1), g.add(whole, g.literal(1)));
    Node due = g.apply(Elementwise.EQUAL, periods, whole);
    Node factor = g.named("share", g.where(due, share, g.literal(0)));
    return g.add(site.average(), g.mul(factor, g.sub(site.parameter(), site.average())));
  }
}
