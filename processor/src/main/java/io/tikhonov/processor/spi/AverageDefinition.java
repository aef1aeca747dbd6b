package io.tikhonov.processor.spi;

import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import java.util.function.Supplier;

/** A running average of a parameter, which starts at the parameter's first value. */
public non-sealed interface AverageDefinition extends Definition {

  /** The new average. */
  Node average(AverageSite site);

  /**
   * What an average depends on.
   *
   * @param average the old average
   * @param parameter the parameter after the step
   * @param updates how many updates the parameter has had before, a scalar; counted if asked for
   * @param totalSteps length of the run, or 0 if nobody said how long it is
   */
  record AverageSite(
      Graph graph,
      Ingredient ingredient,
      Node average,
      Node parameter,
      Supplier<Node> updates,
      Node totalSteps) {}
}
