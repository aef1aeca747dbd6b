package io.tikhonov.runtime.solve;

import java.util.Arrays;

/**
 * Cyclic coordinate descent on a quadratic function plus penalty over a working set, with
 * Anderson's extrapolation of the sweeps.
 *
 * <p>Everything about the quadratic function follows from a vector, the state, that is an affine
 * function of the point: what its gradient has changed by, or the slopes of the rows. Groups are
 * taken as a whole, by steps with a bound on the largest eigenvalue of their block. An extrapolated
 * point is taken only if the objective is lower there (Bertrand and Massias, Anderson acceleration
 * of coordinate descent, 2021).
 */
abstract class Descent {

  /** Sweeps from which a point is extrapolated. */
  static final int MEMORY = 5;

  private static final int MOST_SWEEPS = 10_000;
  private static final int GROUP_STEPS = 20;

  /** Steps on a group end when they have become so much shorter than the first one. */
  private static final double GROUP_ACCURACY = 1e-3;

  /** The working set: features, the members of a group next to each other. */
  int[] order = {};

  int count;

  /** The point, by place in the working set. */
  double[] w = {};

  private Blocks blocks;
  private double[] l1 = {};
  private double[] squares = {};
  private double[] inverse = {};
  private double[] curvature = {};
  private double[] lower = {};
  private double[] upper = {};

  /** The group of each place, or −1. */
  private int[] group = {};

  private double[][] groupMatrix = {};
  private double[] bound = {};

  /** The last points; those who extend this class keep the states that belong to them. */
  private final double[][] points = new double[MEMORY + 1][0];

  private int kept;

  private double[] u = {};
  private double[] z = {};
  private double[] local = {};

  /** The derivative of the quadratic function by the coordinate at a place. */
  abstract double slope(int i);

  /** Its second derivative. */
  abstract double square(int i);

  /** The mixed second derivatives of neighbouring places, row by row. */
  abstract double[] matrix(int from, int size);

  /** Has the state follow a step, at the latest when {@link #settle} is called. */
  abstract void move(int i, double step);

  /** Has all of the state follow the steps so far. */
  abstract void settle();

  /** Keeps the state as that of a number from 0 to {@link #MEMORY}. */
  abstract void keepState(int number);

  /** Puts Σ factorₐ·stateₐ₊₁ into the state kept as number 0. */
  abstract void combineStates(double[] factors);

  /** Goes back to the state kept as number 0. */
  abstract void takeState();

  /** The change of the quadratic function from here to a point whose state is number 0. */
  abstract double change(double[] point);

  /** Takes the penalty for the working set as it is now. */
  final void load(Blocks newBlocks) {
    blocks = newBlocks;
    if (l1.length < count) {
      int room = Math.max(count, 2 * l1.length);
      l1 = new double[room];
      squares = new double[room];
      inverse = new double[room];
      curvature = new double[room];
      lower = new double[room];
      upper = new double[room];
      group = new int[room];
    }
    for (int i = 0; i < count; i++) {
      int j = order[i];
      l1[i] = blocks.l1[j];
      squares[i] = square(i);
      curvature[i] = squares[i] + blocks.l2[j];
      inverse[i] = curvature[i] > 0 ? 1 / curvature[i] : 0;
      lower[i] = blocks.lower[j];
      upper[i] = blocks.upper[j];
      group[i] = blocks.groupOf[j];
    }
    if (blocks.groups.length > 0) {
      loadGroups();
    }
  }

  private void loadGroups() {
    int most = 0;
    bound = new double[blocks.groups.length];
    groupMatrix = new double[blocks.groups.length][];
    for (int i = 0; i < count; i += size(i)) {
      if (group[i] >= 0) {
        int size = size(i);
        groupMatrix[group[i]] = matrix(i, size);
        bound[group[i]] = Eigenvalues.bound(groupMatrix[group[i]], size);
        most = Math.max(most, size);
      }
    }
    u = new double[most];
    z = new double[most];
    local = new double[most];
  }

  private int size(int place) {
    return group[place] < 0 ? 1 : blocks.groups[group[place]].length;
  }

