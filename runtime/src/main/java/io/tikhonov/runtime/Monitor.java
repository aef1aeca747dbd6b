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

  JsonObject save() {
    JsonObject object = new JsonObject();
    object.add("best", HistoryFiles.number(best));
    object.addProperty("bad", bad);
    return object;
  }

  void restore(JsonObject object) {
    best = object.get("best").getAsDouble();
    bad = object.get("bad").getAsLong();
  }
}
