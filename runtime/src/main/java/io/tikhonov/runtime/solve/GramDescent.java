package io.tikhonov.runtime.solve;

/**
 * Descent on ½wᵀHw + qᵀw with the matrix H in memory; the state is the gradient Hw + q. A step
 * takes as many multiplications as there are features in the working set, however many rows.
 */
final class GramDescent extends Descent {

  private final WorkingGram gram;

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
  void move(int i, double step) {
    add(state, step, gram.matrix, i * gram.stride, count);
  }

  private static void add(double[] g, double step, double[] matrix, int at, int count) {
    for (int k = 0; k < count; k++) {
      g[k] += step * matrix[at + k];
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
