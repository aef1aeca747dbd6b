package io.tikhonov.runtime.solve;

/**
 * What splitting methods have in common: x follows f, z follows g, and z, which has the zeros and
 * lies within the constraints, is the answer.
 */
abstract class Splitting {

  /** So many iterations without progress are the end. */
  private static final int PATIENCE = 2_000;

  /** The part of the method's own residual to which the step of f is computed. */
  private static final double INNER = 0.1;

  /** The part of the certificate's tolerance below which no step of f is computed. */
  private static final double FINEST = 0.02;

  /** How much the first step of f lowers its gradient. */
  private static final double FIRST_SHARE = 1e-3;

  final Run run;
  final double[] x;
  final double[] z;
  final double[] zero;

  /** ∇f at the start. */
  final double[] gradient;

  private final SmoothStep smoothStep;
  private final double[] zGradient;
  private final double[] work;
  private final double[] best;
  private double bestObjective = Double.POSITIVE_INFINITY;

  /** The residual of the last iteration, in units of the gradient; NaN before the first one. */
  private double residual = Double.NaN;

  Splitting(Run run, double[] start) {
    this.run = run;
    int n = run.size();
    x = start.clone();
    z = start.clone();
    best = start.clone();
    zero = new double[n];
    gradient = new double[n];
    zGradient = new double[n];
    work = new double[n];
    double smooth = run.begin(x, gradient);
    smoothStep = new SmoothStep(run, x, smooth, gradient);
  }

  /** The largest curvature of f that was seen, above 0. */
  final double curvature() {
    return smoothStep.curvature();
  }

  /** Makes one iteration: a new x, a new z; the residual in units of the gradient. */
  abstract double iterate();

  /** Makes x the minimiser of f(x) + ρ/2·‖x − v‖², as exactly as this iteration needs. */
  final void follow(double[] v, double rho) {
    double finest = run.absolute(FINEST * run.tolerance());
    if (Double.isNaN(residual)) {
      smoothStep.solve(v, rho, finest, FIRST_SHARE);
    } else {
      smoothStep.solve(v, rho, Math.max(finest, INNER * residual), 0);
    }
  }

  final Outcome run() {
    while (true) {
      String ending = run.ending(PATIENCE);
      if (ending != null) {
        return run.endAt(best, 1 / smoothStep.curvature(), ending);
      }
      residual = iterate();
      double smooth = run.smoothOrThrow(z, zGradient);
      double objective = run.objective(z, smooth);
      double certificate = run.certificate(z, zGradient, 1 / smoothStep.curvature(), work);
      run.iterated(objective, certificate);
      if (run.isEnough(certificate)) {
        return run.end(z, certificate, null);
      }
      if (objective <= bestObjective + run.noise(smooth)) {
        Vectors.copy(z, best);
        bestObjective = Math.min(objective, bestObjective);
      }
    }
  }
}
