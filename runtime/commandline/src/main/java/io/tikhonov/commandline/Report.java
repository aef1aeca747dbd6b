package io.tikhonov.commandline;

import java.util.List;

/** The facts of a compiled objective, as the compiler leaves them among the class files. */
record Report(
    String model,
    String generated,
    String fingerprint,
    String compiler,
    String precision,
    String file,
    int line,
    List<Dimension> dimensions,
    List<Term> terms,
    List<Tensor> parameters,
    List<Tensor> constants,
    List<Tensor> states,
    List<Tensor> inputs,
    List<Formula> formulas,
    List<Update> updates,
    List<Pass> passes,
    Cost total,
    List<Message> diagnostics) {

  /** A dimension. */
  record Dimension(String name, String from) {}

  /**
   * A term of the objective.
   *
   * @param mode of a penalty, otherwise empty
   */
  record Term(String name, String formula, String mode, int line) {}

  /**
   * A tensor.
   *
   * @param notes role, start and penalties, as far as it has them
   */
  record Tensor(String name, List<String> shape, List<String> notes, int line) {
    String signature() {
      return name + " (" + String.join(", ", shape) + ")";
    }
  }

  /** A named value or derivative. */
  record Formula(String name, String value, String expansion, boolean derivative, int line) {}

  /** How some parameters are updated. */
  record Update(String optimizer, List<String> parameters, List<Step> steps) {}

  /**
   * A line of an update.
   *
   * @param by the declaration that it comes from, or empty
   */
  record Step(String formula, String by) {}

  /** A pass of a training step. */
  record Pass(String name, String kind, Cost cost) {}

  /** What a pass costs, as polynomials of dimensions. */
  record Cost(String read, String written, String operations) {}

  /** A warning or note of the compiler. */
  record Message(String code, String severity, int line, String text) {}
}
