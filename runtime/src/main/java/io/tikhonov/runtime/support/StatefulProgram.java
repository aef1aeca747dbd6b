package io.tikhonov.runtime.support;

import io.tikhonov.runtime.support.StoredTensor.Role;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A program with tensors that outlive a run: parameters, states, the optimizer's slots, constants.
 * They are registered in the constructor of the generated class, in declared order; names of the
 * first three kinds are unique together.
 */
public abstract sealed class StatefulProgram extends Program permits GeneratedObjective {

  final TensorStore store = new TensorStore();

  /** The running average of each parameter that has one. */
  final Map<Memory, Memory> averages = new LinkedHashMap<>();

  private long seed;

  StatefulProgram(long seed, int threads) {
    super(threads);
    this.seed = seed;
  }

  /** The seed of the random draws; see {@link Randoms#key}. Loading a checkpoint sets it. */
  protected final long seed() {
    return seed;
  }

  final void seed(long value) {
    seed = value;
  }

  /**
   * A parameter in single precision with its first values. Its index is the number of parameters
   * registered before it.
   *
   * @param scale as {@link Initializers} says; NaN for its default
   */
  protected final Floats parameterFloats(
      String name, Initializers init, double scale, long... shape) {
    Floats memory = store.floats(Role.PARAMETER, name, shape);
    init.fill(memory, scale, shape, seed, name);
    return memory;
  }

  /** A parameter in double precision. */
  protected final Doubles parameterDoubles(
      String name, Initializers init, double scale, long... shape) {
    Doubles memory = store.doubles(Role.PARAMETER, name, shape);
    init.fill(memory, scale, shape, seed, name);
    return memory;
  }

  /** A state in single precision: set by steps, saved with the parameters. */
  protected final Floats stateFloats(String name, Initializers init, double scale, long... shape) {
    Floats memory = store.floats(Role.STATE, name, shape);
    init.fill(memory, scale, shape, seed, name);
    return memory;
  }

  /** A state in double precision. */
  protected final Doubles stateDoubles(
      String name, Initializers init, double scale, long... shape) {
    Doubles memory = store.doubles(Role.STATE, name, shape);
    init.fill(memory, scale, shape, seed, name);
    return memory;
  }

  /** The running average of a parameter in single precision, saved with the parameters. */
  protected final Floats averageFloats(String name, Floats parameter, long... shape) {
    Floats memory = store.floats(Role.STATE, name, shape);
    averages.put(parameter, memory);
    return memory;
  }

  /** The running average of a parameter in double precision. */
  protected final Doubles averageDoubles(String name, Doubles parameter, long... shape) {
    Doubles memory = store.doubles(Role.STATE, name, shape);
    averages.put(parameter, memory);
    return memory;
  }

  /** Zeros for the optimizer's memory, saved in checkpoints; {@code w/momentum}. */
  protected final Floats slotFloats(String name, long... shape) {
    return store.floats(Role.SLOT, name, shape);
  }

  /** Zeros for the optimizer's memory in double precision. */
  protected final Doubles slotDoubles(String name, long... shape) {
    return store.doubles(Role.SLOT, name, shape);
  }

  /**
   * A copy of a tensor that the builder was given.
   *
   * @throws IllegalStateException if it was not given
   * @throws IllegalArgumentException if its shape or type does not suit
   */
  protected final Floats constantFloats(String name, INDArray value, long... shape) {
    checkConstant(name, value, shape);
    Floats memory = owned(new Floats(TensorStore.count(name, shape)));
    new ArrayReader().copy(value, memory);
    return memory;
  }

  /** A copy of a tensor that the builder was given, in double precision. */
  protected final Doubles constantDoubles(String name, INDArray value, long... shape) {
    checkConstant(name, value, shape);
    Doubles memory = owned(new Doubles(TensorStore.count(name, shape)));
    new ArrayReader().copy(value, memory);
    return memory;
  }

  private static void checkConstant(String name, INDArray value, long[] shape) {
    if (value == null) {
      throw new IllegalStateException(
          "The constant \""
              + name
              + "\" is not set: call "
              + name
              + "(array) with an array of shape "
              + Input.describe(shape)
              + " before build().");
    }
    ParameterSet.checkValues("Constant", name, value, shape);
  }

  @Override
  public void close() {
    try {
      super.close();
    } finally {
      store.close();
    }
  }
}
