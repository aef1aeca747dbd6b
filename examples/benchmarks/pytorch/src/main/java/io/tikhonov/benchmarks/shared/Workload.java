package io.tikhonov.benchmarks.shared;

/** One problem on one side, in memory and ready to step. */
public interface Workload extends AutoCloseable {

  /** What a step needs but is not part of it; not timed. */
  default void prepare() {}

  /** Makes one training step, loss terms included where the problem says so. */
  void step();

  /**
   * Makes one training step and says the whole loss at the parameters before it, also where {@link
   * #step} may leave it out.
   */
  double stepWithLoss();

  @Override
  void close();
}
