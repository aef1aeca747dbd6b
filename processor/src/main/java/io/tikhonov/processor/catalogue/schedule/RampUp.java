package io.tikhonov.processor.catalogue.schedule;

import com.google.auto.service.AutoService;
import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.TensorDeclaration;
import io.tikhonov.processor.spi.Definition;
import io.tikhonov.processor.spi.Domain;
import io.tikhonov.processor.spi.Objection;
import io.tikhonov.processor.spi.ScheduleDefinition;
import java.util.List;
import java.util.Map;

/** A rise from 0 to x, once or again and again. */
@AutoService(Definition.class)
public final class RampUp implements ScheduleDefinition {

  @Override
  public String annotation() {
    return "io.tikhonov.dsl.Schedule.RampUp";
  }

  @Override
  public String formula(Ingredient ingredient, String parameter) {
    long length = ingredient.integer("length");
    long period = ingredient.integer("period");
    String count = period == 0 ? "t" : "(t mod " + period + ")";
    String shape =
        switch (ingredient.text("rise")) {
          case "GAUSSIAN" -> "exp(−5·(1 − p)²)";
          case "QUADRATIC" -> "p²";
          default -> "p";
        };
    return "η = η₀·%s; p = min(%s/%d, 1)".formatted(shape, count, length);
  }

  @Override
  public Map<String, Domain> domains() {
    return Map.of(
        "length", Domain.POSITIVE_COUNT,
        "period", Domain.COUNT,
        "startStep", Domain.COUNT);
  }

  @Override
  public boolean neverRises(Ingredient ingredient) {
    return true;
  }

  @Override
  public Node value(ScheduleSite site) {
    Graph g = site.graph();
    Node count = site.step();
    double period = site.ingredient().number("period");
    if (period > 0) {
      Node length = g.literal(period);
      Node turns = g.apply(Elementwise.FLOOR, g.div(count, length));
      count = g.sub(count, g.mul(length, turns));
    }
    Node progress =
        g.apply(Elementwise.MINIMUM, g.div(count, site.literal("length")), g.literal(1));
    return g.mul(site.base(), rise(site, progress));
  }

  private static Node rise(ScheduleSite site, Node progress) {
    Graph g = site.graph();
    return switch (site.ingredient().text("rise")) {
      case "GAUSSIAN" -> {
        Node left = g.sub(g.literal(1), progress);
        yield g.apply(Elementwise.EXP, g.mul(g.literal(-5), g.square(left)));
      }
      case "QUADRATIC" -> g.square(progress);
      default -> progress;
    };
  }

  @Override
  public List<Objection> objections(Ingredient ingredient, TensorDeclaration parameter) {
    long length = ingredient.integer("length");
    long period = ingredient.integer("period");
    if (period == 0 || period >= length) {
      return List.of();
    }
    return List.of(
        new Objection(
            "TKV101",
            "period",
            ("period = %d in %s is shorter than the rise of length %d, which would never be"
                    + " complete. Write a period of at least the length.")
                .formatted(period, ingredient.written(), length)));
  }
}
