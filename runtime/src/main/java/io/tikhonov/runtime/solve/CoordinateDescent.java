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
 * do not hold, which is checked for all of them before an answer is given.
 */
abstract class CoordinateDescent implements AutoCloseable {

  /** Certificates are relative to |F|, or to this part of the first |f| where F nearly vanishes. */
  private static final double LEAST_PART = 1e-6;

  final LinearModel model;
  final WorkingSet set;

  /** ℓᵢ' and ℓᵢ'' at the point evaluated last. */
  final double[] slope;

  final double[] curvature;

  /** The penalty of the last solution whose gradient is still there, or null. */
  private Blocks last;

  /** The point at which f and its whole gradient were evaluated last. */
  private double[] knownPoint = {};

  private double knownIntercept;

  private double reference;
  private Listener listener = (objective, gap) -> {};
  private long evaluations;

  /**
   * What was found.
   *
   * @param objective F
   * @param gap the duality gap, relative to |F|
   * @param iterations Newton steps, or rounds of screening for a quadratic f
   * @param reason why it ended, in words that follow "it ended because"
   */
  record Result(double objective, double gap, int iterations, boolean converged, String reason) {}

  /** Hears of iterations. */
  interface Listener {
    void iterated(double objective, double gap);
  }

  CoordinateDescent(LinearModel model, Workers workers) {
    this.model = model;
    set = new WorkingSet(model, workers);
    slope = new double[model.rows()];
    curvature = new double[model.rows()];
  }

  /** A solver for a model, whose design matrix must not change meanwhile. */
  static CoordinateDescent of(LinearModel model, Workers workers) {
    return model.isQuadratic()
        ? new QuadraticDescent(model, workers)
        : new NewtonDescent(model, workers);
  }

  /**
   * Minimises under the model's penalty at its present factors.
   *
   * @param w the start; gets the solution
   * @param b the same for the intercept, one element; unused without one
   * @param tolerance for the relative duality gap
   * @throws ArithmeticException if f is not finite at the start
   */
  final Result solve(double[] w, double[] b, double tolerance, int maxIterations) {
    return solve(w, b, tolerance, maxIterations, (objective, gap) -> {});
  }

  /** The same with a listener. */
  final Result solve(
      double[] w, double[] b, double tolerance, int maxIterations, Listener newListener) {
    listener = newListener;
    return solve(new Blocks(model.penalty()), w, b, tolerance, maxIterations);
  }

  private Result solve(Blocks blocks, double[] w, double[] b, double tolerance, int most) {
    blocks.project(w);
    Blocks before = last;
    last = null;
    boolean isKnown = Arrays.equals(w, knownPoint) && b[0] == knownIntercept;
    knownPoint = new double[0];
    Result result = minimise(blocks, before, isKnown, w, b, tolerance, most);
    knownPoint = w.clone();
    knownIntercept = b[0];
    last = result.converged() ? blocks : null;
    return result;
  }

  /**
   * Minimises.
   *
   * @param before the penalty of the last solution, or null
   * @param isKnown whether f and its whole gradient at the start are those evaluated last
   */
  abstract Result minimise(
      Blocks blocks,
      Blocks before,
      boolean isKnown,
      double[] w,
      double[] b,
      double tolerance,
      int maxIterations);

  /**
   * The gradient where all coordinates with a penalty that {@code held} tells of are 0 and the
   * others are optimal.
   *
   * @param w gets that point
   */
  final double[] gradientWithout(
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
    solve(blocks, w, b, tolerance, maxIterations);
    last = null;
    return set.gradient.clone();
  }

  /** The number of evaluations of f with its derivatives. */
  final long evaluations() {
    return evaluations;
  }

  /** The number of passes of coordinate descent. */
  final long sweeps() {
    return set.sweeps();
  }

  final void tell(double objective, double gap) {
    listener.iterated(objective, gap);
  }

  final double linearize(double[] w, double b) {
    evaluations++;
    return model.linearize(w, b, slope, curvature);
  }

  final double linearizeAtStart(double[] w, double b) {
    double value = linearize(w, b);
    if (!Double.isFinite(value)) {
      throw new ArithmeticException(
          "The smooth part of the objective is "
              + value
              + " at the start of the solver. Look for NaN in the data, for logarithms and"
              + " quotients at 0, and at the scale of the features.");
    }
    if (reference == 0) {
      reference = Math.abs(value);
    }
    return value;
  }

  /** What a gap is relative to. */
  final double scale(double objective) {
    return Math.max(Math.abs(objective), Math.max(LEAST_PART * reference, Double.MIN_NORMAL));
  }

  /** Null if there may be another iteration; otherwise the reason why not. */
  static String ending(int iterations, int maxIterations) {
    if (Thread.currentThread().isInterrupted()) {
      return "its thread was interrupted";
    }
    return iterations >= maxIterations ? "the number of iterations was used up" : null;
  }

  @Override
  public final void close() {
    set.close();
  }
}
