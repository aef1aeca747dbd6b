package io.tikhonov.runtime.solve;

/**
 * Descent on Σᵢ sᵢδηᵢ + ½cᵢδηᵢ² with δη = Z·δ, where Z are the centred columns; the state is s +
 * c·δη, by rows. A step takes as many multiplications as there are rows, however many features.
 */
final class ResidualDescent extends Descent {

  private final Design design;
  private final boolean centred;
  private double[] weights = {};
  private double[] means = {};
  private double[] squares = {};
  private double[] state = {};
  private final double[][] states = new double[MEMORY + 1][0];

  ResidualDescent(Design design, boolean centred) {
    this.design = design;
    this.centred = centred;
  }

  /**
   * Takes a working set and weights; {@link #w} is to be filled.
   *
   * @param at where slopes are taken, up to the intercept, which follows at once
   */
  void enter(int[] features, int number, double[] newWeights, Point at) {
    order = features;
    count = number;
    weights = newWeights;
    if (w.length < count) {
      w = new double[features.length];
      means = new double[features.length];
      squares = new double[features.length];
    }
    if (state.length == 0) {
      state = new double[design.rows];
    }
    double weightSum = Vectors.sum(weights);
    double shift = centred ? -at.interceptSlope / weightSum : 0;
    for (int i = 0; i < state.length; i++) {
      state[i] = at.slope[i] + weights[i] * shift;
    }
    for (int i = 0; i < count; i++) {
      double[] x = design.column(order[i]);
      means[i] = centred ? Vectors.dot(x, weights) / weightSum : 0;
      squares[i] = product(x, means[i], x, means[i]);
      if (WorkingGram.isConstant(squares[i], means[i], weightSum)) {
        squares[i] = 0;
      }
    }
  }

  private double product(double[] x, double xMean, double[] y, double yMean) {
    double sum = 0;
    for (int row = 0; row < x.length; row++) {
      sum += weights[row] * (x[row] - xMean) * (y[row] - yMean);
    }
    return sum;
  }

  @Override
  double slope(int i) {
    // The state adds up to 0 where columns are centred, so that their means do not matter.
    return squares[i] == 0 ? 0 : Vectors.dot(design.column(order[i]), state);
  }

  @Override
  double square(int i) {
    return squares[i];
  }

  @Override
  double[] matrix(int from, int size) {
    double[] block = new double[size * size];
    for (int i = 0; i < size; i++) {
      for (int k = 0; k <= i; k++) {
        boolean constant = squares[from + i] == 0 || squares[from + k] == 0;
        double value =
            constant
                ? 0
                : product(
                    design.column(order[from + i]),
                    means[from + i],
                    design.column(order[from + k]),
                    means[from + k]);
        block[i * size + k] = value;
        block[k * size + i] = value;
      }
    }
    return block;
  }

  @Override
  void move(int i, double step) {
    if (squares[i] > 0) {
      add(state, step, weights, design.column(order[i]), means[i]);
    }
  }

  @Override
  void settle() {
    // Every step has moved all of the state.
  }

  private static void add(double[] r, double step, double[] c, double[] x, double mean) {
    for (int row = 0; row < r.length; row++) {
      r[row] += step * c[row] * (x[row] - mean);
    }
  }

  @Override
  void keepState(int number) {
    if (states[number].length == 0) {
      states[number] = new double[state.length];
    }
    Vectors.copy(state, states[number]);
  }

  @Override
  void combineStates(double[] factors) {
    combine(factors, states, state.length);
  }

  @Override
  void takeState() {
    Vectors.copy(states[0], state);
  }

  @Override
  double change(double[] point) {
    double[] otherState = states[0];
    double sum = 0;
    for (int row = 0; row < otherState.length; row++) {
      if (weights[row] > 0) {
        sum += (otherState[row] - state[row]) * (otherState[row] + state[row]) / weights[row];
      }
    }
    return 0.5 * sum;
  }
}
