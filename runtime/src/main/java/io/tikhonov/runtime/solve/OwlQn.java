package io.tikhonov.runtime.solve;

/**
 * L-BFGS in orthants, for a smooth function plus a weighted 1-norm: Andrew and Gao, "Scalable
 * training of L1-regularized log-linear models", 2007. Where it gets stuck, a proximal gradient
 * step goes on.
 *
 * @param memory the number of steps that are remembered
 */
record OwlQn(int memory) implements Method {

  /** So many iterations without progress are the end. */
  private static final int PATIENCE = 50;

  private static final double DECREASE = 1e-4;
  private static final int MOST_TRIALS = 20;

  @Override
  public Outcome minimize(Run run, double[] start) {
    return new Steps(run, start, memory).run();
  }

  private static final class Steps {
    private final Run run;
    private final Composite problem;
    private final double[] weights;
    private final CurvatureMemory pairs;
    private final StepLength length;
    private double[] x;
    private double[] gradient;
    private double[] next;
    private double[] nextGradient;
    private final double[] steepest;
    private final double[] direction;
    private final double[] free;
    private final double[] work;
    private double smooth;
    private double nextSmooth;
    private double objective;
    private double nextObjective;

    Steps(Run run, double[] start, int memory) {
      this.run = run;
      problem = run.problem();
      weights = OneNorm.weights(problem);
      int n = run.size();
      x = start.clone();
      gradient = new double[n];
      next = new double[n];
      nextGradient = new double[n];
      steepest = new double[n];
      direction = new double[n];
      free = new double[n];
      work = new double[n];
      smooth = run.begin(x, gradient);
      objective = run.objective(x, smooth);
      length = StepLength.of(0, run, x, smooth, gradient);
      pairs = new CurvatureMemory(n, memory);
      pairs.assume(1 / length.get());
    }

    Outcome run() {
      while (true) {
        double certificate = run.certificate(x, gradient, step(), work);
        run.note(objective, certificate);
        String ending = run.ending(PATIENCE);
        if (ending != null || run.isEnough(certificate)) {
          return run.end(x, certificate, ending);
        }
        if (!advance()) {
          return run.endAt(x, step(), Run.STALLED);
        }
        run.iterated();
        pairs.add(x, next, gradient, nextGradient);
        double[] swap = x;
        x = next;
        next = swap;
        swap = gradient;
        gradient = nextGradient;
        nextGradient = swap;
        smooth = nextSmooth;
        objective = nextObjective;
      }
    }

    /** The length that the certificate is taken at: the reciprocal of the largest curvature. */
    private double step() {
      return 1 / pairs.largestCurvature();
    }

    /** Finds the next point; false if there is none, up to rounding. */
    private boolean advance() {
      choosePseudoGradient();
      if (chooseDirection() && search()) {
        return true;
      }
      if (!pairs.isEmpty()) {
        pairs.clear();
        if (chooseDirection() && search()) {
          return true;
        }
      }
      return proximalStep();
    }

    /** The negative of the subgradient of F that is shortest. */
    private void choosePseudoGradient() {
      for (int j = 0; j < x.length; j++) {
        double g = gradient[j];
        double weight = weights[j];
        if (x[j] != 0) {
          steepest[j] = -(g + Math.copySign(weight, x[j]));
        } else {
          steepest[j] = -Math.copySign(Math.max(Math.abs(g) - weight, 0), g);
        }
      }
    }

    /** The quasi-Newton direction; false if it does not lead downhill. */
    private boolean chooseDirection() {
      for (int j = 0; j < x.length; j++) {
        free[j] = x[j] != 0 || steepest[j] != 0 ? 1 : 0;
      }
      Vectors.copy(steepest, direction);
      pairs.multiply(direction, free);
      for (int j = 0; j < x.length; j++) {
        if (x[j] == 0 && direction[j] * steepest[j] < 0) {
          direction[j] = 0;
        }
      }
      return Vectors.dot(direction, steepest) > 0;
    }

    /** Backtracks along the direction, as it is projected onto the orthant. */
    private boolean search() {
      double noise = run.noise(objective);
      double step = 1;
      for (int trial = 0; trial < MOST_TRIALS; trial++) {
        double slope = project(step);
        if (slope == 0) {
          return false;
        }
        nextSmooth = run.smooth(next, nextGradient);
        nextObjective =
            Double.isFinite(nextSmooth)
                ? run.objective(next, nextSmooth)
                : Double.POSITIVE_INFINITY;
        if (slope < 0 && passes(slope, noise)) {
          return true;
        }
        // The minimum of the parabola through both values with the slope at the first.
        double best = -slope / (2 * (nextObjective - objective - slope));
        step *= best >= 0.1 ? Math.min(best, 0.5) : 0.1;
      }
      return false;
    }

    private boolean passes(double slope, double noise) {
      if (nextObjective <= objective + DECREASE * slope) {
        return true;
      }
      if (nextObjective > objective + noise) {
        return false;
      }
      // Values differ by rounding errors only: the slope at the end must not point back.
      double there = 0;
      for (int j = 0; j < x.length; j++) {
        double sign = x[j] != 0 ? x[j] : steepest[j];
        there += (nextGradient[j] + Math.copySign(weights[j], sign)) * (next[j] - x[j]);
      }
      return there <= (2 * DECREASE - 1) * slope;
    }

    /** Sets the next point; its distance from x times the pseudo-gradient. */
    private double project(double step) {
      for (int j = 0; j < x.length; j++) {
        double moved = x[j] + step * direction[j];
        double sign = x[j] != 0 ? x[j] : steepest[j];
        next[j] = weights[j] == 0 || moved * sign > 0 ? moved : 0;
      }
      problem.round(next);
      return -Vectors.dotDifference(steepest, next, x);
    }

    /** A proximal gradient step that lowers F; false if there is none. */
    private boolean proximalStep() {
      while (!length.isTooShort()) {
        problem.proximal(x, gradient, length.get(), next);
        if (Vectors.squaredDistance(x, next) == 0) {
          return false;
        }
        nextSmooth = run.smooth(next, nextGradient);
        if (length.passes(run, x, smooth, gradient, next, nextSmooth, nextGradient)) {
          nextObjective = run.objective(next, nextSmooth);
          return true;
        }
      }
      return false;
    }
  }
}
