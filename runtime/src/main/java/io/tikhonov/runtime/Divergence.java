package io.tikhonov.runtime;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Looks at parameters: how large and how sparse they are, and what went wrong when a loss is NaN.
 */
final class Divergence {
  private static final String REMEDY =
      "A smaller learning rate or clipped gradients help; check the data for NaN.";

  private Divergence() {}

  static Map<String, TrainingHistory.ParameterSummary> summaries(Parameters parameters) {
    Map<String, TrainingHistory.ParameterSummary> summaries = new LinkedHashMap<>();
    for (String name : parameters.names()) {
      INDArray values = parameters.get(name);
      double norm = values.norm2Number().doubleValue();
      double zeros = 1 - values.neq(0).castTo(values.dataType()).meanNumber().doubleValue();
      summaries.put(name, new TrainingHistory.ParameterSummary(norm, zeros));
    }
    return summaries;
  }

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
