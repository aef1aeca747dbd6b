package io.tikhonov.processor.training;

import io.tikhonov.processor.ir.Origin;
import io.tikhonov.processor.model.Ingredient;

/** Values that a catalogue annotation asks for come from that annotation. */
final class Origins {

  private Origins() {}

  static Origin of(Ingredient ingredient) {
    return new Origin(
        ingredient.token().line(),
        ingredient.written(),
        ingredient.token().file(),
        ingredient.token().handle());
  }
}
