package io.tikhonov.runtime.solve;

/**
 * The least factor r for which 0 solves the coordinates that penalties act on, where a penalty is
 * its fixed part plus r times the rest: the largest one over all blocks, in closed form for single
 * coordinates.
 */
final class ZeroFactor {

  private static final int BISECTIONS = 200;
  private static final double MOST = 1e200;

  private final Blocks fixed;
  private final Blocks moving;

  /**
   * For two values of the penalty.
   *
   * @param without at factor 0
   * @param with at factor 1
   */
  ZeroFactor(LinearModel.Separable without, LinearModel.Separable with) {
    fixed = new Blocks(without);
    moving = new Blocks(with);
  }

  /** Whether a factor acts on a coordinate. */
  boolean[] penalised() {
    boolean[] result = new boolean[fixed.size];
    for (int j = 0; j < result.length; j++) {
      int group = fixed.groupOf[j];
      result[j] =
          moving.l1[j] > fixed.l1[j]
              || moving.l2[j] > fixed.l2[j]
              || (group >= 0 && moving.strength[group] > fixed.strength[group]);
    }
    return result;
  }

  /** The factor for a gradient of f at 0; ∞ if there is none. */
  double factor(double[] gradient) {
    boolean[] held = penalised();
    double factor = 0;
    for (int j = 0; j < held.length; j++) {
      if (held[j] && fixed.groupOf[j] < 0) {
        factor = Math.max(factor, single(j, -gradient[j]));
      }
    }
    for (int group = 0; group < fixed.groups.length; group++) {
      if (held[fixed.groups[group][0]]) {
        factor = Math.max(factor, group(group, gradient));
      }
    }
    return factor;
  }

  private double threshold(int j, double factor) {
    return fixed.l1[j] + factor * (moving.l1[j] - fixed.l1[j]);
  }

  private boolean leads(int j, double direction) {
    return direction > 0 ? fixed.upper[j] > 0 : direction < 0 && fixed.lower[j] < 0;
  }

  private double single(int j, double direction) {
    double excess = Math.abs(direction) - fixed.l1[j];
    if (excess <= 0 || !leads(j, direction)) {
      return 0;
    }
    return excess / (moving.l1[j] - fixed.l1[j]);
  }

  private boolean leaves(int group, double[] gradient, double factor) {
    double squares = 0;
    for (int j : fixed.groups[group]) {
      double t = Blocks.soft(-gradient[j], threshold(j, factor));
      if (leads(j, t)) {
        squares += t * t;
      }
    }
    double strength = fixed.strength[group];
    return Math.sqrt(squares) > strength + factor * (moving.strength[group] - strength);
  }

  private double group(int group, double[] gradient) {
    if (!leaves(group, gradient, 0)) {
      return 0;
    }
    double high = 1;
    while (leaves(group, gradient, high)) {
      high *= 4;
      if (high > MOST) {
        return Double.POSITIVE_INFINITY;
      }
    }
    double low = 0;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = 0.5 * (low + high);
      if (middle <= low || middle >= high) {
        break;
      }
      if (leaves(group, gradient, middle)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
