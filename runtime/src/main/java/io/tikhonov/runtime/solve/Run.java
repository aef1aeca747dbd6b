package io.tikhonov.runtime.solve;

import java.util.Arrays;
import java.util.function.Consumer;

/** One use of a method: counts what it costs, keeps its history, says when it ends. */
final class Run {

  /** The part of the natural length of a step over which curvature is measured. */
  private static final double PROBE = 1e-3;

  /** Why a method ends that gets no further. */
  static final String STALLED = "rounding errors allow no further progress";

  private final Composite problem;
  private final double tolerance;
  private final int maxIterations;
  private final Consumer<Solution.Iteration> listener;
  private final History history = new History();
  private final double[] work;
  private final double[] zero;

  private int iterations;
  private long gradients;
  private long values;
  private double reference = 1;
  private double leastObjective = Double.POSITIVE_INFINITY;
  private double leastCertificate = Double.POSITIVE_INFINITY;

  /** The last iteration with a smaller objective or certificate. */
  private int improved;

  /**
   * A run.
   *
   * @param tolerance for the certificate
   * @param listener hears of each entry of the history
   */
  Run(
      Composite problem,
      double tolerance,
      int maxIterations,
      Consumer<Solution.Iteration> listener) {
    this.problem = problem;
    this.tolerance = tolerance;
    this.maxIterations = maxIterations;
    this.listener = listener;
    work = new double[problem.size()];
    zero = new double[problem.size()];
  }

  Composite problem() {
    return problem;
  }

  int size() {
    return problem.size();
  }

  double tolerance() {
    return tolerance;
  }

  int iterations() {
    return iterations;
  }

  long gradients() {
    return gradients;
  }

  long values() {
    return values;
  }

  History history() {
    return history;
  }

  // ---- evaluations ----

  /** f(x) at a point that may turn out to be none: ∞ where it is not a number. */
  double smooth(double[] x) {
    values++;
    return orInfinity(problem.smooth(x));
  }

  /** f(x) and its gradient; ∞ where one of both is not finite. */
  double smooth(double[] x, double[] gradient) {
    gradients++;
    double value = orInfinity(problem.smooth(x, gradient));
    return Double.isFinite(Vectors.dot(gradient, gradient)) ? value : Double.POSITIVE_INFINITY;
  }

  private double orInfinity(double value) {
    if (value == Double.NEGATIVE_INFINITY) {
      throw notFinite();
    }
    return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
  }

  /** f(x) and its gradient at a point that has to be taken. */
  double smoothOrThrow(double[] x, double[] gradient) {
    double value = smooth(x, gradient);
    if (!Double.isFinite(value)) {
      throw notFinite();
    }
    return value;
  }

  /** F(x), given f(x). */
  double objective(double[] x, double smooth) {
    double value = problem.isSmooth() ? smooth : smooth + problem.penalty(x);
    return requireFinite(value);
  }

  /** The value of F at a point that has to be taken. */
  double requireFinite(double value) {
    if (!Double.isFinite(value)) {
      throw notFinite();
    }
    return value;
  }

  private ArithmeticException notFinite() {
    return new ArithmeticException(
        "In iteration %d of the solver %s. The parameters are as they were before. Look for NaN in"
                .formatted(iterations, problem.culprit())
            + " the data, for logarithms and quotients at 0, and at the scale of the features; a"
            + " fixed step must be shorter than 2 divided by the largest curvature.");
  }

  /** The rounding error that f(x) has at least, if it is the sum of numbers of its own size. */
  double noise(double smooth) {
    return 8 * problem.precision() * Math.abs(smooth);
  }

  // ---- the certificate ----

  /**
   * Evaluates the first point, and fixes what certificates are relative to: the larger one of the
   * norms of ∇f there and at 0, since a start near the solution says nothing of the scale.
   *
   * @return f(x)
   */
  double begin(double[] x, double[] gradient) {
    double value = smoothOrThrow(x, gradient);
    reference = Vectors.norm(gradient);
    if (!Arrays.equals(x, zero)) {
      double[] atZero = new double[size()];
      if (Double.isFinite(smooth(zero, atZero))) {
        reference = Math.max(reference, Vectors.norm(atZero));
      }
    }
    if (reference == 0) {
      reference = 1;
    }
    return value;
  }

