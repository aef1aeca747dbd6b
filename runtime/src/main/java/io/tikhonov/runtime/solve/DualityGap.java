package io.tikhonov.runtime.solve;

/**
 * How far F(w, b) = f(w, b) + R(w) is at most above its minimum, from the slopes θᵢ = ℓᵢ'(ηᵢ) of
 * the rows as a dual point, with g = Xᵀθ.
 *
 * <p>By Fenchel and Young Σ ℓᵢ(ηᵢ) + ℓᵢ*(θᵢ) = ⟨η, θ⟩, so that the gap is ⟨w, g⟩ + R(w) + R*(−g).
 * Where R* is infinite (a pure 1-norm, |gⱼ| &gt; l1ⱼ) the dual point is scaled down to s·θ. Its
 * f*(sθ) is known exactly for a quadratic f; otherwise it is at most s·f*(θ) − (1 − s)·inf f by
 * convexity, where inf f is taken to be 0 for a loss that is not negative at w, and 2f(w) for one
 * that is. As s tends to 1 the bound does not matter.
 *
 * <p>Where f − ½Σμⱼwⱼ² is known to be convex, that part may be counted as penalty: the dual point
 * of the sum divided in this way gives a gap that is finite and of second order in the violation of
 * the optimality conditions.
 *
 * <p>An intercept, like a coordinate without penalty and bounds, has to have no slope: θ is
 * feasible only then. What is left of its slope γ is counted as |γ|(1 + |b|), its effect within a
 * distance of 1 + |b|.
 */
final class DualityGap {

  private final Blocks blocks;

  /** The part of the gap that needs no scaling: everything but f. */
  private double penalty;

  private double conjugate;
  private double product;
  private double remainder;
  private double[] u = {};
  private double[] z = {};

  DualityGap(Blocks blocks) {
    this.blocks = blocks;
    int most = 0;
    for (int[] members : blocks.groups) {
      most = Math.max(most, members.length);
    }
    u = new double[most];
    z = new double[most];
  }

  /** Scalars of a quadratic f = f₀ + Σ dᵢηᵢ + ½cᵢηᵢ². */
  record Quadratic(double linear, double square, double atInfinity) {}

  /**
   * The gap.
   *
   * @param f the smooth part
   * @param intercept its slope times 1 + |b|, at least 0
   * @param quadratic Σ dᵢηᵢ, ½Σ cᵢηᵢ² and ½Σ dᵢ²/cᵢ, or null if f is not quadratic
   * @return at least 0; ∞ if nothing is known
   */
  double compute(double[] w, double[] g, double f, double intercept, Quadratic quadratic) {
    sum(w, g, 1);
    double plain = product + penalty + conjugate + remainder + intercept;
    double scale = scale(g);
    double best = plain;
    if (scale < 1 && scale > 0) {
      double rest = intercept + remainder;
      sum(w, g, scale);
      double scaled;
      if (quadratic != null && Double.isFinite(quadratic.atInfinity())) {
        double away = 1 - scale;
        scaled =
            (1 + scale * scale) * quadratic.square()
                + (1 - scale * away) * quadratic.linear()
                + away * away * quadratic.atInfinity();
      } else {
        scaled = (1 - scale) * (f - Math.min(0, 2 * f)) + scale * product;
      }
      best = Math.min(best, scaled + penalty + conjugate + rest);
    }
    return Double.isNaN(best) ? Double.POSITIVE_INFINITY : Math.max(0, best);
  }

  /** The gap without scaling, for an intercept that is optimal. */
  double plain(double[] w, double[] g) {
    sum(w, g, 1);
    double gap = product + penalty + conjugate + remainder;
    return Double.isNaN(gap) ? Double.POSITIVE_INFINITY : Math.max(0, gap);
  }

  /** Adds up ⟨w, g⟩, R(w) and R*(−s·g). */
  private void sum(double[] w, double[] g, double s) {
    product = 0;
    penalty = 0;
    conjugate = 0;
    remainder = 0;
    for (int j = 0; j < w.length; j++) {
      if (blocks.isFree(j)) {
        remainder += Math.abs(g[j]) * (1 + Math.abs(w[j]));
        continue;
      }
      double at = w[j];
      if (at != 0) {
        product += at * g[j];
        penalty += blocks.value(j, at);
      }
      int group = blocks.normOf(j);
      if (group < 0) {
        if (at != 0
            || Math.abs(s * g[j]) > blocks.l1[j]
            || blocks.lower[j] > 0
            || blocks.upper[j] < 0) {
          conjugate += blocks.conjugate(j, -s * g[j]);
        }
      } else if (blocks.groups[group][0] == j) {
        int[] members = blocks.groups[group];
        for (int k = 0; k < members.length; k++) {
          u[k] = -s * g[members[k]];
        }
        conjugate += blocks.conjugate(group, u, z);
        penalty += blocks.strength[group] * Blocks.norm(members, w);
      }
    }
  }

  /** The largest factor up to 1 with which −s·g lies where R* is 0 as far as kinks matter. */
  private double scale(double[] g) {
    double scale = 1;
    for (int j = 0; j < g.length; j++) {
      int group = blocks.normOf(j);
      if (group >= 0) {
        if (blocks.groups[group][0] == j) {
          scale = Math.min(scale, scale(group, g));
        }
      } else if (blocks.l1[j] > 0 && reaches(j, -g[j]) && Math.abs(g[j]) * scale > blocks.l1[j]) {
        scale = blocks.l1[j] / Math.abs(g[j]);
      }
    }
    return scale;
  }

  /** Whether the bounds let a coordinate follow a direction without end. */
  private boolean reaches(int j, double direction) {
    return Double.isInfinite(direction > 0 ? blocks.upper[j] : blocks.lower[j]);
  }

  private double scale(int group, double[] g) {
    if (!(excess(group, g, 1) > 0)) {
      return 1;
    }
    double low = 0;
    double high = 1;
    for (int i = 0; i < 60 && low < high; i++) {
      double middle = 0.5 * (low + high);
      if (excess(group, g, middle) > 0) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return low;
  }

  private double excess(int group, double[] g, double s) {
    double squares = 0;
    for (int j : blocks.groups[group]) {
      double t = Blocks.soft(-s * g[j], blocks.l1[j]);
      if (t != 0 && reaches(j, t)) {
        squares += t * t;
      }
    }
    return Math.sqrt(squares) - blocks.strength[group];
  }
}
