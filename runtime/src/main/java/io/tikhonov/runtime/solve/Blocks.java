package io.tikhonov.runtime.solve;

import java.util.Arrays;

/**
 * The penalty of a {@link LinearModel} by blocks, each a single coordinate or a group: values, the
 * minimiser of a penalised quadratic function, and the convex conjugate.
 *
 * <p>On a block the penalty is Σ l1ⱼ|zⱼ| + ½l2ⱼzⱼ² + σ‖z‖ within the bounds. The minimiser of Σ
 * ½a·zⱼ² − uⱼzⱼ plus penalty satisfies, with r = ‖z‖, zⱼ = clip(soft(uⱼ, l1ⱼ)/(a + l2ⱼ + σ/r)). The
 * norm of the right side divided by r decreases in r, so that a single root is to be found.
 */
final class Blocks {

  private static final int BISECTIONS = 200;

  final int size;
  final double[] l1;
  final double[] l2;
  final double[] lower;
  final double[] upper;

  /** The coordinates of each group of two or more. */
  final int[][] groups;

  /** Their strengths. */
  final double[] strength;

  /** The group of a coordinate, or −1. */
  final int[] groupOf;

  Blocks(LinearModel.Separable penalty) {
    size = penalty.l1.length;
    l1 = penalty.l1.clone();
    l2 = penalty.l2;
    lower = penalty.lower;
    upper = penalty.upper;
    groupOf = new int[size];
    Arrays.fill(groupOf, -1);
    int[] counts = new int[penalty.strength.length];
    for (int group : penalty.group) {
      counts[group]++;
    }
    int[] number = new int[counts.length];
    int kept = 0;
    for (int group = 0; group < counts.length; group++) {
      number[group] = counts[group] > 1 ? kept++ : -1;
    }
    groups = new int[kept][];
    strength = new double[kept];
    int[] filled = new int[kept];
    for (int j = 0; j < penalty.group.length; j++) {
      int group = penalty.group[j];
      int to = number[group];
      if (to >= 0) {
        if (groups[to] == null) {
          groups[to] = new int[counts[group]];
          strength[to] = penalty.strength[group];
        }
        groups[to][filled[to]++] = j;
        groupOf[j] = to;
      } else if (counts[group] == 1) {
        l1[j] += penalty.strength[group]; // the norm of a single number is its absolute value
      }
    }
  }

  private Blocks(Blocks other, double[] moreRidge) {
    size = other.size;
    l1 = other.l1;
    l2 = new double[size];
    for (int j = 0; j < size; j++) {
      l2[j] = other.l2[j] + moreRidge[j];
    }
    lower = other.lower;
    upper = other.upper;
    groups = other.groups;
    strength = other.strength;
    groupOf = other.groupOf;
  }

  /** The same penalty with Σ ½·more·w² in addition. */
  Blocks withRidge(double[] more) {
    return new Blocks(this, more);
  }

  /** u beyond a threshold, 0 within it. */
  static double soft(double u, double threshold) {
    return u > threshold ? u - threshold : u < -threshold ? u + threshold : 0;
  }

  double clip(int j, double z) {
    return Math.min(Math.max(z, lower[j]), upper[j]);
  }

  /** How strong the penalty is in all, for the comparison with another one of its kind. */
  double size() {
    return Vectors.sum(l1) + Vectors.sum(l2) + Vectors.sum(strength);
  }

  /** Whether a point is within the bounds. */
  boolean contains(double[] w) {
    for (int j = 0; j < size; j++) {
      if (!(w[j] >= lower[j] && w[j] <= upper[j])) {
        return false;
      }
    }
    return true;
  }

  /** Moves a point to the nearest one within the bounds. */
  void project(double[] w) {
    for (int j = 0; j < size; j++) {
      w[j] = clip(j, w[j]);
    }
  }

  /** The group whose norm a coordinate is part of, or −1: one of strength 0 does not count. */
  int normOf(int j) {
    int group = groupOf[j];
    return group >= 0 && strength[group] > 0 ? group : -1;
  }

  /** Whether a coordinate is free of everything: it has to have no slope, like an intercept. */
  boolean isFree(int j) {
    return l1[j] == 0
        && l2[j] == 0
        && normOf(j) < 0
        && lower[j] == Double.NEGATIVE_INFINITY
        && upper[j] == Double.POSITIVE_INFINITY;
  }

  private boolean isUnbounded(int j) {
    return lower[j] == Double.NEGATIVE_INFINITY && upper[j] == Double.POSITIVE_INFINITY;
  }

