package io.tikhonov.processor.check;

import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.model.ObjectiveModel;
import io.tikhonov.processor.model.TensorDeclaration;
import java.util.List;
import java.util.stream.Stream;

/** Which ingredients act on which parameters. */
final class Targets {

  private Targets() {}

  /** The ingredients of a family that act on a parameter: those of the class first. */
  static List<Ingredient> of(ObjectiveModel model, TensorDeclaration parameter, String family) {
    return Stream.concat(
            model.ingredients().stream().filter(i -> actsOn(i, parameter)),
            parameter.ingredients().stream())
        .filter(i -> i.family().equals(family))
        .toList();
  }

  /** A class-level penalty or constraint acts on weights, or on what {@code on} names. */
  private static boolean actsOn(Ingredient ofClass, TensorDeclaration parameter) {
    List<String> on = ofClass.texts("on");
    return on.isEmpty() ? parameter.role().equals("WEIGHT") : on.contains(parameter.name());
  }
}
