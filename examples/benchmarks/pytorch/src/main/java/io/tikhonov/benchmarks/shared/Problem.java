package io.tikhonov.benchmarks.shared;

import java.util.List;

/**
 * The numbers of a problem.
 *
 * @param parameters where training starts
 * @param inputs the batch, the same in every step
 */
public record Problem(List<Values> parameters, List<Values> inputs) {

  /**
   * A named array in c order.
   *
   * @param shape its sizes, none for a scalar
   * @param numbers of a floating array, otherwise null
   * @param labels of an array of class numbers, otherwise null
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed over once and never compared.
  public record Values(String name, long[] shape, float[] numbers, int[] labels) {}
}
