package io.tikhonov.runtime.solve;

/**
 * The proximal operator of the smooth part, argmin f(x) + ρ/2·‖x − v‖², which splitting methods
 * need: by conjugate gradients on differences of gradients if f is quadratic, otherwise by L-BFGS
 * with the pairs of the step before.
 */
final class SmoothStep {

  private static final int MOST_ITERATIONS = 500;
  private static final int MEMORY = 10;

  private final Run run;
  private final boolean quadratic;
  private final double[] x;
  private final double[] residual;
  private final ConjugateGradients conjugate;
  private final CurvatureMemory pairs;
  private final double[] target;
  private final Smooth augmented = augmented();
  private QuasiNewton steps;
  private double strength;
  private double curvature;

  /**
   * Begins at a point.
   *
   * @param x the first point; holds the result of each step from then on
   * @param smooth f there
   * @param gradient of f there
   */
  SmoothStep(Run run, double[] x, double smooth, double[] gradient) {
    this.run = run;
    this.x = x;
    quadratic = run.problem().isQuadratic();
    int n = x.length;
    residual = new double[n];
    target = new double[n];
    conjugate = quadratic ? new ConjugateGradients(run) : null;
    pairs = quadratic ? null : new CurvatureMemory(n, MEMORY);
    curvature = run.curvature(x, smooth, gradient);
  }

  /** The largest curvature of f that was seen, above 0. */
  double curvature() {
    return curvature > 0 ? curvature : 1;
  }

  /**
   * Makes x the minimiser.
   *
   * @param tolerance for the norm of the gradient, absolute
   * @param share of that norm at the beginning that is small enough, too
   */
  void solve(double[] v, double rho, double tolerance, double share) {
    if (quadratic) {
      conjugateGradients(v, rho, tolerance, share);
    } else {
      quasiNewton(v, rho, tolerance, share);
    }
  }

  private void conjugateGradients(double[] v, double rho, double tolerance, double share) {
    double smooth = run.smoothOrThrow(x, residual);
    conjugate.begin(x, smooth, residual, v, rho);
    double goal = Math.max(tolerance, share * conjugate.norm());
    for (int k = 0; k < MOST_ITERATIONS && conjugate.norm() > goal; k++) {
      if (!conjugate.advance()) {
        throw new ArithmeticException(
            "The smooth part of the objective is not convex. The parameters are as they were before."
                + " Splitting methods need a convex one; use @Optimizer.ProximalGradient.");
      }
    }
    curvature = Math.max(curvature, conjugate.curvature());
  }

  private void quasiNewton(double[] v, double rho, double tolerance, double share) {
    Vectors.copy(v, target);
    if (rho != strength) {
      // Pairs of another ρ say another curvature.
      strength = rho;
      pairs.forget();
      pairs.assume(curvature + rho);
    }
    double value = augmented.evaluate(x, residual);
    if (steps == null) {
      steps = new QuasiNewton(augmented, pairs, x, value, residual);
    } else {
      steps.restart(value);
    }
    double goal = Math.max(tolerance, share * Vectors.norm(residual));
    for (int k = 0; k < MOST_ITERATIONS && Vectors.norm(residual) > goal; k++) {
      if (!steps.advance()) {
        break;
      }
    }
    curvature = Math.max(curvature, pairs.largestCurvature() - rho);
  }

  /** f(x) + ρ/2·‖x − v‖² at the present ρ and v. */
  private Smooth augmented() {
    return new Smooth() {
      @Override
      public int size() {
        return run.size();
      }

      @Override
      public double evaluate(double[] point, double[] result) {
        double value = run.smooth(point, result);
        double squares = Vectors.squaredDistance(point, target);
        for (int i = 0; i < result.length; i++) {
          result[i] += strength * (point[i] - target[i]);
        }
        return value + strength / 2 * squares;
      }

      @Override
      public void round(double[] point) {
        run.problem().round(point);
      }

      @Override
      public double noise(double value) {
        return run.noise(value);
      }
    };
  }
}
