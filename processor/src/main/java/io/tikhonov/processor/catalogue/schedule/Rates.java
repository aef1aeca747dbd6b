package io.tikhonov.processor.catalogue.schedule;

import io.tikhonov.processor.ir.Elementwise;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.spi.Objection;
import io.tikhonov.processor.spi.ScheduleDefinition.ScheduleSite;
import java.util.List;
import java.util.function.UnaryOperator;

/** What schedules share: warm-up, decays that end with the run, half cosines. */
final class Rates {

  private Rates() {}

  /** x(t + 1)/W for t &lt; W, then the given value. */
  static Node afterWarmup(ScheduleSite site, Node value) {
    double warmup = site.ingredient().number("warmupSteps");
    if (warmup == 0) {
      return value;
    }
    Graph g = site.graph();
    Node count = g.add(site.step(), g.literal(1));
    Node rising = g.div(g.mul(site.base(), count), g.literal(warmup));
    return g.where(before(site, warmup), rising, value);
  }

  /** t − W, the count since the warm-up. */
  static Node sinceWarmup(ScheduleSite site) {
    Graph g = site.graph();
    return g.sub(site.step(), site.literal("warmupSteps"));
  }

  /** True for t &lt; count. */
  static Node before(ScheduleSite site, double count) {
    Graph g = site.graph();
    return g.apply(Elementwise.LESS, site.step(), g.literal(count));
  }

  /** The declared length of the run, or what the run says. */
  static Node total(ScheduleSite site) {
    double declared = site.ingredient().number("totalSteps");
    return declared > 0 ? site.graph().literal(declared) : site.totalSteps();
  }

  /** The value if the length of the run is declared or known, else the declared one. */
  static Node ifTotalKnown(ScheduleSite site, Node value) {
    Graph g = site.graph();
    return site.ingredient().number("totalSteps") > 0
        ? value
        : g.where(g.greater(site.totalSteps(), g.literal(0)), value, site.base());
  }

  /**
   * A decay from x to the end: x_end + (x − x_end)·shape(p) with p = (t − W)/(T − W), and x_end
   * from T on. A run whose length nobody said keeps x.
   *
   * @param shape falls from 1 at p = 0 to 0 at p = 1
   */
  static Node untilEnd(ScheduleSite site, UnaryOperator<Node> shape) {
    Graph g = site.graph();
    Node end = site.value("end");
    Node total = total(site);
    Node progress = g.div(sinceWarmup(site), g.sub(total, site.literal("warmupSteps")));
    Node falling = g.add(end, g.mul(g.sub(site.base(), end), shape.apply(progress)));
    Node running = g.apply(Elementwise.LESS, site.step(), total);
    return afterWarmup(site, ifTotalKnown(site, g.where(running, falling, end)));
  }

  /** ½(1 + cos πp), from 1 at p = 0 to 0 at p = 1. */
  static Node halfCosine(Graph g, Node p) {
    Node cosine = g.apply(Elementwise.COS, g.mul(g.literal(Math.PI), p));
    return g.mul(g.literal(0.5), g.add(g.literal(1), cosine));
  }

  /** {@code η·(t + 1)/50 for t < 50, then } or nothing. */
  static String warmupText(Ingredient ingredient) {
    long warmup = ingredient.integer("warmupSteps");
    return warmup == 0 ? "" : "η₀·(t + 1)/%d for t < %d, then ".formatted(warmup, warmup);
  }

  /** {@code t} or {@code (t − 50)}. */
  static String sinceText(Ingredient ingredient) {
    long warmup = ingredient.integer("warmupSteps");
    return warmup == 0 ? "t" : "(t − " + warmup + ")";
  }

  /** The text of a decay to the end with the run, given the text of its shape. */
  static String decayText(Ingredient ingredient, String factor, String shape) {
    return "η = %s%s; %s"
        .formatted(
            warmupText(ingredient),
            towardsEnd(ingredient, factor, shape),
            progressText(ingredient));
  }

  /** {@code end + factor·(η₀ − end)·shape}. */
  static String towardsEnd(Ingredient ingredient, String factor, String shape) {
    double end = ingredient.number("end");
    String number = Formulas.number(end);
    return end == 0
        ? "%sη₀·%s".formatted(factor, shape)
        : "%s + %s(η₀ − %s)·%s".formatted(number, factor, number, shape);
  }

  /** {@code p = t/T}, and what T is. */
  private static String progressText(Ingredient ingredient) {
    long total = ingredient.integer("totalSteps");
    long warmup = ingredient.integer("warmupSteps");
    String end = total > 0 ? Long.toString(total) : "T";
    String span = warmup == 0 ? end : "(" + end + " − " + warmup + ")";
    String length = total > 0 ? "" : ", T the length of the run";
    return "p = min(%s/%s, 1)%s".formatted(sinceText(ingredient), span, length);
  }

  /** A factor of 1 changes nothing. */
  static List<Objection> constantFactor(Ingredient ingredient) {
    return ingredient.number("factor") == 1
        ? List.of(
            new Objection(
                "TKV113",
                "factor",
                ("factor = 1 in %s never changes the rate. Choose one below 1, or use"
                        + " @Schedule.Constant.")
                    .formatted(ingredient.written())))
        : List.of();
  }
}
