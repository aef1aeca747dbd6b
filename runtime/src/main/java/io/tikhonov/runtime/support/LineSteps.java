package io.tikhonov.runtime.support;

import java.util.Arrays;

/**
 * Steps that go through whole lines of an array or sum over groups of elements.
 *
 * <p>Scratch memory is kept, so that after the first call with given sizes a call allocates
 * nothing. Results do not depend on the number of threads. Not for several threads at once: each
 * program has its own.
 */
public final class LineSteps {
  /** Work for an element of a line, in additions. */
  private static final int WORK = 40;

  /** Chunks for each thread, each with scratch of its own. */
  private static final int CHUNKS_PER_THREAD = 2;

  private final Workers workers;
  private final Workers.Task lines = this::steps;
  private final TotalVariationLine[] scratch;
  private double[] sums = {};

  // The call under way.
  private Memory point;
  private Memory thresholds;
  private double threshold;
  private Memory result;
  private int length;
  private int inner;

  /** Steps whose lines are spread over threads. */
  public LineSteps(Workers workers) {
    this.workers = workers;
    scratch = new TotalVariationLine[CHUNKS_PER_THREAD * workers.threads()];
  }

  /**
   * The proximal step of total variation along the middle axis of an array (outer, length, inner):
   * for each line v the minimiser of Σ(xᵢ − vᵢ)²/2 + t·Σ|xᵢ₊₁ − xᵢ|. {@code out} may be {@code x}.
   */
  public void totalVariation(
      Floats x, int outer, int length, int inner, double threshold, Floats out) {
    run(x, outer, length, inner, null, threshold, out);
  }

  /** The same in double precision. */
  public void totalVariation(
      Doubles x, int outer, int length, int inner, double threshold, Doubles out) {
    run(x, outer, length, inner, null, threshold, out);
  }

  /**
   * The same with a threshold for each element: the minimiser of Σ(xᵢ − vᵢ)²/(2tᵢ) + Σ|xᵢ₊₁ − xᵢ|.
   */
  public void totalVariation(
      Floats x, int outer, int length, int inner, Floats thresholds, Floats out) {
    run(x, outer, length, inner, thresholds, 0, out);
  }

  /** The same in double precision. */
  public void totalVariation(
      Doubles x, int outer, int length, int inner, Doubles thresholds, Doubles out) {
    run(x, outer, length, inner, thresholds, 0, out);
  }

  private void run(
      Memory x, int outer, int size, int within, Memory steps, double step, Memory out) {
    Sizes.require(x, out, outer, size, within);
    if (steps != null) {
      Sizes.requireLength(steps, (long) outer * size * within);
    }
    point = x;
    thresholds = steps;
    threshold = step;
    result = out;
    length = size;
    inner = within;
    int count = outer * within;
    int least = (count + scratch.length - 1) / scratch.length;
    workers.run(count, Math.max(least, Workers.grain((long) WORK * size)), lines);
    point = null;
    thresholds = null;
    result = null;
  }

  private void steps(int chunk, int from, int to) {
    TotalVariationLine line = scratch[chunk];
    if (line == null) {
      line = new TotalVariationLine();
      scratch[chunk] = line;
    }
    double[] values = line.line(length);
    double[] weights = line.weights();
    for (int number = from; number < to; number++) {
      int start = number / inner * length * inner + number % inner;
      double lambda = threshold;
      for (int i = 0; i < length; i++) {
        values[i] = point.get(start + i * inner);
      }
      if (thresholds == null) {
        Arrays.fill(weights, 0, length, 1);
      } else {
        lambda = weigh(weights, start);
      }
      line.solve(length, lambda);
      for (int i = 0; i < length; i++) {
        result.put(start + i * inner, values[i]);
      }
    }
  }

  /** The weights t/tᵢ for the largest threshold t, which is returned. */
  private double weigh(double[] weights, int start) {
    double largest = 0;
    for (int i = 0; i < length; i++) {
      weights[i] = thresholds.get(start + i * inner);
      largest = Math.max(largest, weights[i]);
    }
    for (int i = 0; i < length; i++) {
      // An element whose step has underflowed stays where it is, as it does with a huge weight.
      weights[i] = largest / Math.max(weights[i], largest * 1e-30);
    }
    return largest;
  }

  /**
   * For each element the sum over its group: out[i] = Σ x[j] over all j with group[j] = group[i].
   * {@code out} may be {@code x}.
   *
   * @param groups whole numbers from 0 on, as {@link Checks#groups} demands
   */
  public void groupSums(Floats x, Floats groups, int count, Floats out) {
    sumGroups(x, groups, count, out);
  }

  /** The same in double precision. */
  public void groupSums(Doubles x, Doubles groups, int count, Doubles out) {
    sumGroups(x, groups, count, out);
  }

  private void sumGroups(Memory x, Memory groups, int count, Memory out) {
    Sizes.require(x, out, 1, count, 1);
    Sizes.requireLength(groups, count);
    int most = 0;
    for (int i = 0; i < count; i++) {
      most = Math.max(most, (int) groups.get(i) + 1);
    }
    if (sums.length < most) {
      sums = new double[most];
    }
    Arrays.fill(sums, 0, most, 0);
    for (int i = 0; i < count; i++) {
      sums[(int) groups.get(i)] += x.get(i);
    }
    for (int i = 0; i < count; i++) {
      out.put(i, sums[(int) groups.get(i)]);
    }
  }
}
