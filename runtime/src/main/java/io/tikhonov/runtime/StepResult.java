package io.tikhonov.runtime;

import java.util.List;
import java.util.Map;

/** What a training step reports. All values are those at the parameters before the step. */
public final class StepResult {

  private final List<String> names;
  private final double[] values;
  private final double loss;
  private final double differentiable;
  private final double learningRate;
  private final long step;

  /**
   * Values of a step.
   *
   * @param names of the terms, an unmodifiable list
   * @param values of the terms, weights included; the array is not copied and must not change
   * @param loss their sum
   * @param differentiable the part that the gradient belongs to
   * @param learningRate used in this step
   * @param step t, counted from 0
   */
  public StepResult(
      List<String> names,
      double[] values,
      double loss,
      double differentiable,
      double learningRate,
      long step) {
    this.names = names;
    this.values = values;
    this.loss = loss;
    this.differentiable = differentiable;
    this.learningRate = learningRate;
    this.step = step;
  }

  /** The total of all declared terms. */
  public double loss() {
    return loss;
  }

  /** Every term, multiplied by its weight, by name in declared order. */
  public Map<String, Double> terms() {
    return new Terms(names, values);
  }

  /** The part of the total whose gradient trains the parameters: losses and coupled terms. */
  public double differentiable() {
    return differentiable;
  }

  /** The learning rate that the step used. */
  public double learningRate() {
    return learningRate;
  }

  /** The number t of the step, counted from 0. */
  public long step() {
    return step;
  }

  /** The step, its total and its terms as text. */
  @Override
  public String toString() {
    return "step " + step + ": loss " + loss + " " + terms() + ", learning rate " + learningRate;
  }
}