  /** A norm against that of the gradient at the start. */
  double relative(double norm) {
    return norm / reference;
  }

  /** A certificate's norm. */
  double absolute(double certificate) {
    return certificate * reference;
  }

  /**
   * The relative norm of the prox-gradient map (x − prox(x − s·∇f(x)))/s, or of ∇f(x) if g = 0.
   *
   * @param proximal gets the proximal point
   */
  double certificate(double[] x, double[] gradient, double step, double[] proximal) {
    if (problem.isSmooth()) {
      return relative(Vectors.norm(gradient));
    }
    problem.proximal(x, gradient, step, proximal);
    return relative(Math.sqrt(Vectors.squaredDistance(x, proximal)) / step);
  }

  /** Evaluates the certificate at a point that has not been looked at, and ends there. */
  Outcome endAt(double[] x, double step, String reason) {
    double[] gradient = new double[size()];
    smoothOrThrow(x, gradient);
    return end(x, certificate(x, gradient, step, work), reason);
  }

  /** Ends at a point with a duality gap relative to the objective. */
  Outcome endWithGap(double[] x, double gap, String reason) {
    return end(x, gap, "duality gap, relative", reason);
  }

  int maxIterations() {
    return maxIterations;
  }

  /** Ends at a point with its certificate. */
  Outcome end(double[] x, double certificate, String reason) {
    String kind =
        problem.isSmooth()
            ? "norm of the gradient, relative"
            : "norm of the prox-gradient map, relative";
    return end(x, certificate, kind, reason);
  }

  /** Ends at a point with a certificate of another kind. */
  Outcome end(double[] x, double certificate, String kind, String reason) {
    boolean converged = isEnough(certificate);
    return new Outcome(
        x, certificate, kind, converged, converged ? "the tolerance was reached" : reason);
  }

  boolean isEnough(double certificate) {
    return certificate <= tolerance;
  }

  // ---- iterations ----

  /**
   * Null if there may be another iteration; otherwise the reason why not.
   *
   * @param patience how many iterations without a smaller objective or certificate say that
   *     rounding has the last word
   */
  String ending(int patience) {
    if (Thread.currentThread().isInterrupted()) {
      return "its thread was interrupted";
    }
    if (iterations >= maxIterations) {
      return "the number of iterations was used up";
    }
    return iterations - improved > patience ? STALLED : null;
  }

  /** Counts gradients that were computed elsewhere. */
  void evaluated(long number) {
    gradients += number;
  }

  /** Counts an iteration that leaves nothing in the history. */
  void iterated() {
    iterations++;
  }

  /** Counts an iteration and keeps its numbers. */
  void iterated(double objective, double certificate) {
    iterations++;
    note(objective, certificate);
  }

  /** Keeps the numbers of the point that has been reached. */
  void note(double objective, double certificate) {
    if (objective < leastObjective - noise(objective) || certificate < leastCertificate) {
      improved = iterations;
    }
    leastObjective = Math.min(leastObjective, objective);
    leastCertificate = Math.min(leastCertificate, certificate);
    history.append(iterations, objective, certificate);
    listener.accept(history.get(history.size() - 1));
  }

  /**
   * The curvature of f along its gradient at a point: ‖Hd‖²/(dᵀHd), which leans towards the largest
   * one. 0 if there is none.
   */
  double curvature(double[] x, double smooth, double[] gradient) {
    double norm = Vectors.norm(gradient);
    if (norm == 0) {
      return 0;
    }
    double natural = Math.max(Vectors.norm(x), 1);
    if (smooth != 0) {
      natural = Math.min(natural, Math.abs(smooth) / norm);
    }
    double least = Math.sqrt(problem.precision()) * Vectors.norm(x);
    double length = Math.max(PROBE * natural, least);
    double[] near = new double[size()];
    double[] there = new double[size()];
    Vectors.combine(x, -length / norm, gradient, near);
    problem.round(near);
    if (!Double.isFinite(smooth(near, there))) {
      return 0;
    }
    double squares = Vectors.squaredDistance(there, gradient);
    double product = Vectors.dotDifferences(there, gradient, near, x);
    return product > 0 ? squares / product : 0;
  }
}
