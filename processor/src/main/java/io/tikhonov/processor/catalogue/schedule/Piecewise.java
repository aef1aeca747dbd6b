package io.tikhonov.processor.catalogue.schedule;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.Objection;
import io.tikhonov.processor.spi.ScheduleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Given factors at given counts, with nothing, a line or half a cosine between them. */
@AutoService(Definition.class)
public final class Piecewise implements ScheduleDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Schedule.Piecewise";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    List<String> points = new ArrayList<>();
    List<Double> factors = ingredient.numbers("factors");
    for (int i = 0; i < factors.size(); i++) {
      points.add(
          "%s at %d"
              .formatted(Formulas.number(factors.get(i)), ingredient.integers("counts").get(i)));
    }
    String between =
        switch (ingredient.text("interpolation")) {
          case "LINEAR" -> ", lines between";
          case "COSINE" -> ", half cosines between";
          default -> ", constant between";
        };
    return "η = η₀·f; f = " + String.join(", ", points) + between;
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of("startStep", Domain.COUNT);
  }

  @Override
  public Node value(ScheduleSite site) {
    Graph g = site.graph();
    List<Double> counts = site.ingredient().numbers("counts");
    List<Double> factors = site.ingredient().numbers("factors");
    Node factor = g.literal(factors.get(factors.size() - 1));
    for (int i = counts.size() - 1; i > 0; i--) {
      double from = counts.get(i - 1);
      Node progress = g.div(g.sub(site.step(), g.literal(from)), g.literal(counts.get(i) - from));
      Node between = between(site, factors.get(i - 1), factors.get(i), progress);
      factor = g.where(Rates.before(site, counts.get(i)), between, factor);
    }
    factor = g.where(Rates.before(site, counts.get(0)), g.literal(factors.get(0)), factor);
    return g.mul(site.base(), factor);
  }

  private static Node between(ScheduleSite site, double from, double to, Node progress) {
    Graph g = site.graph();
    Node step = g.literal(to - from);
    return switch (site.ingredient().text("interpolation")) {
      case "LINEAR" -> g.add(g.literal(from), g.mul(step, progress));
      case "COSINE" -> g.sub(g.literal(to), g.mul(step, Rates.halfCosine(g, progress)));
      default -> g.literal(from);
    };
  }

  @Override
  public List<Objection> objections(Ingredient ingredient, TensorDeclaration parameter) {
    List<Objection> objections = new ArrayList<>(Counts.objections(ingredient, "counts"));
    int counts = ingredient.integers("counts").size();
    List<Double> factors = ingredient.numbers("factors");
    if (factors.size() != counts) {
      objections.add(
          new Objection(
              "TKV101",
              "factors",
              "%s has %d counts and %d factors; each count needs one factor."
                  .formatted(ingredient.written(), counts, factors.size())));
    } else if (!factors.stream().allMatch(Double::isFinite)) {
      objections.add(
          new Objection(
              "TKV101",
              "factors",
              "factors = %s in %s must be finite.".formatted(factors, ingredient.written())));
    }
    return objections;
  }
}
