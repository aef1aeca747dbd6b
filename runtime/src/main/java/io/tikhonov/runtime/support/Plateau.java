package io.tikhonov.runtime.support;

/**
 * Notices that a metric no longer falls, as {@code ReduceLROnPlateau} of PyTorch does.
 *
 * <p>After more than {@code patience} observations without improvement the factor that schedules
 * read is multiplied once more, and the next {@code cooldown} observations count nothing.
 */
final class Plateau {
  private final double step;
  private final long patience;
  private final double threshold;
  private final long cooldown;

  private State state = new State(1, Double.POSITIVE_INFINITY, 0, 0);

  /**
   * What has been observed.
   *
   * @param factor the product so far
   * @param best the lowest metric
   * @param bad observations since then
   * @param resting observations that still count nothing
   */
  record State(double factor, double best, long bad, long resting) {

    /** One line, from which {@link #parse} makes an equal state. */
    String text() {
      return factor + " " + best + " " + bad + " " + resting;
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static State parse(String text) {
      String[] parts = text.split(" ", -1);
      if (parts.length != 4) {
        throw new IllegalArgumentException("four numbers expected");
      }
      State state =
          new State(
              Double.parseDouble(parts[0]),
              Double.parseDouble(parts[1]),
              Long.parseLong(parts[2]),
              Long.parseLong(parts[3]));
      if (!(state.factor >= 0 && state.factor <= 1) || state.bad < 0 || state.resting < 0) {
        throw new IllegalArgumentException("numbers out of range");
      }
      return state;
    }
  }

  Plateau(double step, long patience, double threshold, long cooldown) {
    this.step = step;
    this.patience = patience;
    this.threshold = threshold;
    this.cooldown = cooldown;
  }

  State state() {
    return state;
  }

  void restore(State saved) {
    state = saved;
  }

  double factor() {
    return state.factor;
  }

  /** Takes note of a metric; NaN is no improvement. */
  void observe(double metric) {
    boolean better =
        metric < state.best
            && (Double.isInfinite(state.best)
                || metric < state.best - threshold * Math.abs(state.best));
    double best = better ? metric : state.best;
    long bad = better ? 0 : state.bad + 1;
    long resting = state.resting;
    if (resting > 0) {
      resting--;
      bad = 0;
    }
    double factor = state.factor;
    if (bad > patience) {
      factor *= step;
      resting = cooldown;
      bad = 0;
    }
    state = new State(factor, best, bad, resting);
  }
}
