package io.tikhonov.dsl;

/**
 * Proximal operators and projections as functions of any tensor, for unrolled algorithms: the point
 * x that minimises s·R(x) + ½‖x − v‖².
 *
 * <p>They are tensors of the shape of v and have derivatives, as far as they are said to have one.
 * A parameter that is to stay sparse or inside a set carries {@link Regularize} or {@link
 * Constrain} instead, which take the step in the optimizer's metric.
 */
public final class Proximal {
  private Proximal() {}

  /**
   * Of |x|₁: sign(v)·max(|v| − s, 0). Its conjugate part is the projection on [−s, s].
   *
   * <p>Donoho, De-noising by Soft-Thresholding, 1995.
   *
   * @param v any tensor
   * @param step s, at least 0: the factor of the penalty times the step size
   */
  public static Tensor l1(Tensor v, double step) {
    return Compiled.only();
  }

  /**
   * Of ½‖x‖²: v/(1 + s).
   *
   * <p>Moreau, Proximité et dualité dans un espace hilbertien, 1965.
   *
   * @param v any tensor
   * @param step s, at least 0: the factor of the penalty times the step size
   */
  public static Tensor l2(Tensor v, double step) {
    return Compiled.only();
  }

  /**
   * Of ρ‖x‖₁ + (1 − ρ)/2·‖x‖²: sign(v)·max(|v| − sρ, 0)/(1 + s(1 − ρ)).
   *
   * <p>Zou and Hastie, Regularization and Variable Selection via the Elastic Net, 2005.
   *
   * @param v any tensor
   * @param l1Ratio ρ in [0, 1]
   * @param step s, at least 0: the factor of the penalty times the step size
   */
  public static Tensor elasticNet(Tensor v, double l1Ratio, double step) {
    return Compiled.only();
  }

  /**
   * Of ‖x‖₂: v·max(1 − s/‖v‖₂, 0), 0 for v = 0. Its conjugate part is {@link #l2Ball} of radius s.
   *
   * <p>Combettes and Pesquet, Proximal Splitting Methods in Signal Processing, 2011.
   *
   * @param v any tensor
   * @param step s, at least 0: the factor of the penalty times the step size
   */
  public static Tensor l2Norm(Tensor v, double step) {
    return Compiled.only();
  }

  /**
   * Of the largest |x|: v − P(v) with the projection P on the 1-norm ball of radius s.
   *
   * <p>Parikh and Boyd, Proximal Algorithms, 2014.
   *
   * @param v any tensor
   * @param step s, at least 0: the factor of the penalty times the step size
   */
  public static Tensor maximumNorm(Tensor v, double step) {
    return Compiled.only();
  }

  /**
   * Of Σᵢ‖xᵢ‖₂ over the slices along an axis: vᵢ·max(1 − s/‖vᵢ‖₂, 0) for each. Its conjugate part
   * is {@link #maxNorm} of radius s.
   *
   * <p>Yuan and Lin, Model Selection and Estimation in Regression with Grouped Variables, 2006.
   *
   * @param v any tensor
   * @param axis axis whose index numbers the groups; a negative one counts from the end
   * @param step s, at least 0: the factor of the penalty times the step size
   */
  public static Tensor groupLasso(Tensor v, int axis, double step) {
    return Compiled.only();
  }

  /**
   * Of ρ‖x‖₁ + (1 − ρ)·√p·Σᵢ‖xᵢ‖₂ over slices of p elements: {@link #l1} with sρ, then {@link
   * #groupLasso} with s(1 − ρ)√p.
   *
   * <p>Simon et al., A Sparse-Group Lasso, 2013.
   *
   * @param v any tensor
   * @param l1Ratio ρ in [0, 1]
   * @param axis axis whose index numbers the groups; a negative one counts from the end
   * @param step s, at least 0: the factor of the penalty times the step size
   */
  public static Tensor sparseGroupLasso(Tensor v, double l1Ratio, int axis, double step) {
    return Compiled.only();
  }

  /**
   * Of the sum of singular values: U·diag(max(σ − s, 0))·Vᵀ for v = U·diag(σ)·Vᵀ.
   *
   * <p>Cai, Candès and Shen, A Singular Value Thresholding Algorithm for Matrix Completion, 2010.
   *
   * @param v a matrix; this operator has no derivative (TKV308)
   * @param step s, at least 0: the factor of the penalty times the step size
   */
  public static Tensor nuclearNorm(Tensor v, double step) {
    return Compiled.only();
  }

