package io.tikhonov.runtime.solve;

/**
 * Proximal gradient steps x ← prox(x − s·∇f(x)) (ISTA). With backtracking F falls in every
 * iteration, up to rounding.
 *
 * @param step fixed length; 0 for backtracking
 */
record ProximalGradient(double step) implements Method {

  /** So many iterations without progress are the end. */
  private static final int PATIENCE = 1_000;

  /** After so many steps in curvature far below the assumed one a longer step is tried. */
  private static final int CALM_STEPS = 20;

  private static final double FAR_BELOW = 0.25;
  private static final double LONGER = 2;

  @Override
  public Outcome minimize(Run run, double[] start) {
    int n = run.size();
    double[] x = start.clone();
    double[] gradient = new double[n];
    double[] next = new double[n];
    double[] nextGradient = new double[n];
    double smooth = run.begin(x, gradient);
    StepLength length = StepLength.of(step, run, x, smooth, gradient);
    int calm = 0;
    for (boolean first = true; ; first = false) {
      String ending = run.ending(PATIENCE);
      // Before the proximal step, as long as the terms at x are at hand.
      double objective = run.objective(x, smooth);
      run.problem().proximal(x, gradient, length.get(), next);
      double squares = Vectors.squaredDistance(x, next);
      double certificate = certificate(run, gradient, squares, length.get());
      run.note(objective, certificate);
      // The start is no proximal point: it may lie outside of constraints, and has no exact zeros.
      if (ending != null || (!first && run.isEnough(certificate))) {
        return run.end(x, certificate, ending);
      }
      double nextSmooth = run.smooth(next, nextGradient);
      while (!length.isFixed()
          && !length.passes(run, x, smooth, gradient, next, nextSmooth, nextGradient)) {
        if (length.isTooShort() || Thread.currentThread().isInterrupted()) {
          ending = run.ending(PATIENCE);
          return run.endAt(x, length.get(), ending == null ? Run.STALLED : ending);
        }
        run.problem().proximal(x, gradient, length.get(), next);
        nextSmooth = run.smooth(next, nextGradient);
      }
      run.iterated();
      if (!Double.isFinite(nextSmooth)) {
        nextSmooth = run.smoothOrThrow(next, nextGradient);
      }
      if (!length.isFixed() && !run.problem().isQuadratic()) {
        squares = Vectors.squaredDistance(x, next);
        double product = Vectors.dotDifferences(nextGradient, gradient, next, x);
        calm = product * length.get() < FAR_BELOW * squares ? calm + 1 : 0;
        if (calm == CALM_STEPS) {
          length.lengthen(LONGER);
          calm = 0;
        }
      }
      double[] swap = x;
      x = next;
      next = swap;
      swap = gradient;
      gradient = nextGradient;
      nextGradient = swap;
      smooth = nextSmooth;
    }
  }

  private static double certificate(Run run, double[] gradient, double squares, double step) {
    return run.relative(
        run.problem().isSmooth() ? Vectors.norm(gradient) : Math.sqrt(squares) / step);
  }
}
