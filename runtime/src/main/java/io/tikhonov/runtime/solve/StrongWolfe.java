package io.tikhonov.runtime.solve;

/**
 * A line search for the strong Wolfe conditions: Nocedal and Wright, "Numerical Optimization",
 * algorithms 3.5 and 3.6, with cubic interpolation.
 *
 * <p>Where values differ by rounding errors only, sufficient decrease is judged by slopes, as in
 * Hager and Zhang, "A new conjugate gradient method with guaranteed descent", 2005.
 */
final class StrongWolfe {

  private static final double DECREASE = 1e-4;
  private static final double CURVATURE = 0.9;
  private static final int MOST_EVALUATIONS = 60;
  private static final double LARGEST_GROWTH = 10;

  /** How near to an end of its interval an interpolated step may lie. */
  private static final double MARGIN = 0.1;

  private final Smooth function;
  private final double[] point;
  private final double[] gradient;
  private double value;

  private double[] from;
  private double[] direction;
  private double value0;
  private double slope0;
  private double noise;
  private int evaluations;

  StrongWolfe(Smooth function, double[] point, double[] gradient) {
    this.function = function;
    this.point = point;
    this.gradient = gradient;
  }

  /** A step with the value and the slope there. */
  private record Trial(double step, double value, double slope) {}

  /** The value at the point that was found. */
  double value() {
    return value;
  }

  /**
   * Searches along a direction; the two arrays of the constructor hold the point that was found and
   * its gradient.
   *
   * @param slope the derivative along the direction at its beginning, below 0
   * @param first the step that is tried first
   * @return false if no step lowers the function
   */
  boolean search(double[] x, double[] d, double valueAtX, double slope, double first) {
    from = x;
    direction = d;
    value0 = valueAtX;
    slope0 = slope;
    noise = function.noise(valueAtX);
    evaluations = 0;
    Trial last = new Trial(0, value0, slope0);
    double step = first;
    while (evaluations < MOST_EVALUATIONS) {
      Trial trial = evaluate(step);
      if (!isDecrease(trial) || (last.step > 0 && trial.value > last.value + noise)) {
        return zoom(last, trial);
      }
      if (isFlat(trial)) {
        return true;
      }
      if (trial.slope >= 0) {
        return zoom(trial, last);
      }
      double cubic = interpolate(last, trial);
      step =
          cubic > trial.step
              ? Math.max(2 * trial.step, Math.min(cubic, LARGEST_GROWTH * trial.step))
              : LARGEST_GROWTH * trial.step;
      last = trial;
    }
    return value < value0; // a very long way down
  }

  private boolean zoom(Trial first, Trial second) {
    Trial low = first;
    Trial high = second;
    while (evaluations < MOST_EVALUATIONS) {
      double width = high.step - low.step;
      double step = interpolate(low, high);
      double share = (step - low.step) / width;
      // A bound that is no number or lies outside of the domain gives no cubic.
      if (!(share > 0 && share < 1)) {
        share = 0.5;
      }
      share = Math.max(MARGIN, Math.min(1 - MARGIN, share));
      step = low.step + share * width;
      if (step == low.step || step == high.step) {
        break;
      }
      Trial trial = evaluate(step);
      if (!isDecrease(trial) || trial.value > low.value + noise) {
        high = trial;
      } else if (isFlat(trial)) {
        return true;
      } else {
        if (trial.slope * (high.step - low.step) >= 0) {
          high = low;
        }
        low = trial;
      }
    }
    if (low.step > 0) {
      // No step is flat enough, as at a kink; a decrease is what is left.
      evaluate(low.step);
      return true;
    }
    return false;
  }

  private Trial evaluate(double step) {
    evaluations++;
    Vectors.combine(from, step, direction, point);
    function.round(point);
    value = function.evaluate(point, gradient);
    double slope = Double.isFinite(value) ? Vectors.dot(gradient, direction) : Double.NaN;
    return new Trial(step, value, slope);
  }

  private boolean isDecrease(Trial trial) {
    return trial.value <= value0 + DECREASE * trial.step * slope0
        || (trial.value <= value0 + noise && trial.slope <= (2 * DECREASE - 1) * slope0);
  }

  private boolean isFlat(Trial trial) {
    return Math.abs(trial.slope) <= -CURVATURE * slope0;
  }

  /** The minimiser of the cubic through two values and slopes; NaN if there is none. */
  private double interpolate(Trial a, Trial b) {
    if (Math.abs(a.value - b.value) <= noise) {
      // Values say nothing: where the slope vanishes if it changes linearly.
      return a.step - a.slope * (b.step - a.step) / (b.slope - a.slope);
    }
    double h = b.step - a.step;
    double d1 = a.slope + b.slope - 3 * (b.value - a.value) / h;
    double d2 = Math.copySign(Math.sqrt(d1 * d1 - a.slope * b.slope), h);
    return b.step - h * (b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2);
  }
}
