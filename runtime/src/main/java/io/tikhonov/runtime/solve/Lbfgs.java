package io.tikhonov.runtime.solve;

/**
 * L-BFGS for a sum without nonsmooth part.
 *
 * @param memory the number of steps that are remembered
 */
record Lbfgs(int memory) implements Method {

  /** So many iterations without progress are the end. */
  private static final int PATIENCE = 50;

  @Override
  public Outcome minimize(Run run, double[] start) {
    double[] x = start.clone();
    double[] gradient = new double[run.size()];
    double value = run.begin(x, gradient);
    CurvatureMemory pairs = new CurvatureMemory(run.size(), memory);
    pairs.assume(run.curvature(x, value, gradient));
    QuasiNewton steps = new QuasiNewton(Smooth.partOf(run), pairs, x, value, gradient);
    while (true) {
      double certificate = run.relative(Vectors.norm(gradient));
      if (run.isEnough(certificate) && steps.isInterpolated()) {
        steps.refresh();
        certificate = run.relative(Vectors.norm(gradient));
      }
      run.note(steps.value(), certificate);
      String ending = run.ending(PATIENCE);
      if (run.isEnough(certificate)) {
        return run.end(x, certificate, ending);
      }
      if (ending != null) {
        return run.endAt(x, 1, ending);
      }
      if (!steps.advance()) {
        return run.endAt(x, 1, Run.STALLED);
      }
      run.iterated();
    }
  }
}
