package io.tikhonov.runtime.solve;

/**
 * Accelerated proximal gradient steps: Beck and Teboulle, "A fast iterative shrinkage-thresholding
 * algorithm for linear inverse problems", 2009; with the gradient scheme of O'Donoghue and Candès,
 * "Adaptive restart for accelerated gradient schemes", 2015.
 *
 * @param step fixed length; 0 for backtracking
 * @param restart whether momentum that points uphill is dropped
 */
record Fista(double step, boolean restart) implements Method {

  /** So many iterations without progress are the end. */
  private static final int PATIENCE = 5_000;

  /** With a fixed length values are wanted for the history only, every so many iterations. */
  private static final int VALUE_PERIOD = 10;

  /**
   * After so many steps in curvature far below the assumed one a longer step is tried; the next
   * time it takes twice as many.
   */
  private static final int CALM_STEPS = 5;

  private static final int MOST_CALM_STEPS = 80;

  private static final double FAR_BELOW = 0.4;
  private static final double LONGER = 1.5;

  @Override
  public Outcome minimize(Run run, double[] start) {
    return new Steps(run, start).run();
  }

  private final class Steps {
    private final Run run;
    private final Composite problem;
    private final StepLength length;
    private final double[] gradient;

    /** The gradient and the point of the step before, to see the curvature between them. */
    private final double[] lastGradient;

    private final double[] lastY;
    private double[] x;
    private double[] next;
    private final double[] y;
    private final double[] best;
    private double smooth;
    private double bestObjective = Double.POSITIVE_INFINITY;
    private double momentum = 1;
    private int calm;
    private int calmSteps = CALM_STEPS;

    /** The length of the step before. */
    private double lastLength;

    private boolean hasLast;

    Steps(Run run, double[] start) {
      this.run = run;
      problem = run.problem();
      int n = run.size();
      x = start.clone();
      y = start.clone();
      next = new double[n];
      best = start.clone();
      gradient = new double[n];
      lastGradient = new double[n];
      lastY = new double[n];
      smooth = run.begin(y, gradient);
      length = StepLength.of(step, run, y, smooth, gradient);
      lastLength = length.get();
    }

    Outcome run() {
      double checked = Double.POSITIVE_INFINITY;
      while (true) {
        String ending = run.ending(PATIENCE);
        if (ending != null) {
          if (length.isFixed() && run.iterations() > 0) {
            keepBest(x, run.smooth(x));
          }
          return run.endAt(best, length.get(), ending);
        }
        double nextSmooth = step();
        if (length.isTooShort()) {
          return run.endAt(best, length.get(), Run.STALLED);
        }
        double atY = certificateAtY();
        if (!Double.isNaN(nextSmooth)) {
          run.iterated(keepBest(next, nextSmooth), atY);
        } else {
          run.iterated();
        }
        if (run.isEnough(atY) && atY <= checked / 2) {
          Outcome outcome = run.endAt(next, length.get(), null);
          if (outcome.converged()) {
            run.note(run.objective(next, run.smooth(next)), outcome.certificate());
            return outcome;
          }
          checked = atY;
        }
        move();
      }
    }

    /** The relative norm of the prox-gradient map at y, which costs nothing. */
    private double certificateAtY() {
      return run.relative(
          problem.isSmooth()
              ? Vectors.norm(gradient)
              : Math.sqrt(Vectors.squaredDistance(y, next)) / length.get());
    }

    /** Makes the step from y; f there, or NaN if it was not needed. */
    private double step() {
      if (length.isFixed()) {
        problem.proximal(y, gradient, length.get(), next);
        return run.iterations() % VALUE_PERIOD == 0 ? run.smooth(next) : Double.NaN;
      }
      if (hasLast) {
        lookBack();
      }
      while (true) {
        problem.proximal(y, gradient, length.get(), next);
        double nextSmooth = run.smooth(next);
        double squares = Vectors.squaredDistance(y, next);
        double noise = run.noise(Math.max(Math.abs(smooth), Math.abs(nextSmooth)));
        if (Double.isFinite(nextSmooth) && !length.valuesDecide(noise, squares)) {
          return nextSmooth;
        }
        double excess = nextSmooth - smooth - Vectors.dotDifference(gradient, next, y);
        if (length.passes(excess, noise, squares) || length.isTooShort()) {
          return nextSmooth;
        }
      }
    }

    /**
     * Shortens the length if f is more curved between the last two points than it allows. Where
     * values decide nothing this is all that guards the steps, and the gradients are there anyway.
     */
    private void lookBack() {
      double squares = Vectors.squaredDistance(y, lastY);
      double change = Vectors.squaredDistance(gradient, lastGradient);
      double noise =
          1e4 * problem.precision() * problem.precision() * Vectors.dot(gradient, gradient);
      if (change > noise && squares > 0) {
        double product = Vectors.dotDifferences(gradient, lastGradient, y, lastY);
        length.guard(product, squares);
        boolean isCalm = !problem.isQuadratic() && product * length.get() < FAR_BELOW * squares;
        calm = isCalm ? calm + 1 : 0;
      }
    }

    /** Keeps a point if none was better, up to rounding; F there. */
    private double keepBest(double[] point, double smoothThere) {
      double objective = run.objective(point, smoothThere);
      if (objective <= bestObjective + run.noise(smoothThere)) {
        Vectors.copy(point, best);
        bestObjective = Math.min(objective, bestObjective);
      }
      return objective;
    }

    /** Goes on to the next y, and evaluates it. */
    private void move() {
      Vectors.copy(y, lastY);
      Vectors.copy(gradient, lastGradient);
      hasLast = true;
      boolean uphill = restart && uphill();
      // Momentum for steps of different lengths: Scheinberg, Goldfarb and Bai, 2014.
      double squared = momentum * momentum * lastLength / length.get();
      lastLength = length.get();
      if (calm >= calmSteps) {
        calm = 0;
        calmSteps = Math.min(2 * calmSteps, MOST_CALM_STEPS);
        length.lengthen(LONGER);
      }
      double following = (1 + Math.sqrt(1 + 4 * squared)) / 2;
      double weight = uphill ? 0 : Math.max(0, momentum - 1) / following;
      momentum = uphill ? 1 : following;
      for (int i = 0; i < y.length; i++) {
        y[i] = next[i] + weight * (next[i] - x[i]);
      }
      problem.round(y);
      double[] swap = x;
      x = next;
      next = swap;
      smooth = run.smooth(y, gradient);
      if (!Double.isFinite(smooth)) {
        // Momentum has left the domain of f; the proximal point is within, or nothing is.
        momentum = 1;
        hasLast = false;
        Vectors.copy(x, y);
        smooth = run.smoothOrThrow(y, gradient);
      }
    }

    /** Whether (y − x⁺)ᵀ(x⁺ − x) > 0: the momentum points against the step. */
    private boolean uphill() {
      return Vectors.dotDifferences(y, next, next, x) > 0;
    }
  }
}
