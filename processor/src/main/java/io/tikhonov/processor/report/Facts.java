package io.tikhonov.processor.report;

import io.tikhonov.processor.emit.PassDescription;
import io.tikhonov.processor.ir.Poly;
import io.tikhonov.processor.ir.Shape;
import io.tikhonov.processor.model.SourceListing;
import io.tikhonov.processor.report.formula.FormulaBook.Definition;
import io.tikhonov.processor.training.UpdateGroups;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What there is to say about an objective, collected once for all forms of the report.
 *
 * @param model canonical name of the model class
 * @param binaryName its binary name
 * @param generated canonical name of the generated class
 * @param fingerprint by which checkpoints recognise the declaration
 * @param compiler version of the compiler
 * @param doublePrecision precision of all memory and arithmetic
 * @param line where the class is declared
 * @param source the text of the class
 * @param dimensions in order of first use
 * @param tensors parameters, constants, states and inputs
 * @param hyperparameters scalars with a setter
 * @param terms of the objective
 * @param schedules how factors and hyperparameters change with the step, by their names
 * @param definitions values and derivatives, each after what it is made of
 * @param groups the updates
 * @param slots memory of optimizers and averages
 * @param passes of a step
 * @param diagnostics what the compiler had to say about the declaration
 */
record Facts(
    String model,
    String binaryName,
    String generated,
    String fingerprint,
    String compiler,
    boolean doublePrecision,
    long line,
    SourceListing source,
    List<Dimension> dimensions,
    List<Tensor> tensors,
    List<Hyperparameter> hyperparameters,
    List<Term> terms,
    Map<String, List<String>> schedules,
    List<Definition> definitions,
    List<UpdateGroups.Group> groups,
    List<Slot> slots,
    List<PassDescription> passes,
    List<Message> diagnostics) {

  /** A named size: set in the builder, or read off each batch. */
  record Dimension(String name, boolean builder) {}

  /** What a tensor is. */
  enum Kind {
    PARAMETER,
    CONSTANT,
    STATE,
    INPUT,
    LABELS
  }

  /**
   * A declared tensor.
   *
   * @param role of a parameter; empty for others
   * @param init how it starts; empty for constants and inputs
   * @param optimizer of a parameter; empty for others
   * @param penalties with their modes
   * @param gradient the place of its gradient among the definitions; empty if there is none
   */
  record Tensor(
      Kind kind,
      String name,
      Shape shape,
      String role,
      String init,
      String optimizer,
      List<String> penalties,
      String gradient,
      long line) {}

  record Hyperparameter(String name, double value, long line) {}

  /**
   * A term of the objective.
   *
   * @param kind {@code loss}, {@code method} or {@code penalty}
   * @param mode of a penalty; empty for methods
   * @param formula weight included
   * @param definition the place of its definition; empty for penalties
   * @param weight its factor
   */
  record Term(
      String name,
      String kind,
      String mode,
      boolean differentiable,
      String formula,
      String definition,
      double weight,
      long line) {}

  /** Memory beside the parameters. */
  record Slot(String name, Shape shape) {}

  /** A diagnostic. */
  record Message(String code, String severity, long line, String text) {}

  /** The bytes of an element of the model's precision. */
  int elementBytes() {
    return doublePrecision ? Double.BYTES : Float.BYTES;
  }

  /** The sum of a size over all passes. */
  Poly total(java.util.function.Function<PassDescription, Poly> size) {
    return passes.stream().map(size).reduce(Poly.ZERO, Poly::plus);
  }

  Optional<Tensor> tensor(String name) {
    return tensors.stream().filter(tensor -> tensor.name().equals(name)).findFirst();
  }
}
