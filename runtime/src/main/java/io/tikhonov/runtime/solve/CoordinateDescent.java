package io.tikhonov.runtime.solve;

import io.tikhonov.runtime.support.Workers;
import java.util.Arrays;

/**
 * Newton's method on f with coordinate descent on the penalised quadratic model, for one linear
 * model under penalties that change: regularization paths.
 *
 * <p>The intercept is eliminated: columns are centred with the weights of the rows. Coordinates
 * come into a working set when the strong rule of the last solution lets them (Tibshirani et al.,
 * Strong rules for discarding predictors in lasso-type problems, 2012) or the optimality conditions
 * do not hold, which is checked for all of them before an answer is given. Solutions move nearly in
 * straight lines as the factor of a penalty falls, so that the next one is sought where the last
 * two point to.
 */
final class CoordinateDescent implements AutoCloseable {

  /** How far slopes may move from where they are predicted, as a part of the way to there. */
  private static final double SHARE_OF_PREDICTION = 0.5;

  /** Predictions go at most so many times as far as the last solution did. */
  private static final double FARTHEST = 2;

  final LinearModel model;
  private final WorkingSet set;
  private final NewtonSteps steps;

  /** The last solution and the one before, if they are of a path; and the point under way. */
  private Point last;

  private Point beforeLast;
  private Point present;
  private Blocks lastBlocks;
  private Blocks blocksBeforeLast;

  /**
   * What was found.
   *
   * @param objective F
   * @param gap the duality gap, relative to |F|
   * @param iterations Newton steps
   * @param reason why it ended, in words that follow "it ended because"
   */
  record Result(double objective, double gap, int iterations, boolean converged, String reason) {}

  /**
   * A solver for a model, whose design matrix must not change meanwhile.
   *
   * @throws ArithmeticException if f is not finite at 0 and quadratic
   */
  CoordinateDescent(LinearModel model, Workers workers) {
    this.model = model;
    set = new WorkingSet(model, workers);
    last = new Point(model.rows(), model.features());
    beforeLast = new Point(model.rows(), model.features());
    present = new Point(model.rows(), model.features());
    boolean done = false;
    try {
      steps = model.isQuadratic() ? quadratic() : general();
      done = true;
    } finally {
      if (!done) {
        set.close();
      }
    }
  }

  private NewtonSteps general() {
    return new NewtonSteps(model, set, new Certificate());
  }

  /** Second derivatives do not change, and those of all coordinates say how convex f is. */
  private NewtonSteps quadratic() {
    double smooth = model.linearize(present.w, 0, present.slope, present.curvature);
    requireFinite(smooth);
    set.weigh(present.curvature);
    set.computeAll();
    double[] convexity = set.gram.hasAll() ? set.gram.convexity() : new double[0];
    Certificate certificate = new Certificate(set.centred, present, convexity);
    certificate.scale(smooth, smooth); // gaps are relative to f at 0 where F vanishes
    return new NewtonSteps(model, set, certificate);
  }

  /**
   * Minimises under the model's penalty at its present factors.
   *
   * @param w the start; gets the solution
   * @param b the same for the intercept, one element; unused without one
   * @param tolerance for the relative duality gap
   * @throws ArithmeticException if f is not finite at the start
   */
  Result solve(double[] w, double[] b, double tolerance, int maxIterations) {
    return solve(w, b, tolerance, maxIterations, (objective, gap) -> {});
  }

  /** The same with a listener. */
  Result solve(
      double[] w, double[] b, double tolerance, int maxIterations, NewtonSteps.Listener listener) {
    return solve(new Blocks(model.penalty()), w, b, tolerance, maxIterations, listener);
  }

  private Result solve(
      Blocks blocks,
      double[] w,
      double[] b,
      double tolerance,
      int maxIterations,
      NewtonSteps.Listener listener) {
    blocks.project(w);
    boolean continues = lastBlocks != null && last.isAt(w, b[0]);
    double share = 0;
    if (!continues) {
      lastBlocks = null;
      start(w, b[0]);
    } else if (blocksBeforeLast != null && predict(blocks)) {
      share = SHARE_OF_PREDICTION;
    } else {
      present.set(last);
      share = 1;
    }
    Blocks before = continues ? lastBlocks : blocks;
    Result result =
        steps.minimise(blocks, before, share, present, tolerance, maxIterations, listener);
    Vectors.copy(present.w, w);
    b[0] = present.b;
    blocksBeforeLast = lastBlocks;
    lastBlocks = result.converged() ? blocks : null;
    Point kept = beforeLast;
    beforeLast = last;
    last = present;
    present = kept;
    return result;
  }

  private void start(double[] w, double b) {
    Vectors.copy(w, present.w);
    present.b = b;
    steps.linearize(present);
    requireFinite(present.smooth);
    set.differentiate(present);
  }

  private static void requireFinite(double smooth) {
    if (!Double.isFinite(smooth)) {
      throw new ArithmeticException(
          "The smooth part of the objective is "
              + smooth
              + " at the start of the solver. Look for NaN in the data, for logarithms and"
              + " quotients at 0, and at the scale of the features.");
    }
  }

  /**
   * Goes where the solution is to be expected from the last two.
   *
   * @return false if the last solution is better
   */
  private boolean predict(Blocks blocks) {
    double t =
        (position(blocks) - position(lastBlocks))
            / (position(lastBlocks) - position(blocksBeforeLast));
    if (!(t > 0 && t <= FARTHEST)) {
      return false;
    }
    present.extrapolate(beforeLast, last, t);
    if (!model.isQuadratic()) {
      for (int j = 0; j < present.w.length; j++) {
        if (present.w[j] * last.w[j] <= 0) {
          present.w[j] = 0;
        }
      }
      blocks.project(present.w);
      steps.linearize(present);
      set.differentiate(present);
    } else if (!blocks.contains(present.w)) {
      return false;
    }
    double objective = present.smooth + blocks.value(present.w);
    return objective < last.smooth + blocks.value(last.w);
  }

  /**
   * Where a penalty is on a path, so that solutions go nearly in straight lines: those of a
   * quadratic f under 1-norms do with the factor, those of other losses rather with its logarithm.
   */
  private double position(Blocks blocks) {
    return model.isQuadratic() ? blocks.size() : Math.log(blocks.size());
  }

  /**
   * The gradient where all coordinates with a penalty that {@code held} tells of are 0 and the
   * others are optimal.
   *
   * @param w gets that point
   */
  double[] gradientWithout(
      boolean[] held, double[] w, double[] b, double tolerance, int maxIterations) {
    LinearModel.Separable penalty = model.penalty();
    double[] lower = penalty.lower.clone();
    double[] upper = penalty.upper.clone();
    for (int j = 0; j < held.length; j++) {
      if (held[j]) {
        lower[j] = 0;
        upper[j] = 0;
      }
    }
    Arrays.fill(w, 0);
    Blocks blocks =
        new Blocks(
            new LinearModel.Separable(
                penalty.l1, penalty.l2, lower, upper, penalty.group, penalty.strength));
    solve(blocks, w, b, tolerance, maxIterations, (objective, gap) -> {});
    lastBlocks = null;
    return last.gradient.clone();
  }

  /** The number of evaluations of f with its derivatives. */
  long evaluations() {
    return steps.evaluations();
  }

  @Override
  public void close() {
    set.close();
  }
}
