package io.tikhonov.processor.catalogue.schedule;

import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.Objection;
import java.util.List;

/** Checks the lists of counts at which schedules change. */
final class Counts {
  private Counts() {}

  /** A list must not be empty, begin at 0 or later, and rise. */
  static List<Objection> objections(Ingredient ingredient, String attribute) {
    List<Double> counts = ingredient.numbers(attribute);
    double last = -1;
    for (double count : counts) {
      if (count <= last) {
        return List.of(objection(ingredient, attribute));
      }
      last = count;
    }
    return counts.isEmpty() ? List.of(objection(ingredient, attribute)) : List.of();
  }

  private static Objection objection(Ingredient ingredient, String attribute) {
    return new Objection(
        "TKV101",
        attribute,
        "%s = %s in %s must be at least one count, none below 0, each above the one before."
            .formatted(attribute, ingredient.integers(attribute), ingredient.written()));
  }
}
