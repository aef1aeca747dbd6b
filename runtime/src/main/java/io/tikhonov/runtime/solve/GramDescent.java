package io.tikhonov.runtime.solve;

import java.util.Arrays;

/**
 * Descent on ½wᵀHw + qᵀw with the matrix H in memory, by {@link WorkingGram}; the state is what the
 * gradient has changed by. A step takes as many multiplications as there are features in the
 * working set, however many rows.
 *
 * <p>The state follows four steps at once, so that it is read and written once for them; slopes
 * asked for meanwhile have the steps that wait added.
 */
final class GramDescent extends Descent {

  private static final int TOGETHER = 4;

  private final WorkingGram gram;

  /** The gradient at the start. */
  private double[] base = {};

  /** What an element of the state counts, and the part of a step that moves the state. */
  private double[] unit = {};

  private double[] part = {};

  private double square = 1;

  /** The change of the gradient, divided by {@link #unit}. */
  private float[] state = {};

  private final float[][] states = new float[MEMORY + 1][0];

  // The steps that wait: coordinates, where their rows of H begin, and parts of steps.
  private int waiting;
  private final int[] places = new int[TOGETHER];
  private final int[] rows = new int[TOGETHER];
  private final float[] parts = new float[TOGETHER];

  GramDescent(WorkingGram gram) {
    this.gram = gram;
  }

  /** Takes the working set over; {@link #w} is to be filled. */
  void enter(Point at) {
    order = gram.order;
    count = gram.count;
    if (w.length < count) {
      w = new double[gram.stride];
      base = new double[gram.stride];
      unit = new double[gram.stride];
      part = new double[gram.stride];
      state = new float[gram.stride];
    }
    square = gram.scale;
    double factor = Math.sqrt(square);
    double largest = 0;
    for (int i = 0; i < count; i++) {
      double norm = gram.norms[i];
      base[i] = norm == 0 ? 0 : at.gradient[order[i]] - gram.means[i] * at.interceptSlope;
      largest = Math.max(largest, norm == 0 ? 0 : Math.abs(base[i]) / norm);
    }
    double scale = largest > 0 ? largest : 1;
    for (int i = 0; i < count; i++) {
      unit[i] = factor * gram.norms[i] * scale;
      part[i] = factor * gram.norms[i] / scale;
    }
    Arrays.fill(state, 0, count, 0);
    waiting = 0;
  }

  @Override
  double slope(int i) {
    float change = state[i];
    int row = i * gram.stride;
    for (int k = 0; k < waiting; k++) {
      change += parts[k] * gram.matrix[row + places[k]];
    }
    return base[i] + unit[i] * change;
  }

  @Override
  double square(int i) {
    return square * gram.norms[i] * gram.norms[i] * gram.matrix[i * gram.stride + i];
  }

  @Override
  double[] matrix(int from, int size) {
    double[] block = new double[size * size];
    for (int i = 0; i < size; i++) {
      int row = (from + i) * gram.stride + from;
      for (int k = 0; k < size; k++) {
        block[i * size + k] =
            square * gram.norms[from + i] * gram.norms[from + k] * gram.matrix[row + k];
      }
    }
    return block;
  }

  @Override
  void move(int i, double step) {
    places[waiting] = i;
    rows[waiting] = i * gram.stride;
    parts[waiting] = (float) (step * part[i]);
    waiting++;
    if (waiting == TOGETHER) {
      addFour(state, parts, gram.matrix, rows, count);
      waiting = 0;
    }
  }

  @Override
  void settle() {
    for (int k = 0; k < waiting; k++) {
      add(state, parts[k], gram.matrix, rows[k], count);
    }
    waiting = 0;
  }

  private static void add(float[] g, float step, float[] matrix, int at, int count) {
    for (int k = 0; k < count; k++) {
      g[k] += step * matrix[at + k];
    }
  }

  private static void addFour(float[] g, float[] steps, float[] matrix, int[] rows, int count) {
    float s0 = steps[0];
    float s1 = steps[1];
    float s2 = steps[2];
    float s3 = steps[3];
    int r0 = rows[0];
    int r1 = rows[1];
    int r2 = rows[2];
    int r3 = rows[3];
    for (int k = 0; k < count; k++) {
      g[k] +=
          (s0 * matrix[r0 + k] + s1 * matrix[r1 + k]) + (s2 * matrix[r2 + k] + s3 * matrix[r3 + k]);
    }
  }

  @Override
  void keepState(int number) {
    if (states[number].length < count) {
      states[number] = new float[state.length];
    }
    System.arraycopy(state, 0, states[number], 0, count);
  }

  @Override
  void combineStates(double[] factors) {
    float[] result = states[0];
    for (int i = 0; i < count; i++) {
      double sum = 0;
      for (int a = 0; a < MEMORY; a++) {
        sum += factors[a] * states[a + 1][i];
      }
      result[i] = (float) sum;
    }
  }

  @Override
  void takeState() {
    System.arraycopy(states[0], 0, state, 0, count);
  }

  @Override
  double change(double[] point) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      double average = base[i] + 0.5 * unit[i] * ((double) states[0][i] + state[i]);
      sum += (point[i] - w[i]) * average;
    }
    return sum;
  }
}
