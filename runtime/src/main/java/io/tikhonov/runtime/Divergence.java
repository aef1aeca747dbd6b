package io.tikhonov.runtime;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Says what went wrong when a loss or a parameter is no number. */
final class Divergence {
  private static final String REMEDY =
      "A smaller learning rate or clipped gradients help; check the data for NaN.";

  private Divergence() {}

  /** Which step, which term, and the first parameter that is no number. */
  static String describe(Objective<?> objective, StepResult result) {
    StringBuilder text = new StringBuilder();
    text.append("The loss of step ").append(result.step()).append(" is ").append(result.loss());
    result.terms().entrySet().stream()
        .filter(term -> !Double.isFinite(term.getValue()))
        .findFirst()
        .ifPresent(
            term ->
                text.append(": the term ")
                    .append(term.getKey())
                    .append(" is ")
                    .append(term.getValue()));
    Parameters parameters = objective.parameters();
    parameters.names().stream()
        .filter(name -> !isFinite(parameters.get(name)))
        .findFirst()
        .ifPresent(
            name -> text.append(". The first parameter that is no number now is ").append(name));
    return text.append(". ").append(REMEDY).toString();
  }

  /**
   * Makes sure that parameters are numbers, before they are kept.
   *
   * @throws ArithmeticException if one is not
   */
  static void requireNumbers(Objective<?> objective) {
    Parameters parameters = objective.parameters();
    for (String name : parameters.names()) {
      if (!isFinite(parameters.get(name))) {
        throw new ArithmeticException(
            "The parameter "
                + name
                + " is no number after step "
                + (objective.stepCount() - 1)
                + ", so nothing was saved. "
                + REMEDY);
      }
    }
  }

  private static boolean isFinite(INDArray values) {
    return Double.isFinite(values.sumNumber().doubleValue());
  }
}
