package io.tikhonov.runtime.solve;

import java.util.Arrays;

/**
 * Descent on ½wᵀHw + qᵀw with the matrix H in memory; the state is the gradient Hw + q. A step
 * takes as many multiplications as there are features in the working set, however many rows.
 *
 * <p>Passes over a block look at its own part of H, which stays in the cache; all of H is read once
 * for several of them.
 */
final class GramDescent extends Descent {

  /** Coordinates in a block: its part of H takes 128 KB. */
  private static final int BLOCK = 128;

  private static final int ROUNDS = 10;

  private final WorkingGram gram;

  // The block under way, and the steps in it.
  private int first;
  private int end;
  private double[] pending = {};

  GramDescent(WorkingGram gram) {
    this.gram = gram;
  }

  /** Takes the working set over; {@link #w} and {@link #state} are to be filled. */
  void enter() {
    order = gram.order;
    count = gram.count;
    if (w.length < count) {
      w = new double[gram.stride];
      state = new double[gram.stride];
    }
  }

  @Override
  int stateSize() {
    return count;
  }

  @Override
  double slope(int i) {
    return state[i];
  }

  @Override
  double square(int i) {
    return gram.matrix[i * gram.stride + i];
  }

  @Override
  double[] matrix(int from, int size) {
    double[] block = new double[size * size];
    for (int i = 0; i < size; i++) {
      System.arraycopy(gram.matrix, (from + i) * gram.stride + from, block, i * size, size);
    }
    return block;
  }

  @Override
  int blockSize() {
    return BLOCK;
  }

  @Override
  int blockRounds() {
    return ROUNDS;
  }

  @Override
  void begin(int from, int to) {
    first = from;
    end = to;
    if (pending.length < end - first) {
      pending = new double[Math.max(BLOCK, end - first)];
    }
    Arrays.fill(pending, 0, end - first, 0);
  }

  @Override
  void move(int i, double step) {
    pending[i - first] += step;
    add(state, step, gram.matrix, i * gram.stride, first, end);
  }

  private static void add(double[] g, double step, double[] matrix, int at, int from, int to) {
    for (int k = from; k < to; k++) {
      g[k] += step * matrix[at + k];
    }
  }

  @Override
  void leave(int from, int to) {
    int number = 0;
    int[] rows = new int[4];
    double[] steps = new double[4];
    for (int i = from; i < to; i++) {
      if (pending[i - from] != 0) {
        rows[number] = i * gram.stride;
        steps[number++] = pending[i - from];
        if (number == 4) {
          addFour(state, steps, gram.matrix, rows, 0, from);
          addFour(state, steps, gram.matrix, rows, to, count);
          number = 0;
        }
      }
    }
    for (int i = 0; i < number; i++) {
      add(state, steps[i], gram.matrix, rows[i], 0, from);
      add(state, steps[i], gram.matrix, rows[i], to, count);
    }
  }

  /** Four rows at once, so that g is read and written once for them. */
  private static void addFour(
      double[] g, double[] steps, double[] matrix, int[] rows, int from, int to) {
    double s0 = steps[0];
    double s1 = steps[1];
    double s2 = steps[2];
    double s3 = steps[3];
    int r0 = rows[0];
    int r1 = rows[1];
    int r2 = rows[2];
    int r3 = rows[3];
    for (int k = from; k < to; k++) {
      g[k] +=
          (s0 * matrix[r0 + k] + s1 * matrix[r1 + k]) + (s2 * matrix[r2 + k] + s3 * matrix[r3 + k]);
    }
  }

  @Override
  double change(double[] point, double[] otherState) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += (point[i] - w[i]) * (otherState[i] + state[i]);
    }
    return 0.5 * sum;
  }
}
