package io.tikhonov.processor.spi;

import io.tikhonov.processor.ir.Graph;
import io.tikhonov.processor.ir.Node;
import io.tikhonov.processor.model.Ingredient;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A number that depends on the step: a learning rate, the factor of a term, a weight decay, a
 * hyperparameter.
 *
 * <p>Its {@link #formula} calls the value η and the declared value η₀; whoever shows it puts in
 * what is scheduled.
 */
public non-sealed interface ScheduleDefinition extends Definition {

  /** The value of a step, a scalar. */
  Node value(ScheduleSite site);

  /** How it follows a metric, if it does. */
  default Optional<Plateau> plateau(Ingredient ingredient) {
    return Optional.empty();
  }

  /** True if the value is never above the declared one. */
  default boolean neverRises(Ingredient ingredient) {
    return false;
  }

  /** True if the value is the declared one in every step. */
  default boolean isConstant(Ingredient ingredient) {
    return false;
  }

  /**
   * When a metric counts as no longer falling.
   *
   * @param factor what the value is multiplied by then
   * @param patience observations without improvement that are borne
   * @param threshold the relative change that counts as an improvement
   * @param cooldown observations after a change in which nothing is counted
   */
  record Plateau(double factor, long patience, double threshold, long cooldown) {}

  /**
   * What a schedule may depend on.
   *
   * @param base the declared value, or 1 if the schedule is a factor of it
   * @param unit the declared value if {@code base} is 1, else 1: what absolute numbers of the
   *     annotation are divided by
   * @param step t = 0, 1, ...: steps or epochs since the schedule began to act
   * @param totalSteps length of the run on the same scale, or not above 0 if nobody said it
   * @param observed the product of the factors of {@link #plateau} so far
   */
  record ScheduleSite(
      Graph graph,
      Ingredient ingredient,
      Node base,
      double unit,
      Node step,
      Node totalSteps,
      Supplier<Node> observed) {

    /** A number of the annotation as a literal. */
    public Node literal(String attribute) {
      return graph.literal(ingredient.number(attribute));
    }

    /** An attribute that is a value of what is scheduled, on the scale of {@link #base}. */
    public Node value(String attribute) {
      return graph.literal(ingredient.number(attribute) / unit);
    }
  }
}
