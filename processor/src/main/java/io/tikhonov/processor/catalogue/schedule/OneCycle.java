package io.tikhonov.processor.catalogue.schedule;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.Objection;
import io.tikhonov.processor.spi.ScheduleDefinition;
import java.util.List;
import java.util.Map;

/** A rise to x and a fall far below the first value within one run. */
@AutoService(Definition.class)
public final class OneCycle implements ScheduleDefinition {
  private static final Domain AT_LEAST_ONE =
      new Domain("finite and at least 1", x -> x >= 1 && Double.isFinite(x));

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Schedule.OneCycle";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    String first = "η₀/" + Formulas.number(ingredient, "divisor");
    double smallest = ingredient.number("divisor") * ingredient.number("finalDivisor");
    String last = "η₀/" + Formulas.number(smallest);
    String down =
        ingredient.flag("threePhase")
            ? ", down to %s as fast, then to %s".formatted(first, last)
            : ", then down to " + last;
    String form = ingredient.text("interpolation").equals("COSINE") ? "half cosines" : "lines";
    return "η = %s up to η₀ in the first %s of the run%s, in %s"
        .formatted(first, Formulas.number(ingredient, "rise"), down, form);
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of(
        "totalSteps",
        Domain.COUNT,
        "rise",
        new Domain("in (0, 1)", x -> x > 0 && x < 1),
        "divisor",
        AT_LEAST_ONE,
        "finalDivisor",
        AT_LEAST_ONE,
        "startStep",
        Domain.COUNT);
  }

  @Override
  public boolean neverRises(Ingredient ingredient) {
    return true;
  }

  @Override
  public Node value(ScheduleSite site) {
    Graph g = site.graph();
    Node total = Rates.total(site);
    Node first = g.div(site.base(), site.literal("divisor"));
    Node last = g.div(first, site.literal("finalDivisor"));
    Node one = g.literal(1);
    Node top = g.sub(g.mul(site.literal("rise"), total), one);
    Node end = g.sub(total, one);
    Node rising = between(site, first, site.base(), g.literal(0), top);
    Node falling = between(site, site.base(), last, top, end);
    if (site.ingredient().flag("threePhase")) {
      Node back = g.mul(g.literal(2), top);
      falling =
          g.where(
              before(site, back),
              between(site, site.base(), first, top, back),
              between(site, first, last, back, end));
    }
    Node value = g.where(before(site, top), rising, falling);
    return Rates.ifTotalKnown(site, g.where(before(site, end), value, last));
  }

  private static Node before(ScheduleSite site, Node count) {
    return site.graph().apply(Elementwise.LESS, site.step(), count);
  }

  private static Node between(ScheduleSite site, Node from, Node to, Node start, Node end) {
    Graph g = site.graph();
    Node progress = g.div(g.sub(site.step(), start), g.sub(end, start));
    Node left =
        site.ingredient().text("interpolation").equals("COSINE")
            ? Rates.halfCosine(g, progress)
            : g.sub(g.literal(1), progress);
    return g.add(to, g.mul(g.sub(from, to), left));
  }

  @Override
  public List<Objection> objections(Ingredient ingredient, TensorDeclaration parameter) {
    if (ingredient.text("interpolation").equals("NONE")) {
      return List.of(
          new Objection(
              "TKV101",
              "interpolation",
              "interpolation in %s must be COSINE or LINEAR: a cycle has no jumps."
                  .formatted(ingredient.written())));
    }
    if (ingredient.flag("threePhase") && ingredient.number("rise") >= 0.5) {
      return List.of(
          new Objection(
              "TKV101",
              "rise",
              "rise = %s in %s leaves no room for the third phase; write less than 0.5."
                  .formatted(Formulas.number(ingredient, "rise"), ingredient.written())));
    }
    return List.of();
  }
}
