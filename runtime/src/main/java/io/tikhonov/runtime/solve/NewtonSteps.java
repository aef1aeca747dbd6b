package io.tikhonov.runtime.solve;

import java.util.Arrays;

/**
 * Proximal Newton steps for a convex f. Second derivatives of the working set stay in memory and
 * are computed anew only when the weights ℓᵢ'' have changed enough to matter, which those of a
 * quadratic f never do; steps are shortened until the objective falls sufficiently (Lee, Sun and
 * Saunders, Proximal Newton-type methods, 2014). Where they have to be shortened, the weights are
 * increased for the next steps.
 */
final class NewtonSteps {

  /** The relative change of the weights at which second derivatives are computed anew. */
  private static final double DRIFT = 0.1;

  /** The same after a step that has not halved the gap, and where that costs next to nothing. */
  private static final double LITTLE_DRIFT = 0.01;

  /**
   * Second derivatives of a working set take no longer than an evaluation of the gradient if its
   * square is less than so many times the features, and hardly any time if it is small.
   */
  private static final int CHEAP = 16;

  private static final int SMALL = 64;

  /** Descent ends when a sweep does so little of what the first one did. */
  private static final double ACCURACY = 1e-3;

  /** The same for a quadratic f, where the model is as good as single precision. */
  private static final double QUADRATIC_ACCURACY = 1e-10;

  /** Where it ends in any case, relative to the gap that is allowed, unless that is not enough. */
  private static final double TARGET = 0.05;

  /** The same for a quadratic f. */
  private static final double QUADRATIC_TARGET = 0.3;

  /** What the target is multiplied by after a gap too large: at least, and at most. */
  private static final double LEAST_CUT = 1e-4;

  private static final double MOST_CUT = 0.3;

  /** What it is multiplied by for the next penalty. */
  private static final double RELIEF = 4;

  private static final double SUFFICIENT = 1e-4;
  private static final double SHORTEST = 1e-9;
  private static final double LEAST_DAMPING = 1e-3;
  private static final double MOST_DAMPING = 1e6;
  private static final int IDLE_STEPS = 8;

  private final LinearModel model;
  private final WorkingSet set;
  private final Certificate certificate;
  private final double rounding;
  private final double[] weights;
  private final double[] target;
  private final double[] start;
  private final double firstPart;

  /** The present target of descent, relative to the gap that is allowed. */
  private double part;

  private boolean isWeighted;
  private double damping;
  private long evaluations;

  /** Hears of iterations. */
  interface Listener {
    void iterated(double objective, double gap);
  }

  NewtonSteps(LinearModel model, WorkingSet set, Certificate certificate) {
    this.model = model;
    this.set = set;
    this.certificate = certificate;
    rounding = model.design().elementSize() == Float.BYTES ? 1e-6 : 1e-14;
    weights = new double[model.rows()];
    firstPart = model.isQuadratic() ? QUADRATIC_TARGET : TARGET;
    part = firstPart;
    target = new double[model.features()];
    start = new double[model.features()];
  }

  /** The number of evaluations of f. */
  long evaluations() {
    return evaluations;
  }

  /** Evaluates f at a point without its gradient by w. */
  void linearize(Point at) {
    evaluations++;
    at.smooth = model.linearize(at.w, at.b, at.slope, at.curvature);
  }

  /**
   * Minimises.
   *
   * @param before the penalty of the last solution, and how far slopes may still move since then
   *     ({@link WorkingSet#extend})
   * @param at the start with its derivatives; becomes the solution
   */
  CoordinateDescent.Result minimise(
      Blocks blocks,
      Blocks before,
      double share,
      Point at,
      double tolerance,
      int maxIterations,
      Listener listener) {
    certificate.load(blocks);
    set.takeNonzeros(blocks, at.w);
    part = Math.min(firstPart, RELIEF * part);
    int iterations = 0;
    int idle = 0;
    double known = Double.POSITIVE_INFINITY;
    double best = Double.POSITIVE_INFINITY;
    String reason = null;
    double objective;
    double relative;
    while (true) {
      objective = at.smooth + blocks.value(at.w);
      double scale = certificate.scale(at.smooth, objective);
      relative = certificate.gap(at, tolerance * scale) / scale;
      if (relative <= tolerance) {
        reason = "the tolerance was reached";
      } else if (idle == IDLE_STEPS) {
        reason = "rounding does not allow a smaller gap";
      } else {
        reason = ending(iterations, maxIterations);
      }
      if (reason != null) {
        break;
      }
      if (set.extend(blocks, before, iterations == 0 ? share : 0, at) > 0) {
        known = Double.POSITIVE_INFINITY;
      } else if (iterations > 0) {
        part *= Math.min(MOST_CUT, Math.max(LEAST_CUT, tolerance / relative));
      }
      weigh(at, isCheap() || relative > 0.5 * known ? LITTLE_DRIFT : DRIFT);
      known = relative;
      boolean moved = step(blocks, at, objective, tolerance * scale);
      idle = moved || known < 0.5 * best ? 0 : idle + 1;
      best = Math.min(best, known);
      iterations++;
      listener.iterated(objective, relative);
    }
    return new CoordinateDescent.Result(
        objective, relative, iterations, relative <= tolerance, reason);
  }

