package io.tikhonov.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The medians of the rounds of one side in milliseconds. */
final class Times {

  private static final int FEWEST_STEPS = 3;
  private static final int MOST_STEPS = 20_000;

  private final Peer peer;
  private final List<Double> rounds = new ArrayList<>();
  private int steps = FEWEST_STEPS;

  Times(Peer peer) {
    this.peer = peer;
  }

  /** Steps for a while, and finds out how many steps make a round. */
  void warmUp(long millis, long roundMillis) {
    long end = System.nanoTime() + millis * 1_000_000;
    double median;
    do {
      median = median(peer.run(steps));
      double fitting = roundMillis / Math.max(median, 1e-6);
      steps = (int) Math.min(Math.max(fitting, FEWEST_STEPS), MOST_STEPS);
    } while (System.nanoTime() < end);
  }

  /** One round. */
  void round() {
    rounds.add(median(peer.run(steps)));
  }

  /** The median of the rounds. */
  double median() {
    return median(rounds.stream().mapToDouble(Double::doubleValue).toArray());
  }

  double min() {
    return rounds.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  double max() {
    return rounds.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Rounds of several sides in turn, after each has been warmed up. */
  static void alternate(List<Times> sides, Options options) {
    for (Times side : sides) {
      side.warmUp(options.warmUpMillis(), options.roundMillis());
    }
    for (int i = 0; i < options.rounds(); i++) {
      for (Times side : sides) {
        side.round();
        rest();
      }
    }
  }

  /** Long enough for the threads of the other side to stop spinning. */
  private static void rest() {
    try {
      Thread.sleep(30);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted between rounds", e);
    }
  }
}