  /**
   * Sweeps until a sweep lowers the objective by less than a target.
   *
   * @param share another target, as a part of what the first sweep did
   */
  final void descend(double target, double share) {
    kept = 0;
    double first = 0;
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      double decrease = sweep();
      first = Math.max(first, decrease);
      if (!(decrease > Math.max(target, share * first))) {
        return;
      }
      remember();
      if (kept > MEMORY) {
        extrapolate();
        kept = 0;
      }
    }
  }

  /** One pass; returns about twice the decrease of the objective. */
  private double sweep() {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      if (group[i] >= 0) {
        int size = size(i);
        sum += groupStep(i, size);
        i += size - 1;
        continue;
      }
      double present = w[i];
      double step = minimiser(i, present) - present;
      if (step != 0) {
        w[i] = present + step;
        sum += curvature[i] * step * step;
        move(i, step);
      }
    }
    settle();
    return sum;
  }

  private double minimiser(int i, double present) {
    double t = Blocks.soft(squares[i] * present - slope(i), l1[i]);
    if (inverse[i] == 0 && l1[i] == 0) {
      return present;
    }
    return Math.min(Math.max(t == 0 ? 0 : t * inverse[i], lower[i]), upper[i]);
  }

  private double groupStep(int from, int size) {
    int number = group[from];
    double[] matrix = groupMatrix[number];
    double a = bound[number];
    for (int i = 0; i < size; i++) {
      local[i] = slope(from + i);
    }
    double[] before = Arrays.copyOfRange(w, from, from + size);
    double first = 0;
    for (int round = 0; round < GROUP_STEPS; round++) {
      for (int i = 0; i < size; i++) {
        u[i] = a * w[from + i] - local[i];
      }
      blocks.minimiser(number, u, a, z);
      double squares = 0;
      for (int i = 0; i < size; i++) {
        double step = z[i] - w[from + i];
        if (step != 0) {
          squares += step * step;
          w[from + i] = z[i];
          for (int k = 0; k < size; k++) {
            local[k] += step * matrix[i * size + k];
          }
        }
      }
      first = Math.max(first, squares);
      if (!(squares > GROUP_ACCURACY * GROUP_ACCURACY * first)) {
        break;
      }
    }
    double sum = 0;
    for (int i = 0; i < size; i++) {
      double step = w[from + i] - before[i];
      if (step != 0) {
        sum += (a + blocks.l2[order[from + i]]) * step * step;
        move(from + i, step);
      }
    }
    return sum;
  }

  private void remember() {
    if (points[kept].length < count) {
      points[kept] = new double[l1.length];
    }
    System.arraycopy(w, 0, points[kept], 0, count);
    keepState(kept);
    kept++;
  }

  /**
   * Combines the kept points, with coefficients that add up to 1, so that the combination of their
   * steps is least, and goes there if the objective is lower.
   */
  private void extrapolate() {
    double[][] system = new double[MEMORY][MEMORY + 1];
    double trace = 0;
    for (int a = 0; a < MEMORY; a++) {
      for (int b = 0; b <= a; b++) {
        system[a][b] = stepProduct(a, b);
        system[b][a] = system[a][b];
      }
      trace += system[a][a];
      system[a][MEMORY] = 1;
    }
    for (int a = 0; a < MEMORY; a++) {
      system[a][a] += 1e-13 * trace;
    }
    double[] c = LinearSystem.solve(system);
    if (c == null) {
      return;
    }
    double total = Vectors.sum(c);
    if (!Double.isFinite(total) || total == 0) {
      return;
    }
    // The first point is no longer needed: it becomes the combination of the others.
    for (int a = 0; a < MEMORY; a++) {
      c[a] /= total;
    }
    combine(c, points, count);
    combineStates(c);
    double[] point = points[0];
    for (int i = 0; i < count; i++) {
      if (!(point[i] >= lower[i] && point[i] <= upper[i])) {
        return;
      }
    }
    if (change(point) + penaltyChange(point) < 0) {
      System.arraycopy(point, 0, w, 0, count);
      takeState();
    }
  }

  /** Puts Σ factorₐ·vectorₐ₊₁ into vector 0. */
  static void combine(double[] factors, double[][] vectors, int size) {
    double[] result = vectors[0];
    Arrays.fill(result, 0, size, 0);
    for (int a = 0; a < MEMORY; a++) {
      double[] vector = vectors[a + 1];
      for (int i = 0; i < size; i++) {
        result[i] += factors[a] * vector[i];
      }
    }
  }

  private double stepProduct(int a, int b) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += (points[a + 1][i] - points[a][i]) * (points[b + 1][i] - points[b][i]);
    }
    return sum;
  }

  private double penaltyChange(double[] point) {
    double sum = 0;
    for (int i = 0; i < count; i += size(i)) {
      for (int k = i; k < i + size(i); k++) {
        if (point[k] != w[k]) {
          sum += blocks.value(order[k], point[k]) - blocks.value(order[k], w[k]);
        }
      }
      if (group[i] >= 0) {
        sum += blocks.strength[group[i]] * (norm(point, i) - norm(w, i));
      }
    }
    return sum;
  }

  private double norm(double[] values, int from) {
    double squares = 0;
    for (int i = from; i < from + size(from); i++) {
      squares += values[i] * values[i];
    }
    return Math.sqrt(squares);
  }
}
