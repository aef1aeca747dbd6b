package io.tikhonov.runtime.solve;

/**
 * L-BFGS for a sum without nonsmooth part. If f is quadratic the minimum along a line is known, and
 * with it the method is that of conjugate gradients, whose recurrence stands rounding better and
 * remembers nothing: that is what runs then, except in single precision.
 *
 * @param memory the number of steps that are remembered
 */
record Lbfgs(int memory) implements Method {

  /** So many iterations without progress are the end. */
  private static final int PATIENCE = 50;

  /** Conjugate gradients have long plateaus. */
  private static final int LONG_PATIENCE = 2_000;

  /** The part of the tolerance at which the recurrence of gradients is checked. */
  private static final double CAUTION = 0.9;

  @Override
  public Outcome minimize(Run run, double[] start) {
    double[] x = start.clone();
    double[] gradient = new double[run.size()];
    double value = run.begin(x, gradient);
    if (run.problem().isQuadratic() && run.problem().precision() <= Math.ulp(1.0)) {
      Outcome outcome = conjugateGradients(run, x, value, gradient);
      if (outcome != null) {
        return outcome;
      }
      value = run.smoothOrThrow(x, gradient);
    }
    return quasiNewton(run, x, value, gradient);
  }

  /** Null if the function has no minimum along some line. */
  private static Outcome conjugateGradients(
      Run run, double[] x, double valueAtStart, double[] gradient) {
    ConjugateGradients steps = new ConjugateGradients(run);
    double value = valueAtStart;
    while (true) {
      // Begins, and begins again where the recurrence of gradients has become too inexact.
      double certificate = run.relative(Vectors.norm(gradient));
      run.note(value, certificate);
      String ending = run.ending(PATIENCE);
      if (ending != null || run.isEnough(certificate)) {
        return run.end(x, certificate, ending);
      }
      steps.begin(x, value, gradient, null, 0);
      double goal = CAUTION * run.absolute(run.tolerance());
      while (ending == null && steps.norm() > goal) {
        if (!steps.advance()) {
          return null;
        }
        run.iterated();
        ending = run.ending(LONG_PATIENCE);
        if (ending == null && steps.norm() > goal) {
          run.note(value - steps.descent(), run.relative(steps.norm()));
        }
      }
      value = run.smoothOrThrow(x, gradient);
    }
  }

  private Outcome quasiNewton(Run run, double[] x, double value, double[] gradient) {
    CurvatureMemory pairs = new CurvatureMemory(run.size(), memory);
    pairs.assume(run.curvature(x, value, gradient));
    QuasiNewton steps = new QuasiNewton(Smooth.partOf(run), pairs, x, value, gradient);
    while (true) {
      double certificate = run.relative(Vectors.norm(gradient));
      run.note(steps.value(), certificate);
      String ending = run.ending(PATIENCE);
      if (ending != null || run.isEnough(certificate)) {
        return run.end(x, certificate, ending);
      }
      if (!steps.advance()) {
        return run.end(x, certificate, Run.STALLED);
      }
      run.iterated();
    }
  }
}