  /**
   * Of the largest singular value: U·diag(min(σ, c))·Vᵀ with Σ max(σ − c, 0) = s, and 0 if the
   * singular values sum to s or less.
   *
   * <p>Parikh and Boyd, Proximal Algorithms, 2014.
   *
   * @param v a matrix; this operator has no derivative (TKV308)
   * @param step s, at least 0: the factor of the penalty times the step size
   */
  public static Tensor spectralNorm(Tensor v, double step) {
    return Compiled.only();
  }

  /**
   * Of Σ log(1 + |x|/ε): sign(v)·z with the larger root z = ½(|v| − ε + √((|v| + ε)² − 4s)) if it
   * is real, positive and better than 0, else 0. The function is not convex.
   *
   * <p>Prater-Bennette, Shen and Tripp, The Proximity Operator of the Log-Sum Penalty, 2022.
   *
   * @param v any tensor
   * @param epsilon ε, above 0
   * @param step s, at least 0: the factor of the penalty times the step size
   */
  public static Tensor logSum(Tensor v, double epsilon, double step) {
    return Compiled.only();
  }

  /**
   * Of ½Σ(x − y)²: (v + sy)/(1 + s).
   *
   * <p>Combettes and Pesquet, Proximal Splitting Methods in Signal Processing, 2011.
   *
   * @param v any tensor
   * @param target y, of a shape that broadcasts to that of v
   * @param step s, at least 0: the factor of the penalty times the step size
   */
  public static Tensor squaredError(Tensor v, Tensor target, double step) {
    return Compiled.only();
  }

  /**
   * Of Σ|x − y|: y + sign(v − y)·max(|v − y| − s, 0).
   *
   * <p>Combettes and Pesquet, Proximal Splitting Methods in Signal Processing, 2011.
   *
   * @param v any tensor
   * @param target y, of a shape that broadcasts to that of v
   * @param step s, at least 0: the factor of the penalty times the step size
   */
  public static Tensor absoluteError(Tensor v, Tensor target, double step) {
    return Compiled.only();
  }

  /**
   * Of Huber's function Σ h(x − y): v less (v − y)·s/(1 + s), but at most sδ in size.
   *
   * <p>Parikh and Boyd, Proximal Algorithms, 2014.
   *
   * @param v any tensor
   * @param target y, of a shape that broadcasts to that of v
   * @param delta residual δ from which h is linear, above 0
   * @param step s, at least 0: the factor of the penalty times the step size
   */
  public static Tensor huber(Tensor v, Tensor target, double delta, double step) {
    return Compiled.only();
  }

  /**
   * Of the quantile loss Σ max(q(y − x), (q − 1)(y − x)): v moved towards y, by at most sq from
   * below and s(1 − q) from above: v − min(max(v − y, −sq), s(1 − q)).
   *
   * <p>Koenker and Bassett, Regression Quantiles, 1978.
   *
   * @param v any tensor
   * @param target y, of a shape that broadcasts to that of v
   * @param quantile q in (0, 1)
   * @param step s, at least 0: the factor of the penalty times the step size
   */
  public static Tensor pinball(Tensor v, Tensor target, double quantile, double step) {
    return Compiled.only();
  }

  /**
   * Of the Poisson likelihood Σ(x − k·log x): ½(v − s + √((v − s)² + 4sk)).
   *
   * <p>Combettes and Pesquet, Proximal Splitting Methods in Signal Processing, 2011.
   *
   * @param v any tensor
   * @param counts k, at least 0
   * @param step s, at least 0: the factor of the penalty times the step size
   */
  public static Tensor poisson(Tensor v, Tensor counts, double step) {
    return Compiled.only();
  }

  /**
   * Projection on x ≥ 0: max(v, 0).
   *
   * <p>Parikh and Boyd, Proximal Algorithms, 2014.
   *
   * @param v any tensor
   */
  public static Tensor nonNegative(Tensor v) {
    return Compiled.only();
  }

