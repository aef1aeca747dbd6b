package io.tikhonov.processor.rules;

import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.training.Assignment;
import java.util.Optional;
import java.util.OptionalDouble;

/** What is known of learning rates at compile time. */
final class Rates {
  private final Context context;

  Rates(Context context) {
    this.context = context;
  }

  /** The largest rate of a run; empty if it is not known. */
  OptionalDouble peak(Assignment assignment) {
    Optional<Ingredient> optimizer = assignment.optimizer();
    if (optimizer.isEmpty() || !optimizer.get().has("learningRate")) {
      return OptionalDouble.empty();
    }
    boolean known =
        assignment.schedules().stream()
            .allMatch(it -> context.catalogue().schedule(it).neverRises(it));
    return known
        ? OptionalDouble.of(optimizer.get().number("learningRate"))
        : OptionalDouble.empty();
  }

  /** True if the rate is the same in every step. */
  boolean isConstant(Assignment assignment) {
    return assignment.schedules().stream()
        .allMatch(it -> context.catalogue().schedule(it).isConstant(it));
  }
}
