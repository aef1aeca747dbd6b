package io.tikhonov.processor.rules;

import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.Formulas;
import io.tikhonov.processor.training.Assignment;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** What is known of learning rates at compile time, and numbers in messages. */
final class Rates {
  /** Schedules that never exceed the rate of the optimizer. */
  private static final Set<String> NOT_RISING =
      Set.of(
          "Constant",
          "Cosine",
          "CosineRestarts",
          "InverseSqrt",
          "InverseTime",
          "Linear",
          "OneCycle",
          "Plateau",
          "Polynomial",
          "RampUp");

  private static final Set<String> GEOMETRIC = Set.of("Step", "MultiStep", "Exponential");

  private Rates() {}

  /** The largest rate of a run; empty if it is not known. */
  static OptionalDouble peak(Assignment assignment) {
    Optional<Ingredient> optimizer = assignment.optimizer();
    if (optimizer.isEmpty() || !optimizer.get().has("learningRate")) {
      return OptionalDouble.empty();
    }
    boolean known = assignment.schedules().stream().allMatch(Rates::neverRises);
    return known
        ? OptionalDouble.of(optimizer.get().number("learningRate"))
        : OptionalDouble.empty();
  }

  private static boolean neverRises(Ingredient schedule) {
    return schedule.family().equals("Schedule")
        && (NOT_RISING.contains(schedule.name())
            || (GEOMETRIC.contains(schedule.name()) && schedule.number("factor") <= 1));
  }

  /** True if the rate is the same in every step. */
  static boolean isConstant(Assignment assignment) {
    return assignment.schedules().stream()
        .allMatch(s -> s.name().equals("Constant") && s.integer("warmupSteps") == 0);
  }

  /** A computed number without noise in its last digits. */
  static String rounded(double value) {
    double clean = new BigDecimal(value).round(new MathContext(4)).doubleValue();
    return Formulas.number(clean);
  }
}