  private boolean isCheap() {
    int count = set.gram.count;
    return count <= SMALL || (double) count * count < (double) CHEAP * model.features();
  }

  /** Null if there may be another iteration; otherwise the reason why not. */
  private static String ending(int iterations, int maxIterations) {
    if (Thread.currentThread().isInterrupted()) {
      return "its thread was interrupted";
    }
    return iterations >= maxIterations ? "the number of iterations was used up" : null;
  }

  /**
   * Computes second derivatives with the present weights if they are too old; those of a quadratic
   * f are there from the beginning.
   */
  private void weigh(Point at, double drift) {
    if (model.isQuadratic()) {
      return;
    }
    boolean anew = !isWeighted || !set.gram.holds();
    double sum = Vectors.sum(at.curvature);
    double least = sum > 0 ? damping * sum / weights.length : 0;
    if (!anew) {
      double[] old = set.gram.weights();
      double oldSum = set.gram.weightSum();
      double ratio = (sum + least * weights.length) / oldSum;
      double change = 0;
      for (int i = 0; i < weights.length; i++) {
        change += Math.abs(at.curvature[i] + least - ratio * old[i]);
      }
      anew = !(change <= drift * ratio * oldSum);
      if (!anew) {
        set.gram.scale = ratio;
        return;
      }
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] = at.curvature[i] + least;
    }
    if (!(sum > 0)) {
      // Nothing but straight lines here (Huber's loss far away): the slopes set the scale.
      double largest = 0;
      for (double value : at.slope) {
        largest = Math.max(largest, Math.abs(value));
      }
      Arrays.fill(weights, largest > 0 ? largest : 1);
    }
    set.weigh(weights);
    isWeighted = true;
  }

  /**
   * One step, at whose end all derivatives are taken.
   *
   * @param allowed the gap that is allowed
   * @return false if rounding does not let the objective fall
   */
  private boolean step(Blocks blocks, Point at, double objective, double allowed) {
    Descent descent = set.enter(at);
    descent.load(blocks);
    descent.descend(part * allowed, model.isQuadratic() ? QUADRATIC_ACCURACY : ACCURACY);
    double shift = set.centred ? -at.interceptSlope / (set.gram.scale * set.gram.weightSum()) : 0;
    double predicted = at.interceptSlope * shift;
    Vectors.copy(at.w, target);
    for (int i = 0; i < descent.count; i++) {
      int j = descent.order[i];
      double move = descent.w[i] - at.w[j];
      target[j] = descent.w[i];
      if (move != 0) {
        predicted += (at.gradient[j] - set.gram.means[i] * at.interceptSlope) * move;
        shift -= set.gram.means[i] * move;
      }
    }
    predicted += blocks.value(target) - blocks.value(at.w);
    boolean moved = search(blocks, at, shift, objective, predicted);
    set.differentiate(at);
    return moved;
  }

  /** Goes as far towards {@link #target} as the objective falls sufficiently. */
  private boolean search(
      Blocks blocks, Point at, double shift, double objective, double predicted) {
    Vectors.copy(at.w, start);
    double from = at.b;
    double slack = rounding * Math.abs(objective);
    double length = 1;
    while (length >= SHORTEST) {
      for (int j = 0; j < start.length; j++) {
        at.w[j] = length == 1 ? target[j] : start[j] + length * (target[j] - start[j]);
      }
      at.b = from + length * shift;
      linearize(at);
      double reached = at.smooth + blocks.value(at.w);
      if (reached <= objective + SUFFICIENT * length * predicted + slack && isFinite(at)) {
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
    Vectors.copy(start, at.w);
    at.b = from;
    linearize(at);
    damp();
    return false;
  }

  private void damp() {
    if (model.isQuadratic()) {
      return; // nothing but rounding can have stopped it
    }
    damping = Math.min(MOST_DAMPING, Math.max(LEAST_DAMPING, 10 * damping));
    isWeighted = false;
  }

  private static boolean isFinite(Point at) {
    return Double.isFinite(Vectors.sum(at.slope)) && Double.isFinite(Vectors.sum(at.curvature));
  }
}
