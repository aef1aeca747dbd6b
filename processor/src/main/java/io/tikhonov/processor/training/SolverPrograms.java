package io.tikhonov.processor.training;

import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import io.tikhonov.processor.spi.SolverDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a solver calls instead of training steps. For the forms with a proximal operator these are
 * the {@code updates} of the parameters: a step of length {@link TrainingPrograms#STEP_LENGTH}
 * along the gradient in memory, and the proximal step.
 *
 * @param settings the numbers of the annotation, 1 for true
 * @param factors the terms that have a factor of their own: penalties and {@code @Regularize}
 *     methods
 * @param smooth true if there are neither proximal steps nor constraints
 * @param quadratic true if the gradient of the smooth part is affine in the parameters
 * @param saddle for the form SPLIT
 * @param linear for the form LINEAR_MODEL
 */
public record SolverPrograms(
    Ingredient ingredient,
    SolverDefinition.Form form,
    Map<String, Double> settings,
    List<Factor> factors,
    boolean smooth,
    boolean quadratic,
    Optional<Saddle> saddle,
    Optional<Linear> linear) {

  /**
   * A term with a factor of its own.
   *
   * @param lambda its declared λ
   */
  public record Factor(String term, double lambda) {}

  /** Every program of this solver. */
  public List<Program> programs() {
    List<Program> programs = new ArrayList<>();
    saddle.ifPresent(it -> programs.addAll(List.of(it.iteration(), it.normal())));
    saddle.flatMap(Saddle::dual).ifPresent(programs::add);
    linear.ifPresent(it -> programs.addAll(List.of(it.linearization(), it.strengths())));
    return programs;
  }

  /**
   * A primal-dual method: dual variables p for the images Kx + a of the parameters, min over x and
   * max over p of f(x) + g(x) + ⟨Kx + a, p⟩ with the norms of p at most c.
   *
   * @param iteration p, then the parameters, then their extrapolation
   * @param normal KᵀKx as the gradient of each parameter
   * @param dual the value of the dual problem at p, reported as {@link #DUAL_VALUE}; only where f
   *     is a sum of squares of all single elements
   * @param curvature the factor of those squares; empty without {@code dual}
   * @param exact true if the step of f is its proximal step
   * @param squaredNorm a bound of ‖K‖²; empty if it has to be measured
   */
  public record Saddle(
      Program iteration,
      Program normal,
      Optional<Program> dual,
      Optional<Node> curvature,
      boolean exact,
      OptionalDouble squaredNorm) {}

  /** Name of the reported value of the dual problem. */
  public static final String DUAL_VALUE = "dualValue";

  /** Memory of the second derivative of the loss by η. */
  public static final String CURVATURE = "curvatures";

  /**
   * A loss of η = Xw + b, row by row.
   *
   * @param design X, an input
   * @param coefficients name of w
   * @param intercept name of b; empty if there is none
   * @param strengths the factors of |wⱼ| and of ½wⱼ² in the memory {@link #ONE_NORM} and {@link
   *     #SQUARES}; where groups are penalised, their numbers in {@link #GROUP_NUMBERS} and for each
   *     element the factor of its group's norm in {@link #GROUP_NORMS}
   * @param linearization terms, and the derivatives of the loss by η in the memory {@link #SLOPE}
   *     and {@link #CURVATURE}
   * @param quadratic true if the curvature does not depend on η
   */
  public record Linear(
      Node design,
      String coefficients,
      Optional<String> intercept,
      Program linearization,
      Program strengths,
      boolean quadratic) {}

  /** Memory of the factors of |wⱼ|. */
  public static final String ONE_NORM = "oneNorm";

  /** Memory of the factors of ½wⱼ². */
  public static final String SQUARES = "squares";

  /** Memory of the number of the group of each wⱼ. */
  public static final String GROUP_NUMBERS = "groupNumbers";

  /** Memory of the factors of the norms of groups, for each of their elements. */
  public static final String GROUP_NORMS = "groupNorms";

  /** Memory of the first derivative of the loss by η. */
  public static final String SLOPE = "slope";
}
