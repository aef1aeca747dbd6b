package io.tikhonov.runtime.support;

import java.util.ArrayList;
import java.util.List;

/** How far a run has come, and what schedules know about it. */
final class RunClock {
  private final String model;
  private final List<Plateau> plateaus = new ArrayList<>();
  private int batchesPerStep = 1;
  private boolean countsEpochs;

  private long batches;
  private long totalSteps;
  private double stepsPerEpoch;

  RunClock(String model) {
    this.model = model;
  }

  // ---- what the declaration says ----

  void batchesPerStep(int number) {
    batchesPerStep = number;
  }

  void countsEpochs() {
    countsEpochs = true;
  }

  void follow(Plateau plateau) {
    plateaus.add(plateau);
  }

  // ---- the run ----

  int batchesPerStep() {
    return batchesPerStep;
  }

  /** The batches that were trained on. */
  long batches() {
    return batches;
  }

  /** The steps made. */
  long step() {
    return batches / batchesPerStep;
  }

  /** True if the coming batch completes a step. */
  boolean completesStep() {
    return batches % batchesPerStep == batchesPerStep - 1;
  }

  void advance() {
    batches++;
  }

  long totalSteps() {
    return totalSteps;
  }

  void totalSteps(long steps) {
    if (steps < 0) {
      throw new IllegalArgumentException("A run cannot have " + steps + " steps.");
    }
    totalSteps = steps;
  }

  double stepsPerEpoch() {
    return stepsPerEpoch;
  }

  void stepsPerEpoch(double steps) {
    if (!(steps >= 0) || Double.isInfinite(steps)) {
      throw new IllegalArgumentException("An epoch cannot have " + steps + " steps.");
    }
    stepsPerEpoch = steps;
  }

  double factor(int plateau) {
    return plateaus.get(plateau).factor();
  }

  void observe(double metric) {
    plateaus.forEach(plateau -> plateau.observe(metric));
  }

  /**
   * Makes sure that schedules can be followed.
   *
   * @throws IllegalStateException if one counts epochs and nobody said how long they are
   */
  void requireEpochs() {
    if (countsEpochs && stepsPerEpoch == 0) {
      throw new IllegalStateException(
          "A schedule of "
              + model
              + " counts epochs, and nobody has said how many steps an epoch has: call"
              + " stepsPerEpoch(n) before the first step. Trainer does so on its own; for a stream"
              + " of batches it needs batchesPerEpoch(n) of the data.");
    }
  }

  // ---- checkpoints ----

  List<Plateau.State> observed() {
    return plateaus.stream().map(Plateau::state).toList();
  }

  /** Goes on from a checkpoint; schedules of another declaration stay as they are. */
  void restore(CheckpointData data) {
    batches = data.batches();
    totalSteps = data.totalSteps();
    stepsPerEpoch = data.stepsPerEpoch();
    for (int i = 0; i < plateaus.size() && data.plateaus().size() == plateaus.size(); i++) {
      plateaus.get(i).restore(data.plateaus().get(i));
    }
  }

  /** Leaves out the batches of a step under way, whose gradients are not there. */
  void beginStep() {
    batches -= batches % batchesPerStep;
  }
}
