package io.tikhonov.runtime;

import java.util.List;
import java.util.Map;

/** The value of an objective on a batch, in inference mode. */
public final class Evaluation {

  private final List<String> names;
  private final double[] values;
  private final double loss;
  private final double differentiable;

  /**
   * Values of a batch.
   *
   * @param names of the terms, an unmodifiable list
   * @param values of the terms, weights included; the array is not copied and must not change
   * @param loss their sum
   * @param differentiable the part that the gradient belongs to
   */
  public Evaluation(List<String> names, double[] values, double loss, double differentiable) {
    this.names = names;
    this.values = values;
    this.loss = loss;
    this.differentiable = differentiable;
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

  /** The total and its terms as text. */
  @Override
  public String toString() {
    return "loss " + loss + " " + terms();
  }
}
