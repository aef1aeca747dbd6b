package io.tikhonov.dsl;

/**
 * An integer input: class numbers or row numbers.
 *
 * <p>Labels are not numbers to calculate with. They go into {@link
 * Losses#softmaxCrossEntropy(Tensor, Labels)}, {@link Ops#gather(Tensor, Labels)} and {@link
 * Ops#oneHot(Labels, String)}. On the generated side they are an ND4J array of type INT or LONG;
 * each value is checked against the dimension it points into before the step changes anything.
 */
public final class Labels {
  private Labels() {}
}
