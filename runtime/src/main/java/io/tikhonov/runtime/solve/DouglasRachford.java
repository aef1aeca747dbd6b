package io.tikhonov.runtime.solve;

/**
 * Douglas-Rachford splitting: Lions and Mercier, "Splitting algorithms for the sum of two nonlinear
 * operators", 1979; relaxed as in Eckstein and Bertsekas, 1992.
 *
 * @param step length γ of both proximal steps
 * @param relaxation between 0 and 2
 */
record DouglasRachford(double step, double relaxation) implements Method {

  @Override
  public Outcome minimize(Run run, double[] start) {
    return new Steps(run, start).run();
  }

  private final class Steps extends Splitting {
    private final double[] y;
    private final double[] reflected;

    Steps(Run run, double[] start) {
      super(run, start);
      y = start.clone();
      reflected = new double[run.size()];
      // x is the proximal point of this y.
      Vectors.add(step, gradient, y);
    }

    @Override
    double iterate() {
      follow(y, 1 / step);
      for (int i = 0; i < y.length; i++) {
        reflected[i] = 2 * x[i] - y[i];
      }
      run.problem().proximal(reflected, zero, step, z);
      for (int i = 0; i < y.length; i++) {
        y[i] += relaxation * (z[i] - x[i]);
      }
      return Math.sqrt(Vectors.squaredDistance(z, x)) / step;
    }
  }
}
