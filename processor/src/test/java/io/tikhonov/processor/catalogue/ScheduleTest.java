package io.tikhonov.processor.catalogue;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static io.tikhonov.processor.training.TestModel.ingredient;

import io.tikhonov.processor.ReferenceData;
import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.ScheduleDefinition.ScheduleSite;
import io.tikhonov.processor.training.TestInterpreter;
import io.tikhonov.processor.training.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Learning rates at single steps. */
class ScheduleTest {
  private static final double BASE = 0.2;

  private static final Set<String> REFERENCED =
      Set.of(
          "Schedule.Cosine",
          "Schedule.CosineRestarts",
          "Schedule.Exponential",
          "Schedule.MultiStep",
          "Schedule.OneCycle",
          "Schedule.Piecewise",
          "Schedule.Polynomial",
          "Schedule.Step");

  private static double rate(Ingredient schedule, double step, double total) {
    return rate(schedule, step, total, 1);
  }

  private static double rate(Ingredient schedule, double step, double total, double observed) {
    Graph g = new Graph();
    Node t = g.scalar("t");
    ScheduleSite site =
        new ScheduleSite(
            g, schedule, g.literal(BASE), 1, t, g.scalar("total"), () -> g.literal(observed));
    Node rate = Catalogue.load().schedule(schedule).value(site);
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
        ingredient("Schedule.Cosine", "warmupSteps", 10L, "totalSteps", 110L, "end", 0.02);
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
        ingredient("Schedule.Linear", "warmupSteps", 20L, "totalSteps", 120L, "end", 0.1);
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

  /** PyTorch's schedulers, with their settings. */
  @Test
  void followsTheReference() {
    Map<String, Object> reference = ReferenceData.read("schedules.json");
    Set<String> seen = new TreeSet<>();
    for (Object item : ReferenceData.list(reference.get("schedules"))) {
      Map<String, Object> schedule = ReferenceData.object(item);
      List<Object> settings = new ArrayList<>();
      ReferenceData.object(schedule.get("settings"))
          .forEach((name, value) -> settings.addAll(List.of(name, value)));
      String name = "Schedule." + schedule.get("name");
      seen.add(name);
      Ingredient ingredient = ingredient(name, settings.toArray());
      double[] rates = ReferenceData.numbers(schedule.get("rates"));
      for (int t = 0; t < rates.length; t++) {
        assertWithMessage("%s %s at %s", name, settings, t)
            .that(rate(ingredient, t, 0))
            .isWithin(1e-15)
            .of(rates[t]);
      }
    }
    assertThat(seen).isEqualTo(REFERENCED);
  }

  @Test
  void oneCycleTakesTheLengthOfTheRun() {
    Ingredient schedule = ingredient("Schedule.OneCycle");
    assertThat(rate(schedule, 0, 20)).isWithin(1e-15).of(BASE / 25);
    assertThat(rate(schedule, 5, 20)).isWithin(1e-15).of(BASE);
    assertThat(rate(schedule, 400, 20)).isWithin(1e-18).of(BASE / 25e4);
    assertThat(rate(schedule, 5, 0)).isEqualTo(BASE);
  }

  @Test
  void rampsRise() {
    Ingredient gaussian = ingredient("Schedule.RampUp", "length", 40L);
    assertThat(rate(gaussian, 0, 0)).isWithin(1e-16).of(BASE * Math.exp(-5));
    assertThat(rate(gaussian, 10, 0)).isWithin(1e-16).of(BASE * Math.exp(-5 * 0.5625));
    assertThat(rate(gaussian, 40, 0)).isEqualTo(BASE);
    assertThat(rate(gaussian, 4000, 0)).isEqualTo(BASE);
    Ingredient cyclic =
        ingredient("Schedule.RampUp", "length", 5L, "period", 10L, "rise", "QUADRATIC");
    for (int turn = 0; turn < 3; turn++) {
      assertThat(rate(cyclic, 10 * turn, 0)).isEqualTo(0.0);
      assertThat(rate(cyclic, 10 * turn + 2, 0)).isWithin(1e-16).of(BASE * 0.16);
      assertThat(rate(cyclic, 10 * turn + 9, 0)).isEqualTo(BASE);
    }
  }

  @Test
  void inverseDecays() {
    Ingredient root = ingredient("Schedule.InverseSqrt", "warmupSteps", 100L);
    assertThat(rate(root, 24, 0)).isWithin(1e-16).of(BASE / 4);
    assertThat(rate(root, 99, 0)).isWithin(1e-16).of(BASE);
    assertThat(rate(root, 399, 0)).isWithin(1e-16).of(BASE / 2);
    Ingredient time = ingredient("Schedule.InverseTime", "rate", 0.5, "every", 4L);
    assertThat(rate(time, 0, 0)).isEqualTo(BASE);
    assertThat(rate(time, 24, 0)).isWithin(1e-16).of(BASE / 4);
  }

  @Test
  void exponentialStopsAtItsEnd() {
    Ingredient falling =
        ingredient("Schedule.Exponential", "factor", 0.5, "every", 10L, "end", 0.04);
    assertThat(rate(falling, 5, 0)).isWithin(1e-16).of(BASE * Math.sqrt(0.5));
    assertThat(rate(falling, 30, 0)).isEqualTo(0.04);
    Ingredient rising = ingredient("Schedule.Exponential", "factor", 10, "every", 100L, "end", 1);
    assertThat(rate(rising, 50, 0)).isWithin(1e-15).of(BASE * Math.sqrt(10));
    assertThat(rate(rising, 100, 0)).isEqualTo(1.0);
    Ingredient stairs =
        ingredient("Schedule.Exponential", "factor", 0.5, "every", 10L, "staircase", true);
    assertThat(rate(stairs, 29, 0)).isEqualTo(BASE / 4);
  }

  @Test
  void piecewiseJoinsItsPoints() {
    Ingredient steps =
        ingredient("Schedule.Piecewise", "counts", List.of(2L, 6L), "factors", List.of(2.0, 0.5));
    assertThat(rate(steps, 0, 0)).isEqualTo(0.4);
    assertThat(rate(steps, 5, 0)).isEqualTo(0.4);
    assertThat(rate(steps, 6, 0)).isEqualTo(0.1);
    Ingredient cosine =
        ingredient(
            "Schedule.Piecewise",
            "counts",
            List.of(2L, 6L),
            "factors",
            List.of(2.0, 0.5),
            "interpolation",
            "COSINE");
    assertThat(rate(cosine, 4, 0)).isWithin(1e-16).of(0.25);
    assertThat(rate(cosine, 3, 0)).isWithin(1e-16).of(BASE * (0.5 + 0.75 * (1 + Math.sqrt(0.5))));
  }

  @Test
  void plateauMultipliesWhatWasObserved() {
    Ingredient schedule = ingredient("Schedule.Plateau", "end", 0.01);
    assertThat(rate(schedule, 7, 0, 1)).isEqualTo(BASE);
    assertThat(rate(schedule, 7, 0, 0.1)).isWithin(1e-16).of(0.02);
    assertThat(rate(schedule, 7, 0, 0.01)).isEqualTo(0.01);
  }
}
