package io.tikhonov.dsl;

/**
 * The penalties of the catalogue as functions of any tensor, for {@link Regularize} methods.
 *
 * <p>They are scalars without a factor λ, and sums over the elements, not means. As terms of the
 * objective they are coupled; a penalty on a parameter that is to give exact zeros is declared on
 * the field ({@link Regularize.L1}), where it takes proximal steps.
 */
public final class Penalties {
  private Penalties() {}

  /** Σ|x|; derivative sign(x), 0 at 0. */
  public static Tensor l1(Tensor x) {
    return Compiled.only();
  }

  /** ½ Σx²; derivative x. */
  public static Tensor l2(Tensor x) {
    return Compiled.only();
  }

  /**
   * l1Ratio·Σ|x| + (1 − l1Ratio)/2·Σx².
   *
   * @param l1Ratio share of the 1-norm, in [0, 1]
   */
  public static Tensor elasticNet(Tensor x, double l1Ratio) {
    return Compiled.only();
  }

  /**
   * Sum of the Euclidean norms of the slices x[.., i, ..] over the index i of an axis; derivative
   * of a slice that is 0: 0.
   *
   * @param axis axis whose index numbers the groups; a negative one counts from the end
   */
  public static Tensor groupLasso(Tensor x, int axis) {
    return Compiled.only();
  }

  /** Sum of the singular values of a matrix; derivative U·Vᵀ. */
  public static Tensor nuclearNorm(Tensor x) {
    return Compiled.only();
  }

  /**
   * Anisotropic total variation: Σ|diff(x, a)| over the given axes a; derivative 0 where neighbours
   * are equal.
   *
   * @param axes axes along which neighbours are compared; all of them if none is given
   */
  public static Tensor totalVariation(Tensor x, int... axes) {
    return Compiled.only();
  }
}
