package io.tikhonov.processor.spi;

import io.tikhonov.processor.ir.Node;

/**
 * The proximal operator of a function R (λ included) or of a set: for a point v and steps s the
 * minimiser of R(x) + Σᵢ (xᵢ − vᵢ)² / (2sᵢ), one of them where R is not convex.
 *
 * @param form what R is, which decides in what order several parts are exact together
 * @param axis the axis that indexes the groups of {@link Form#GROUP_NORM} and {@link Form#BALL},
 *     {@link #WHOLE} for one group; the axis along which neighbours of {@link Form#TOTAL_VARIATION}
 *     lie; else 0
 * @param groups for {@link Form#GROUP_NORM} the number of the group of each element, where a
 *     constant has them and not an axis; else null
 * @param diagonal true if the operator holds for a step of its own for each coordinate; otherwise
 *     it is only given scalar steps
 * @param strength for {@link Form#SOFT_THRESHOLD} the factors of |xᵢ|, for {@link Form#QUADRATIC}
 *     those of ½xᵢ², for {@link Form#GROUP_NORM} with {@code groups} those of the norm of each
 *     element's group, a scalar or of the parameter's shape; null for other forms
 * @param formula the result in mathematical notation, with {@code s} for the step
 */
public record ProximalPart(
    Form form,
    int axis,
    Node groups,
    boolean diagonal,
    Operator operator,
    Node strength,
    String formula) {

  /** A part without groups of a constant. */
  public ProximalPart(
      Form form, int axis, boolean diagonal, Operator operator, Node strength, String formula) {
    this(form, axis, null, diagonal, operator, strength, formula);
  }

  /** A part of a form without strength. */
  public ProximalPart(Form form, int axis, boolean diagonal, Operator operator, String formula) {
    this(form, axis, null, diagonal, operator, null, formula);
  }

  /** The axis of a group norm or ball of all elements together. */
  public static final int WHOLE = -1;

  /** Computes the minimiser. */
  @FunctionalInterface
  public interface Operator {
    /**
     * The minimiser for a point and a step.
     *
     * @param point v, of the parameter's shape
     * @param step s, a scalar or of the parameter's shape; a set gets it without the learning rate,
     *     which does not matter to it
     */
    Node apply(Node point, Node step);
  }

  /** Families of functions and sets whose proximal operators compose in known ways. */
  public enum Form {
    /** A multiple of ‖x‖₁. */
    SOFT_THRESHOLD,
    /** A multiple of ½‖x‖₂²; the operator is linear in the point. */
    QUADRATIC,
    /**
     * Absolute differences of neighbours along one axis. One and the same non-decreasing function
     * of all elements of a line keeps its subgradients.
     */
    TOTAL_VARIATION,
    /** A sum of Euclidean norms of the slices along an axis, or of groups of elements. */
    GROUP_NORM,
    /** A function of the singular values. */
    SPECTRAL,
    /** Another sum of convex functions of single coordinates. */
    SEPARABLE,
    /** Anything else, not convex functions among it; it is applied where it was declared. */
    OTHER,
    /** The set x ≥ 0. */
    NON_NEGATIVE,
    /** A set that bounds each coordinate by itself. */
    BOX,
    /** Euclidean balls around 0 for the slices along an axis. */
    BALL,
    /**
     * Another set whose projection keeps signs and gives the same after thresholding as with the
     * 1-norm added: balls of other norms, sparse tensors, spheres (where the point is not 0).
     */
    SYMMETRIC,
    /** Any other set. */
    SET;

    /** True for sets, which are projected on after the penalties. */
    public boolean isSet() {
      return compareTo(NON_NEGATIVE) >= 0;
    }
  }
}
