package io.tikhonov.runtime.solve;

/** The duality gap of a linear model, by the best bound that is known for its loss. */
final class Certificate {

  /** Gaps are relative to |F|, or to this part of the first |f| where F nearly vanishes. */
  private static final double LEAST_PART = 1e-6;

  /** ℓᵢ' at w = 0 with the intercept that is best there, if f is quadratic; otherwise empty. */
  private final double[] slopeAtZero;

  /** ½Σ ℓᵢ'²/ℓᵢ'' there; ∞ if it is none. */
  private final double atInfinity;

  /** By coordinate, what f is more convex than a straight line; empty if that is not known. */
  private final double[] convexity;

  private final double[] rest;
  private double reference;

  // For the penalty under way.
  private Blocks blocks;
  private DualityGap gap;
  private DualityGap convexGap;

  /** For a loss of which nothing is known. */
  Certificate() {
    slopeAtZero = new double[0];
    atInfinity = Double.POSITIVE_INFINITY;
    convexity = new double[0];
    rest = convexity;
  }

  /**
   * For a quadratic f.
   *
   * @param centred whether there is an intercept
   * @param zero where all parameters are 0
   * @param convexity what {@link WorkingGram#convexity} says, or nothing
   */
  Certificate(boolean centred, Point zero, double[] convexity) {
    double weight = centred ? Vectors.sum(zero.curvature) : 0;
    double shift = weight > 0 ? -Vectors.sum(zero.slope) / weight : 0;
    slopeAtZero = new double[zero.slope.length];
    double sum = 0;
    for (int i = 0; i < slopeAtZero.length; i++) {
      double c = zero.curvature[i];
      slopeAtZero[i] = zero.slope[i] + c * shift;
      sum += slopeAtZero[i] == 0 ? 0 : 0.5 * slopeAtZero[i] * slopeAtZero[i] / c;
    }
    atInfinity = sum;
    this.convexity = Vectors.sum(convexity) > 0 ? convexity : new double[0];
    rest = new double[this.convexity.length];
  }

  /** Takes a penalty. */
  void load(Blocks newBlocks) {
    blocks = newBlocks;
    gap = new DualityGap(blocks);
    convexGap = convexity.length > 0 ? new DualityGap(blocks.withRidge(convexity)) : null;
  }

  /** What a gap at a point is divided by. */
  double scale(double smooth, double objective) {
    if (reference == 0) {
      reference = Math.abs(smooth);
    }
    return Math.max(Math.abs(objective), Math.max(LEAST_PART * reference, Double.MIN_NORMAL));
  }

  /**
   * How far F is at most above its minimum.
   *
   * @param enough below which a sharper bound does not matter
   */
  double gap(Point at, double enough) {
    double intercept = Math.abs(at.interceptSlope) * (1 + Math.abs(at.b));
    double bound = Double.POSITIVE_INFINITY;
    if (convexGap != null) {
      for (int j = 0; j < rest.length; j++) {
        rest[j] = at.gradient[j] - convexity[j] * at.w[j];
      }
      bound = convexGap.plain(at.w, rest) + intercept;
    }
    if (bound > enough) {
      double other = gap.compute(at.w, at.gradient, at.smooth, intercept, quadratic(at));
      bound = Math.min(bound, other);
    }
    return bound;
  }

  /** Scalars of a quadratic f around w = 0 with the intercept that is best there, or null. */
  private DualityGap.Quadratic quadratic(Point at) {
    if (atInfinity == Double.POSITIVE_INFINITY) {
      return null;
    }
    double linear = 0;
    double square = 0;
    for (int i = 0; i < slopeAtZero.length; i++) {
      double c = at.curvature[i];
      if (c > 0) {
        double move = (at.slope[i] - slopeAtZero[i]) / c;
        linear += slopeAtZero[i] * move;
        square += 0.5 * c * move * move;
      }
    }
    return new DualityGap.Quadratic(linear, square, atInfinity);
  }
}
