package io.tikhonov.runtime.solve;

import java.util.Arrays;

/** A composite sum by hand. */
final class Sum implements Composite {

  /** A smooth part. */
  interface Part {
    /** Its value; adds its gradient, if there is an array for it. */
    double evaluate(double[] x, double[] gradient);
  }

  /** A nonsmooth part. */
  interface Nonsmooth {
    double value(double[] x);

    /** Makes v its proximal point. */
    void proximal(double[] v, double step);
  }

  private final int size;
  private final boolean quadratic;
  private final Part part;
  private final Nonsmooth nonsmooth;
  long gradients;
  long values;

  /**
   * A sum.
   *
   * @param nonsmooth null for 0
   */
  Sum(int size, boolean quadratic, Part part, Nonsmooth nonsmooth) {
    this.size = size;
    this.quadratic = quadratic;
    this.part = part;
    this.nonsmooth = nonsmooth;
  }

  /** The same smooth part with another nonsmooth one. */
  Sum with(Nonsmooth other) {
    return new Sum(size, quadratic, part, other);
  }

  /** The sum itself. */
  double total(double[] x) {
    return smooth(x) + penalty(x);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public double smooth(double[] x) {
    values++;
    return part.evaluate(x, null);
  }

  @Override
  public double smooth(double[] x, double[] gradient) {
    gradients++;
    Arrays.fill(gradient, 0);
    return part.evaluate(x, gradient);
  }

  @Override
  public double penalty(double[] x) {
    return nonsmooth == null ? 0 : nonsmooth.value(x);
  }

  @Override
  public void proximal(double[] x, double[] gradient, double step, double[] result) {
    for (int i = 0; i < size; i++) {
      result[i] = x[i] - step * gradient[i];
    }
    if (nonsmooth != null) {
      nonsmooth.proximal(result, step);
    }
  }

  @Override
  public boolean isSmooth() {
    return nonsmooth == null;
  }

  @Override
  public boolean isQuadratic() {
    return quadratic;
  }
}
