package io.tikhonov.runtime.solve;

/** A function with a gradient. */
interface Smooth {

  /** The number of variables. */
  int size();

  /** Its value, and its gradient into an array; ∞ where one of both is not finite. */
  double evaluate(double[] x, double[] gradient);

  /** Makes each element one that the function can be computed at. */
  void round(double[] x);

  /** The rounding error that a value has at least. */
  double noise(double value);

  /** The smooth part of a run's problem. */
  static Smooth partOf(Run run) {
    return new Smooth() {
      @Override
      public int size() {
        return run.size();
      }

      @Override
      public double evaluate(double[] x, double[] gradient) {
        return run.smooth(x, gradient);
      }

      @Override
      public void round(double[] x) {
        run.problem().round(x);
      }

      @Override
      public double noise(double value) {
        return run.noise(value);
      }
    };
  }
}
