package io.tikhonov.runtime;

/** Hears how training goes on, in the training thread. */
@FunctionalInterface
public interface TrainingListener {

  /** An epoch has ended, validation included. */
  void epochEnded(TrainingHistory.Epoch epoch);

  /** A step has been made. */
  default void stepEnded(StepResult result) {}
}
