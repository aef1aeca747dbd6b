package io.tikhonov.runtime.solve;

import io.tikhonov.runtime.support.Workers;
import java.util.Arrays;

/**
 * Proximal Newton steps for a convex f. Second derivatives of the working set stay in memory and
 * are computed anew only when the weights ℓᵢ'' have changed enough to matter; steps are shortened
 * until the objective falls sufficiently (Lee, Sun and Saunders, Proximal Newton-type methods,
 * 2014). Where they have to be shortened, the weights are increased for the next steps.
 */
final class NewtonDescent extends CoordinateDescent {

  /** The relative change of the weights at which second derivatives are computed anew. */
  private static final double DRIFT = 0.15;

  /** The same after a step that has not halved the gap. */
  private static final double DRIFT_WHEN_SLOW = 0.01;

  /** Descent ends when a sweep does so little of what the first one did. */
  private static final double ACCURACY = 1e-4;

  /** Where it ends in any case, relative to the objective: steps are rounding. */
  private static final double LEAST_TARGET = 1e-32;

  private static final double SUFFICIENT = 1e-4;
  private static final double SHORTEST = 1e-9;
  private static final double LEAST_DAMPING = 1e-3;
  private static final double MOST_DAMPING = 1e6;
  private static final int IDLE_STEPS = 8;

  private final double rounding;
  private final double[] weights;
  private final double[] point;
  private boolean isWeighted;
  private double damping;

  // At the present point.
  private double smooth;
  private double interceptSlope;

  NewtonDescent(LinearModel model, Workers workers) {
    super(model, workers);
    rounding = model.design().elementSize() == Float.BYTES ? 1e-6 : 1e-14;
    weights = new double[model.rows()];
    point = new double[model.features()];
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
    set.takeNonzeros(blocks, w);
    if (!isKnown) {
      smooth = linearizeAtStart(w, b[0]);
    }
    int iterations = 0;
    int idle = 0;
    boolean all = true;
    double known = Double.POSITIVE_INFINITY;
    double best = Double.POSITIVE_INFINITY;
    String reason = null;
    double relative;
    while (true) {
      int[] list = all ? null : set.gram.order;
      int count = all ? w.length : set.gram.count;
      if (iterations > 0 || !isKnown) {
        set.design.products(list, count, slope, set.gradient);
      }
      interceptSlope = set.centred ? Vectors.sum(slope) : 0;
      double objective = smooth + blocks.value(w);
      double scale = scale(objective);
      double intercept = Math.abs(interceptSlope) * (1 + Math.abs(b[0]));
      relative = gap.compute(list, count, w, set.gradient, smooth, intercept, null) / scale;
      if (all && relative <= tolerance) {
        reason = "the tolerance was reached";
        break;
      }
      if (reason == null) {
        reason = ending(iterations, maxIterations);
      }
      if (reason != null && all) {
        break;
      }
      if (reason != null || (!all && relative <= tolerance)) {
        all = true;
        continue;
      }
      if (all) {
        set.extend(blocks, iterations == 0 ? before : null, w);
        all = false;
        known = Double.POSITIVE_INFINITY;
      }
      weigh(relative > 0.5 * known ? DRIFT_WHEN_SLOW : DRIFT);
      known = relative;
      boolean moved = step(blocks, w, b, LEAST_TARGET * scale);
      idle = moved || known < 0.5 * best ? 0 : idle + 1;
      best = Math.min(best, known);
      if (idle == IDLE_STEPS) {
        reason = "rounding does not allow a smaller gap";
      }
      iterations++;
      tell(objective, relative);
    }
    return new Result(
        smooth + blocks.value(w), relative, iterations, relative <= tolerance, reason);
  }

