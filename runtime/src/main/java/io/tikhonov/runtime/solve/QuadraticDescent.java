package io.tikhonov.runtime.solve;

import io.tikhonov.runtime.support.Workers;
import java.util.Arrays;

/**
 * Coordinate descent for a quadratic f, whose second derivatives are computed once: all of them
 * where there are no more features than rows, otherwise those of the working set.
 */
final class QuadraticDescent extends CoordinateDescent {

  /** The first target of descent, as a part of the gap that is allowed. */
  private static final double FIRST_TARGET = 0.3;

  /** The same where the gap is of second order. */
  private static final double CONVEX_TARGET = 3;

  /** Targets are squares of steps: below this one steps are nothing but rounding. */
  private static final double NO_PROGRESS = 1e-32;

  // At w = 0 with the intercept that belongs to it.
  private final double[] slopeAtZero;
  private final double[] gradientAtZero;
  private final double smoothAtZero;
  private final double interceptAtZero;
  private final double atInfinity;

  /** By coordinate, what f is more convex than a straight line; empty if not known. */
  private final double[] convexity;

  private final double[] rest;
  private double smooth;
  private DualityGap.Quadratic scalars = new DualityGap.Quadratic(0, 0, 0);

  QuadraticDescent(LinearModel model, Workers workers) {
    super(model, workers);
    int p = set.design.features;
    double[] zero = new double[p];
    linearizeAtStart(zero, 0);
    double weight = Vectors.sum(curvature);
    interceptAtZero = set.centred && weight > 0 ? -Vectors.sum(slope) / weight : 0;
    smoothAtZero = linearizeAtStart(zero, interceptAtZero);
    slopeAtZero = slope.clone();
    set.weigh(curvature);
    set.computeAll();
    convexity = set.gram.hasAll() ? set.gram.convexity() : new double[0];
    rest = new double[convexity.length];
    gradientAtZero = new double[p];
    set.design.products(null, p, slopeAtZero, gradientAtZero);
    for (int j = 0; j < p && set.gram.hasAll(); j++) {
      if (set.gram.isConstant(j)) {
        gradientAtZero[j] = 0;
      }
    }
    double sum = 0;
    for (int i = 0; i < slope.length; i++) {
      if (slopeAtZero[i] != 0) {
        sum += 0.5 * slopeAtZero[i] * slopeAtZero[i] / curvature[i];
      }
    }
    atInfinity = sum;
  }

  @Override
  Result minimise(
      Blocks blocks,
      Blocks before,
      boolean isKnown,
      double[] w,
      double[] b,
      double tolerance,
      int maxIterations) {
    DualityGap gap = new DualityGap(blocks);
    boolean isConvex = convexity.length > 0 && Vectors.sum(convexity) > 0;
    DualityGap convexGap = isConvex ? new DualityGap(blocks.withRidge(convexity)) : gap;
    double target = 0;
    double relative;
    String reason;
    int iterations = 0;
    while (true) {
      if (iterations > 0 || !isKnown) {
        evaluate(blocks, w);
      }
      double objective = smooth + blocks.value(w);
      double scale = scale(objective);
      double bound = gap.compute(null, w.length, w, set.gradient, smooth, 0, scalars);
      if (isConvex) {
        for (int j = 0; j < w.length; j++) {
          rest[j] = set.gradient[j] - convexity[j] * w[j];
        }
        bound = Math.min(bound, convexGap.plain(w, rest));
      }
      relative = bound / scale;
      reason =
          relative <= tolerance ? "the tolerance was reached" : ending(iterations, maxIterations);
      if (reason != null) {
        break;
      }
      boolean strong = iterations == 0 && !set.gram.hasAll();
      int added = set.extend(blocks, strong ? before : null, w);
      if (iterations == 0) {
        target = (isConvex ? CONVEX_TARGET : FIRST_TARGET) * tolerance * scale;
      } else if (added == 0) {
        target *= Math.min(FIRST_TARGET, Math.max(1e-4, tolerance / relative));
        if (target < NO_PROGRESS * scale) {
          reason = "rounding does not allow a smaller gap";
          break;
        }
      }
      descend(blocks, w, target);
      iterations++;
      tell(objective, relative);
    }
    if (set.centred) {
      b[0] = interceptAtZero - set.shift(w);
    }
    return new Result(
        smooth + blocks.value(w), relative, iterations, relative <= tolerance, reason);
  }

  /** f, its gradient and the scalars of the gap, from the matrix or from the rows. */
  private void evaluate(Blocks blocks, double[] w) {
    double linear = 0;
    double square = 0;
    double[] gradient = set.gradient;
    if (set.gram.hasAll()) {
      System.arraycopy(gradientAtZero, 0, gradient, 0, w.length);
      for (int j = 0; j < w.length; j++) {
        if (w[j] != 0) {
          set.gram.addRow(j, w[j], gradient);
        }
      }
      for (int j = 0; j < w.length; j++) {
        if (w[j] != 0) {
          linear += w[j] * gradientAtZero[j];
          square += 0.5 * w[j] * (gradient[j] - gradientAtZero[j]);
        }
      }
    } else {
      set.takeNonzeros(blocks, w);
      double[] eta = new double[set.design.rows];
      Arrays.fill(eta, -set.shift(w));
      for (int j = 0; j < w.length; j++) {
        if (w[j] != 0) {
          Vectors.add(w[j], set.design.column(j), eta);
        }
      }
      for (int i = 0; i < eta.length; i++) {
        linear += slopeAtZero[i] * eta[i];
        square += 0.5 * curvature[i] * eta[i] * eta[i];
        slope[i] = slopeAtZero[i] + curvature[i] * eta[i];
      }
      set.design.products(null, w.length, slope, gradient);
    }
    smooth = smoothAtZero + linear + square;
    scalars = new DualityGap.Quadratic(linear, square, atInfinity);
  }

  private void descend(Blocks blocks, double[] w, double target) {
    Descent descent = set.enter(w);
    if (set.gram.holds()) {
      for (int i = 0; i < descent.count; i++) {
        descent.state[i] = set.gram.square(i) == 0 ? 0 : set.gradient[descent.order[i]];
      }
    } else {
      System.arraycopy(slope, 0, descent.state, 0, slope.length);
    }
    descent.load(blocks);
    descent.descend(target, 0);
    for (int i = 0; i < descent.count; i++) {
      w[descent.order[i]] = descent.w[i];
    }
  }
}
