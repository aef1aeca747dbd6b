package io.tikhonov.runtime.solve;

import io.tikhonov.runtime.support.Memory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** An objective on the batch that is bound, as a linear model. */
final class LinearView implements LinearModel {

  /** Projections of this show where bounds are. */
  private static final double FAR = 1e100;

  private static final double BEYOND = 1e50;

  private final SolvableObjective<?> objective;
  private final Memory weights;
  private final Memory intercept;
  private final int features;
  private final int rows;

  LinearView(SolvableObjective<?> objective) {
    this.objective = objective;
    weights = objective.tensors().get(objective.coefficientsIndex());
    intercept =
        objective.interceptIndex() < 0 ? null : objective.tensors().get(objective.interceptIndex());
    features = (int) weights.length();
    rows = (int) (objective.designMemory().length() / features);
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int features() {
    return features;
  }

  @Override
  public boolean hasIntercept() {
    return intercept != null;
  }

  @Override
  public int weightParameter() {
    return objective.coefficientsIndex();
  }

  @Override
  public int interceptParameter() {
    return objective.interceptIndex();
  }

  @Override
  public Memory design() {
    return objective.designMemory();
  }

  @Override
  public boolean isQuadratic() {
    return objective.hasConstantCurvature();
  }

  @Override
  public double linearize(double[] w, double b, double[] slope, double[] curvature) {
    write(w, b);
    objective.linearize();
    objective.slopeMemory().read(slope, 0, rows);
    objective.curvaturesMemory().read(curvature, 0, rows);
    return objective.smoothPart();
  }

  @Override
  public boolean leavesTerms() {
    return true;
  }

  private void write(double[] w, double b) {
    weights.write(w, 0, features);
    if (intercept != null) {
      intercept.write(new double[] {b}, 0, 1);
    }
  }

  @Override
  public Separable penalty() {
    objective.strengths();
    double[] oneNorm = new double[features];
    double[] squares = new double[features];
    objective.oneNormMemory().read(oneNorm, 0, features);
    objective.squaresMemory().read(squares, 0, features);
    int[] group = group();
    return new Separable(oneNorm, squares, bound(-FAR), bound(FAR), group, strengths(group));
  }

  /** The group of each coefficient, numbered anew in the order in which they appear. */
  private int[] group() {
    if (objective.groupNumbersMemory() == null) {
      return new int[0];
    }
    double[] numbers = new double[features];
    objective.groupNumbersMemory().read(numbers, 0, features);
    Map<Double, Integer> found = new HashMap<>();
    int[] group = new int[features];
    for (int i = 0; i < features; i++) {
      group[i] = found.computeIfAbsent(numbers[i], number -> found.size());
    }
    return group;
  }

  private double[] strengths(int[] group) {
    if (group.length == 0) {
      return new double[0];
    }
    double[] ofElements = new double[features];
    objective.groupNormsMemory().read(ofElements, 0, features);
    double[] strength = new double[Arrays.stream(group).max().orElse(-1) + 1];
    for (int i = 0; i < features; i++) {
      strength[group[i]] = ofElements[i];
    }
    return strength;
  }

  /** Where proximal steps from far away end: at the bounds, or far away. */
  private double[] bound(double far) {
    double[] kept = new double[features];
    weights.read(kept, 0, features);
    double[] point = new double[features];
    Arrays.fill(point, far);
    weights.write(point, 0, features);
    Memory gradient = objective.gradientOf(objective.coefficientsIndex());
    gradient.ensure(features);
    gradient.zero();
    boolean[] active = new boolean[objective.tensors().size()];
    active[objective.coefficientsIndex()] = true;
    objective.proximal(active, 1);
    weights.read(point, 0, features);
    weights.write(kept, 0, features);
    for (int i = 0; i < features; i++) {
      if (Math.abs(point[i]) > BEYOND) {
        point[i] = Math.signum(far) * Double.POSITIVE_INFINITY;
      }
    }
    return point;
  }
}
