package io.tikhonov.processor.spi;

import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;

/** A learning rate that depends on the step. */
public non-sealed interface ScheduleDefinition extends Definition {

  /** The rate η of a step, a scalar. */
  Node rate(ScheduleSite site);

  /**
   * What a schedule may depend on.
   *
   * @param base the optimizer's learning rate
   * @param step t = 0, 1, ...
   * @param totalSteps length of the run, or 0 if nobody said how long it is
   */
  record ScheduleSite(Graph graph, Ingredient ingredient, Node base, Node step, Node totalSteps) {}
}
