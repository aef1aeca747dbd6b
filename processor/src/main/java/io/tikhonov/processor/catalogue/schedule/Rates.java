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

/** What schedules share: warm-up, and decays that end with the run. */
final class Rates {

  private Rates() {}

  /** η(t + 1)/W for t &lt; W, then the given rate. */
  static Node afterWarmup(ScheduleSite site, Node rate) {
    double warmup = site.ingredient().number("warmupSteps");
    if (warmup == 0) {
      return rate;
    }
    Graph g = site.graph();
    Node count = g.add(site.step(), g.literal(1));
    Node rising = g.div(g.mul(site.base(), count), g.literal(warmup));
    Node warming = g.apply(Elementwise.LESS, site.step(), g.literal(warmup));
    return g.where(warming, rising, rate);
  }

  /** t − W, the number of steps since the warm-up. */
  static Node stepsSinceWarmup(ScheduleSite site) {
    Graph g = site.graph();
    return g.sub(site.step(), g.literal(site.ingredient().number("warmupSteps")));
  }

  /**
   * A decay from η to the minimal rate: min + (η − min)·shape(p) with p = (t − W)/(T − W), and the
   * minimal rate from T on. A run whose length nobody said keeps η.
   *
   * @param shape falls from 1 at p = 0 to 0 at p = 1
   */
  static Node untilEnd(ScheduleSite site, UnaryOperator<Node> shape) {
    Graph g = site.graph();
    Node lowest = g.literal(site.ingredient().number("minLearningRate"));
    double declared = site.ingredient().number("totalSteps");
    Node total = declared > 0 ? g.literal(declared) : site.totalSteps();
    Node warmup = g.literal(site.ingredient().number("warmupSteps"));
    Node progress = g.div(stepsSinceWarmup(site), g.sub(total, warmup));
    Node falling = g.add(lowest, g.mul(g.sub(site.base(), lowest), shape.apply(progress)));
    Node running = g.apply(Elementwise.LESS, site.step(), total);
    Node rate = g.where(running, falling, lowest);
    if (declared == 0) {
      rate = g.where(g.greater(total, g.literal(0)), rate, site.base());
    }
    return afterWarmup(site, rate);
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

  /** The text of a decay from η₀ to the minimal rate, given the text of its shape. */
  static String decayText(Ingredient ingredient, String factor, String shape) {
    double lowest = ingredient.number("minLearningRate");
    String start = Formulas.number(lowest) + " + ";
    String span = "(η₀ − " + Formulas.number(lowest) + ")";
    return "η = %s%s%s%s·(%s); %s"
        .formatted(
            warmupText(ingredient),
            lowest == 0 ? "" : start,
            factor,
            lowest == 0 ? "η₀" : span,
            shape,
            progressText(ingredient));
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