  /** The penalty at w, bounds aside. */
  double value(double[] w) {
    double sum = 0;
    for (int j = 0; j < size; j++) {
      if (w[j] != 0) {
        sum += value(j, w[j]);
      }
    }
    for (int group = 0; group < groups.length; group++) {
      sum += strength[group] * norm(groups[group], w);
    }
    return sum;
  }

  /** The separable part of the penalty of one coordinate. */
  double value(int j, double z) {
    return z == 0 ? 0 : l1[j] * Math.abs(z) + 0.5 * l2[j] * z * z;
  }

  static double norm(int[] members, double[] w) {
    double squares = 0;
    for (int j : members) {
      squares += w[j] * w[j];
    }
    return Math.sqrt(squares);
  }

  /** The minimiser of ½a·z² − u·z plus penalty for a coordinate outside of groups. */
  double minimiser(int j, double u, double a, double present) {
    double t = soft(u, l1[j]);
    double curvature = a + l2[j];
    if (t == 0) {
      boolean indifferent = curvature == 0 && l1[j] == 0;
      return clip(j, indifferent ? present : 0);
    }
    return clip(j, t / curvature);
  }

  /**
   * The minimiser of Σ ½a·zⱼ² − uⱼzⱼ plus penalty for a group.
   *
   * @param u by place in the group
   * @param z gets the minimiser, by place in the group
   * @return its norm; ∞ if there is no minimiser
   */
  double minimiser(int group, double[] u, double a, double[] z) {
    int[] members = groups[group];
    double sigma = strength[group];
    double squares = 0;
    boolean zeroFits = true;
    boolean plain = true;
    double ridge = l2[members[0]];
    for (int i = 0; i < members.length; i++) {
      int j = members[i];
      double t = soft(u[i], l1[j]);
      if (t > 0 ? upper[j] > 0 : lower[j] < 0) {
        squares += t * t;
      }
      zeroFits &= lower[j] <= 0 && upper[j] >= 0;
      plain &= isUnbounded(j) && l2[j] == ridge;
    }
    double size = Math.sqrt(squares);
    if (zeroFits && size <= sigma) {
      Arrays.fill(z, 0, members.length, 0);
      return 0;
    }
    if (plain) {
      double factor = (1 - sigma / size) / (a + ridge);
      for (int i = 0; i < members.length; i++) {
        z[i] = soft(u[i], l1[members[i]]) * factor;
      }
      return size * factor;
    }
    double r = root(members, sigma, u, a, z, Math.max(size, 1e-300));
    fill(members, sigma, u, a, r, z);
    return r;
  }

  /** Where the norm of the point that belongs to r is r itself. */
  private double root(int[] members, double sigma, double[] u, double a, double[] z, double start) {
    double low = start;
    double high = start;
    while (fill(members, sigma, u, a, high, z) > high) {
      high *= 16;
      if (high > 1e200) {
        return Double.POSITIVE_INFINITY;
      }
    }
    while (fill(members, sigma, u, a, low, z) < low && low > 1e-290) {
      low /= 16;
    }
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = Math.sqrt(low) * Math.sqrt(high);
      if (!(middle > low && middle < high)) {
        break;
      }
      if (fill(members, sigma, u, a, middle, z) > middle) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** The point that belongs to r; returns its norm. */
  private double fill(int[] members, double sigma, double[] u, double a, double r, double[] z) {
    double squares = 0;
    for (int i = 0; i < members.length; i++) {
      int j = members[i];
      double t = soft(u[i], l1[j]);
      double curvature = a + l2[j] + sigma / r;
      z[i] = clip(j, t == 0 ? 0 : t / curvature);
      squares += z[i] * z[i];
    }
    return Math.sqrt(squares);
  }

  /** sup over z of v·z less the penalty, for a coordinate outside of groups; may be ∞. */
  double conjugate(int j, double v) {
    double t = soft(v, l1[j]);
    double z = clip(j, t == 0 ? 0 : t / l2[j]);
    return Double.isInfinite(z) ? Double.POSITIVE_INFINITY : v * z - value(j, z);
  }

  /** The same for a group, v and the scratch z by place in it. */
  double conjugate(int group, double[] v, double[] z) {
    double r = minimiser(group, v, 0, z);
    if (!(r < Double.POSITIVE_INFINITY)) {
      return Double.POSITIVE_INFINITY;
    }
    int[] members = groups[group];
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < members.length; i++) {
      sum += v[i] * z[i] - value(members[i], z[i]);
      squares += z[i] * z[i];
    }
    return sum - strength[group] * Math.sqrt(squares);
  }
}
