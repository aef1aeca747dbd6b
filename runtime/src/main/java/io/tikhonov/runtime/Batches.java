package io.tikhonov.runtime;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The batches of a data set, in order or shuffled. Arrays are used again: what {@link #get} returns
 * is valid until it is called the next time.
 */
public interface Batches {

  /** The number of batches in an epoch. */
  int count();

  /** The number of rows in a batch; 1 for a complete batch. */
  int rows(int batch);

  /**
   * Arrays of a batch by the names of the inputs.
   *
   * @param batch from 0 to {@code count() - 1}
   */
  Map<String, INDArray> get(int batch);

  /** Puts rows, or complete batches, in the order of an epoch, a function of the two numbers. */
  void shuffle(long seed, long epoch);
}