  /**
   * Projection on min ≤ x ≤ max: min(max(v, min), max).
   *
   * <p>Parikh and Boyd, Proximal Algorithms, 2014.
   *
   * @param v any tensor
   * @param min lower end
   * @param max upper end
   */
  public static Tensor box(Tensor v, double min, double max) {
    return Compiled.only();
  }

  /**
   * Projection on the simplex x ≥ 0, Σx = sum: max(v − τ, 0), with τ found by sorting.
   *
   * <p>Held, Wolfe and Crowder, Validation of Subgradient Optimization, 1974.
   *
   * @param v any tensor
   * @param sum above 0
   */
  public static Tensor simplex(Tensor v, double sum) {
    return Compiled.only();
  }

  /**
   * Projection on ‖x‖₁ ≤ radius: sign(v)·max(|v| − τ, 0), with τ found by sorting, 0 inside.
   *
   * <p>Duchi et al., Efficient Projections onto the ℓ1-Ball for Learning in High Dimensions, 2008.
   *
   * @param v any tensor
   * @param radius above 0
   */
  public static Tensor l1Ball(Tensor v, double radius) {
    return Compiled.only();
  }

  /**
   * Projection on ‖x‖₂ ≤ radius, all elements together: v·min(1, radius/‖v‖₂).
   *
   * <p>Parikh and Boyd, Proximal Algorithms, 2014.
   *
   * @param v any tensor
   * @param radius above 0
   */
  public static Tensor l2Ball(Tensor v, double radius) {
    return Compiled.only();
  }

  /**
   * Projection on ‖xᵢ‖₂ ≤ radius for the slices along an axis: vᵢ·min(1, radius/‖vᵢ‖₂).
   *
   * <p>Srebro and Shraibman, Rank, Trace-Norm and Max-Norm, 2005.
   *
   * @param v any tensor
   * @param radius above 0
   * @param axis axis whose index numbers the groups; a negative one counts from the end
   */
  public static Tensor maxNorm(Tensor v, double radius, int axis) {
    return Compiled.only();
  }

  /**
   * Projection on min ≤ ‖xᵢ‖₂ ≤ max for the slices along an axis: vᵢ·min(max(‖vᵢ‖₂, min),
   * max)/‖vᵢ‖₂; a slice that is 0 gets equal elements.
   *
   * <p>Peer: {@code keras.constraints.MinMaxNorm}.
   *
   * @param v any tensor
   * @param min at least 0
   * @param max at least min
   * @param axis axis whose index numbers the groups; a negative one counts from the end
   */
  public static Tensor minMaxNorm(Tensor v, double min, double max, int axis) {
    return Compiled.only();
  }

  /**
   * Projection on ‖xᵢ‖₂ = 1 for the slices along an axis: vᵢ/‖vᵢ‖₂; a slice that is 0 gets equal
   * elements.
   *
   * <p>Peer: {@code keras.constraints.UnitNorm}.
   *
   * @param v any tensor
   * @param axis axis whose index numbers the groups; a negative one counts from the end
   */
  public static Tensor unitNorm(Tensor v, int axis) {
    return Compiled.only();
  }

  /**
   * Projection on ‖x‖₀ ≤ k: the k elements of largest size stay, the others become 0; of equal ones
   * those further behind stay.
   *
   * <p>Blumensath and Davies, Iterative Hard Thresholding for Compressed Sensing, 2009.
   *
   * @param v any tensor
   * @param count k, at least 0
   */
  public static Tensor l0Ball(Tensor v, int count) {
    return Compiled.only();
  }

  /**
   * Projection on ⟨a, x⟩ ≤ b: v − a·max(0, ⟨a, v⟩ − b)/‖a‖².
   *
   * <p>Parikh and Boyd, Proximal Algorithms, 2014.
   *
   * @param v any tensor
   * @param normal a, of the shape of v, not 0
   * @param bound b
   */
  public static Tensor halfSpace(Tensor v, Tensor normal, double bound) {
    return Compiled.only();
  }

  /**
   * Projection on ⟨a, x⟩ = b: v − a·(⟨a, v⟩ − b)/‖a‖².
   *
   * <p>Parikh and Boyd, Proximal Algorithms, 2014.
   *
   * @param v any tensor
   * @param normal a, of the shape of v, not 0
   * @param value b
   */
  public static Tensor hyperplane(Tensor v, Tensor normal, double value) {
    return Compiled.only();
  }
}
