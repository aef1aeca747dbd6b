package io.tikhonov.runtime;

import java.util.List;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The trained tensors of an objective, by name. */
public interface Parameters {

  /** The names in declared order. */
  List<String> names();

  /**
   * The live tensor: it changes with every step, and what is written into it counts in the next
   * one. Use {@code dup()} to keep values.
   *
   * @throws IllegalArgumentException if there is no parameter of this name
   */
  INDArray get(String name);

  /**
   * Copies values into a parameter.
   *
   * @param values of the same shape, any floating type and strides
   * @throws IllegalArgumentException if there is no such parameter, or shape or type do not suit
   */
  void put(String name, INDArray values);

  /**
   * Leaves parameters out of all steps until {@link #unfreeze}.
   *
   * @throws IllegalArgumentException if there is no parameter of one of these names
   */
  void freeze(String... names);

  /** Takes parameters back into the steps. Those that are not frozen stay as they are. */
  void unfreeze(String... names);

  /** The names of the frozen parameters. */
  Set<String> frozen();

  /** The number of trained numbers in all parameters together. */
  long count();
}
