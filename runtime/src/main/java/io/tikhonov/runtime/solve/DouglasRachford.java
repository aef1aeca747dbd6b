package io.tikhonov.runtime.solve;

/**
 * Douglas-Rachford splitting: Lions and Mercier, "Splitting algorithms for the sum of two nonlinear
 * operators", 1979; relaxed as in Eckstein and Bertsekas, 1992.
 *
 * <p>A length γ of 0 is chosen on the way, as Lorenz and Tran-Dinh, "Non-stationary
 * Douglas-Rachford and alternating direction method of multipliers: adaptive step-sizes and
 * convergence", 2019: the quotient of the norms of x and of the dual variable, with changes that
 * die away.
 *
 * @param step length γ of both proximal steps; 0 for one that follows the problem
 * @param relaxation between 0 and 2
 */
record DouglasRachford(double step, double relaxation) implements Method {

  /** How much the length may change at once. */
  private static final double MOST = 10;

  private static final double LEAST = 0.1;

  /** How changes of the length die away. */
  private static final double FADING = 0.99;

  @Override
  public Outcome minimize(Run run, double[] start) {
    return new Steps(run, start).run();
  }

  private final class Steps extends Splitting {
    private final double[] y;
    private final double[] reflected;

    private final boolean adaptive = step == 0;
    private double length = step;
    private double weight = 1;

    Steps(Run run, double[] start) {
      super(run, start);
      y = start.clone();
      reflected = new double[run.size()];
      if (adaptive) {
        length = quotient(x, gradient, 1 / curvature());
      }
      // x is the proximal point of this y.
      Vectors.add(length, gradient, y);
    }

    /** ‖a‖/‖b‖, or a number in the place of one that says nothing. */
    private static double quotient(double[] a, double[] b, double otherwise) {
      double quotient = Vectors.norm(a) / Vectors.norm(b);
      return quotient > 0 && Double.isFinite(quotient) ? quotient : otherwise;
    }

    @Override
    double iterate() {
      follow(y, 1 / length);
      for (int i = 0; i < y.length; i++) {
        reflected[i] = 2 * x[i] - y[i];
      }
      run.problem().proximal(reflected, zero, length, z);
      // (y − x)/γ is the dual variable.
      Vectors.subtract(y, x, reflected);
      for (int i = 0; i < y.length; i++) {
        y[i] += relaxation * (z[i] - x[i]);
      }
      double residual = Math.sqrt(Vectors.squaredDistance(z, x)) / length;
      if (adaptive) {
        double wanted = quotient(z, reflected, 1);
        double factor = 1 + weight * (Math.max(LEAST, Math.min(MOST, wanted)) - 1);
        weight *= FADING;
        length *= factor;
        // The same dual variable for the new length.
        for (int i = 0; i < y.length; i++) {
          y[i] = z[i] + factor * (y[i] - z[i]);
        }
      }
      return residual;
    }
  }
}
