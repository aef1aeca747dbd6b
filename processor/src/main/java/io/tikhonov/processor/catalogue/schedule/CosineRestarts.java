package io.tikhonov.processor.catalogue.schedule;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.ScheduleDefinition;
import java.util.Map;

/** Half cosines from x to the end, each period {@code multiplier} times as long as the last. */
@AutoService(Definition.class)
public final class CosineRestarts implements ScheduleDefinition {
  /** Keeps a logarithm a hair below a whole number from ending in the period before. */
  private static final double ROUNDING = 1e-12;

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Schedule.CosineRestarts";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    long multiplier = ingredient.integer("multiplier");
    String length =
        "P = " + ingredient.integer("period") + (multiplier == 1 ? "" : "·" + multiplier + "ⁱ");
    return "η = %s%s; r the count since the i-th restart, %s"
        .formatted(
            Rates.warmupText(ingredient),
            Rates.towardsEnd(ingredient, "½·", "(1 + cos(π·r/P))"),
            length);
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of(
        "period", Domain.POSITIVE_COUNT,
        "multiplier", Domain.POSITIVE_COUNT,
        "end", Domain.FINITE,
        "warmupSteps", Domain.COUNT,
        "startStep", Domain.COUNT);
  }

  @Override
  public boolean neverRises(Ingredient ingredient) {
    return true;
  }

  @Override
  public Node value(ScheduleSite site) {
    Graph g = site.graph();
    double period = site.ingredient().number("period");
    double multiplier = site.ingredient().number("multiplier");
    Node s = Rates.sinceWarmup(site);
    Node progress =
        multiplier == 1
            ? fraction(g, g.div(s, g.literal(period)))
            : growing(g, s, period, multiplier);
    Node end = site.value("end");
    Node falling = g.add(end, g.mul(g.sub(site.base(), end), Rates.halfCosine(g, progress)));
    return Rates.afterWarmup(site, falling);
  }

  private static Node fraction(Graph g, Node x) {
    return g.sub(x, g.apply(Elementwise.FLOOR, x));
  }

  /** The i-th period begins at s_i = P(mⁱ − 1)/(m − 1), so i = ⌊log_m(1 + s(m − 1)/P)⌋. */
  private static Node growing(Graph g, Node s, double period, double multiplier) {
    Node periods = g.mul(s, g.literal((multiplier - 1) / period));
    Node log = g.div(g.apply(Elementwise.LOG1P, periods), g.literal(Math.log(multiplier)));
    Node index = g.apply(Elementwise.FLOOR, g.add(log, g.literal(ROUNDING)));
    Node scale = g.pow(g.literal(multiplier), index);
    Node passed = g.div(g.sub(scale, g.literal(1)), g.literal(multiplier - 1));
    Node start = g.mul(g.literal(period), passed);
    return g.div(g.sub(s, start), g.mul(g.literal(period), scale));
  }
}
