package io.tikhonov.runtime;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A step of a trainer, for Java Flight Recorder. */
@Name("io.tikhonov.Step")
@Label("Training Step")
@Category("Tikhonov")
@Description("One call of Objective.step by a trainer")
@StackTrace(false)
final class StepEvent extends Event {
  @Label("Step")
  long step;

  @Label("Loss")
  double loss;

  @Label("Learning Rate")
  double learningRate;
}