  /** Computes second derivatives with the present weights if they are too old. */
  private void weigh(double drift) {
    boolean anew = !isWeighted || !set.gram.holds();
    double sum = Vectors.sum(curvature);
    double least = sum > 0 ? damping * sum / curvature.length : 0;
    if (!anew) {
      double[] old = set.gram.weights();
      double change = 0;
      for (int i = 0; i < weights.length; i++) {
        change += Math.abs(curvature[i] + least - old[i]);
      }
      anew = change > drift * set.gram.weightSum();
    }
    if (!anew) {
      return;
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] = curvature[i] + least;
    }
    if (!(sum > 0)) {
      // Nothing but straight lines here (Huber's loss far away): the slopes set the scale.
      double largest = 0;
      for (double value : slope) {
        largest = Math.max(largest, Math.abs(value));
      }
      Arrays.fill(weights, largest > 0 ? largest : 1);
    }
    set.weigh(weights);
    isWeighted = true;
  }

  /**
   * One step from w and b, at whose end slope and curvature are taken.
   *
   * @return false if rounding does not let the objective fall
   */
  private boolean step(Blocks blocks, double[] w, double[] b, double target) {
    Descent descent = set.enter(w);
    double shift = set.centred ? -interceptSlope / set.gram.weightSum() : 0;
    if (set.gram.holds()) {
      for (int i = 0; i < descent.count; i++) {
        int j = descent.order[i];
        descent.state[i] =
            set.gram.square(i) == 0 ? 0 : set.gradient[j] - set.gram.means[i] * interceptSlope;
      }
    } else {
      double[] old = set.gram.weights();
      for (int i = 0; i < slope.length; i++) {
        descent.state[i] = slope[i] + old[i] * shift;
      }
    }
    descent.load(blocks);
    descent.descend(target, ACCURACY);
    double predicted = interceptSlope * shift;
    System.arraycopy(w, 0, point, 0, w.length);
    for (int i = 0; i < descent.count; i++) {
      int j = descent.order[i];
      double move = descent.w[i] - w[j];
      point[j] = descent.w[i];
      if (move != 0) {
        predicted +=
            (set.gradient[j] - (set.centred ? set.gram.means[i] * interceptSlope : 0)) * move;
        shift -= set.gram.means[i] * move;
      }
    }
    double value = blocks.value(w);
    predicted += blocks.value(point) - value;
    return search(blocks, w, b, shift, value, predicted);
  }

  /** Goes as far towards {@link #point} as the objective falls sufficiently. */
  private boolean search(
      Blocks blocks, double[] w, double[] b, double shift, double penalty, double predicted) {
    double[] from = w.clone();
    double start = b[0];
    double objective = smooth + penalty;
    double slack = rounding * Math.abs(objective);
    double length = 1;
    while (length >= SHORTEST) {
      for (int j = 0; j < w.length; j++) {
        w[j] = length == 1 ? point[j] : from[j] + length * (point[j] - from[j]);
      }
      b[0] = start + length * shift;
      double f = linearize(w, b[0]);
      double reached = f + blocks.value(w);
      if (reached <= objective + SUFFICIENT * length * predicted + slack && isFinite()) {
        smooth = f;
        if (length == 1) {
          damping = damping > LEAST_DAMPING ? 0.1 * damping : 0;
        } else if (length < 0.25) {
          damp();
        }
        return reached < objective || predicted < -slack;
      }
      double rise = reached - objective - length * predicted;
      double best = Double.isFinite(rise) ? -length * predicted / (2 * rise) : 0.1;
      length *= Math.min(0.5, Math.max(0.1, best));
    }
    System.arraycopy(from, 0, w, 0, w.length);
    b[0] = start;
    smooth = linearize(w, start);
    damp();
    return false;
  }

  private void damp() {
    damping = Math.min(MOST_DAMPING, Math.max(LEAST_DAMPING, 10 * damping));
    isWeighted = false;
  }

  private boolean isFinite() {
    return Double.isFinite(Vectors.sum(slope)) && Double.isFinite(Vectors.sum(curvature));
  }
}
