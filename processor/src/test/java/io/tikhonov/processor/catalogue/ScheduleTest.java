package io.tikhonov.processor.catalogue;

import static com.google.common.truth.Truth.assertThat;
import static io.tikhonov.processor.training.TestModel.ingredient;

import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.ScheduleDefinition.ScheduleSite;
import io.tikhonov.processor.training.TestInterpreter;
import io.tikhonov.processor.training.Values;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Learning rates at single steps. */
class ScheduleTest {
  private static final double BASE = 0.2;

  private static double rate(Ingredient schedule, double step, double total) {
    Graph g = new Graph();
    Node t = g.scalar("t");
    ScheduleSite site = new ScheduleSite(g, schedule, g.literal(BASE), t, g.scalar("total"));
    Node rate = Catalogue.load().schedule(schedule).rate(site);
    return new TestInterpreter(Map.of(), leaf -> Values.scalar(leaf.equals(t) ? step : total))
        .evaluate(rate)
        .value();
  }

  @Test
  void constantWarmsUp() {
    Ingredient schedule = ingredient("Schedule.Constant", "warmupSteps", 4L);
    assertThat(rate(schedule, 0, 0)).isWithin(1e-15).of(0.05);
    assertThat(rate(schedule, 2, 0)).isWithin(1e-15).of(0.15);
    assertThat(rate(schedule, 3, 0)).isWithin(1e-15).of(0.2);
    assertThat(rate(schedule, 4, 0)).isEqualTo(BASE);
    assertThat(rate(ingredient("Schedule.Constant"), 0, 0)).isEqualTo(BASE);
  }

  @Test
  void cosineFallsFromTheRateToTheMinimum() {
    Ingredient schedule =
        ingredient(
            "Schedule.Cosine", "warmupSteps", 10L, "totalSteps", 110L, "minLearningRate", 0.02);
    assertThat(rate(schedule, 9, 0)).isWithin(1e-15).of(0.2);
    assertThat(rate(schedule, 10, 0)).isWithin(1e-15).of(0.2);
    assertThat(rate(schedule, 60, 0)).isWithin(1e-15).of(0.11);
    double expected = 0.02 + 0.09 * (1 + Math.cos(Math.PI * 0.99));
    assertThat(rate(schedule, 109, 0)).isWithin(1e-15).of(expected);
    assertThat(rate(schedule, 110, 0)).isEqualTo(0.02);
    assertThat(rate(schedule, 100000, 0)).isEqualTo(0.02);
  }

  @Test
  void takesTheLengthOfTheRun() {
    Ingredient schedule = ingredient("Schedule.Cosine");
    assertThat(rate(schedule, 50, 100)).isWithin(1e-15).of(0.1);
    assertThat(rate(schedule, 100, 100)).isEqualTo(0.0);
    Ingredient declared = ingredient("Schedule.Cosine", "totalSteps", 1000L);
    assertThat(rate(declared, 500, 100)).isWithin(1e-15).of(0.1);
  }

  /** Steps without a trainer have no end, so nothing can fall towards it. */
  @Test
  void keepsTheRateIfNobodySaidHowLongTheRunIs() {
    for (String name : new String[] {"Schedule.Cosine", "Schedule.Linear"}) {
      Ingredient schedule = ingredient(name, "warmupSteps", 2L);
      assertThat(rate(schedule, 0, 0)).isEqualTo(0.1);
      assertThat(rate(schedule, 2, 0)).isEqualTo(BASE);
      assertThat(rate(schedule, 5000, 0)).isEqualTo(BASE);
    }
  }

  @Test
  void warmUpThatIsLongerThanTheRunEndsAtTheMinimum() {
    Ingredient schedule = ingredient("Schedule.Cosine", "warmupSteps", 10L, "totalSteps", 10L);
    assertThat(rate(schedule, 9, 0)).isWithin(1e-15).of(BASE);
    assertThat(rate(schedule, 10, 0)).isEqualTo(0.0);
  }

  @Test
  void linearFalls() {
    Ingredient schedule =
        ingredient(
            "Schedule.Linear", "warmupSteps", 20L, "totalSteps", 120L, "minLearningRate", 0.1);
    assertThat(rate(schedule, 20, 0)).isWithin(1e-15).of(0.2);
    assertThat(rate(schedule, 70, 0)).isWithin(1e-15).of(0.15);
    assertThat(rate(schedule, 120, 0)).isEqualTo(0.1);
  }

  @Test
  void stepFallsInStairs() {
    Ingredient schedule =
        ingredient("Schedule.Step", "every", 3L, "factor", 0.5, "warmupSteps", 2L);
    assertThat(rate(schedule, 0, 0)).isEqualTo(0.1);
    for (int t = 2; t < 40; t++) {
      int floor = (t - 2) / 3;
      assertThat(rate(schedule, t, 0)).isWithin(1e-16).of(BASE * Math.pow(0.5, floor));
    }
  }

  @Test
  void exponentialFallsInEveryStep() {
    Ingredient schedule = ingredient("Schedule.Exponential", "factor", 0.9, "warmupSteps", 1L);
    assertThat(rate(schedule, 0, 0)).isEqualTo(BASE);
    assertThat(rate(schedule, 1, 0)).isEqualTo(BASE);
    assertThat(rate(schedule, 6, 0)).isWithin(1e-16).of(BASE * Math.pow(0.9, 5));
  }
}
