package io.tikhonov.runtime;

import com.google.gson.JsonObject;

/** Follows the number by which epochs are compared, and says when it no longer improves. */
final class Monitor {
  private final double sign;
  private final long patience;
  private final double minimum;

  /** The best value so far, multiplied by the sign: smaller is better. */
  private double best = Double.POSITIVE_INFINITY;

  private long bad;

  /**
   * A monitor.
   *
   * @param higherIsBetter whether large numbers are good
   * @param patience epochs without improvement after which it is enough; 0 for never
   * @param minimum what a value must be better by to count
   */
  Monitor(boolean higherIsBetter, long patience, double minimum) {
    this.sign = higherIsBetter ? -1 : 1;
    this.patience = patience;
    this.minimum = minimum;
  }

  /** Takes note of an epoch's number; true if it is the best one. NaN is never the best one. */
  boolean improves(double value) {
    boolean better = sign * value < best - (Double.isInfinite(best) ? 0 : minimum);
    if (better) {
      best = sign * value;
      bad = 0;
    } else {
      bad++;
    }
    return better;
  }

  boolean isEnough() {
    return patience > 0 && bad >= patience;
  }

  double best() {
    return sign * best;
  }

  /** Whether an epoch was the best one so far: not if all of them gave NaN. */
  boolean hasBest() {
    return best < Double.POSITIVE_INFINITY;
  }

  /** What has been seen, for a checkpoint. */
  record State(double best, long bad) {

    JsonObject save() {
      JsonObject object = new JsonObject();
      object.add("best", HistoryFiles.number(best));
      object.addProperty("bad", bad);
      return object;
    }

    /** Reads what {@link #save} made; throws if it is something else. */
    static State restore(JsonObject object) {
      State state = new State(object.get("best").getAsDouble(), object.get("bad").getAsLong());
      if (Double.isNaN(state.best) || state.bad < 0) {
        throw new IllegalArgumentException("Numbers out of range.");
      }
      return state;
    }
  }

  State state() {
    return new State(best, bad);
  }

  void restore(State state) {
    best = state.best();
    bad = state.bad();
  }
}
