package io.tikhonov.runtime.support;

import java.util.List;

/**
 * What the base class must know of a declaration.
 *
 * @param model qualified name of the model class
 * @param fingerprint changes whenever training would change; checkpoints of another one are refused
 * @param declaration the declaration in canonical lines, kept in checkpoints to say what differs
 * @param terms in declared order
 */
public record Definition(
    String model, String fingerprint, List<String> declaration, List<Term> terms) {

  /** Copies the lists. */
  public Definition {
    declaration = List.copyOf(declaration);
    terms = List.copyOf(terms);
  }

  /**
   * A term of the objective.
   *
   * @param name the method, or {@code field/Annotation}
   * @param differentiable whether {@code gradient} includes it: losses and coupled terms
   */
  public record Term(String name, boolean differentiable) {}
}
