package io.tikhonov.runtime.solve;

import java.util.List;
import java.util.Map;

/**
 * What a generated class says of its solver.
 *
 * @param name of the annotation, such as {@code Fista}
 * @param settings its numbers by attribute; 1 for true, 0 for false
 * @param penalties the terms whose factor a regularization path changes, in the order of {@code
 *     penaltyFactor}
 * @param smooth true if there are neither proximal penalties nor constraints
 * @param quadratic true if the differentiable part is a quadratic function of the parameters
 */
public record SolverDeclaration(
    String name,
    Map<String, Double> settings,
    List<Penalty> penalties,
    boolean smooth,
    boolean quadratic) {

  /**
   * A term that a regularization path can change.
   *
   * @param term its name
   * @param lambda its declared factor λ
   */
  public record Penalty(String term, double lambda) {}

  /** The names of {@link #penalties}. */
  public List<String> terms() {
    return penalties.stream().map(Penalty::term).toList();
  }

  /** Copies map and list. */
  public SolverDeclaration {
    settings = Map.copyOf(settings);
    penalties = List.copyOf(penalties);
  }

  /**
   * The value of an attribute.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public double setting(String attribute) {
    Double value = settings.get(attribute);
    if (value == null) {
      throw new IllegalArgumentException(
          "@Optimizer." + name + " has no number \"" + attribute + "\".");
    }
    return value;
  }

  /** Whether an attribute is true. */
  public boolean flag(String attribute) {
    return setting(attribute) != 0;
  }
}
