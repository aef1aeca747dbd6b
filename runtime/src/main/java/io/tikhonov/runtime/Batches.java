package io.tikhonov.runtime;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The batches of a data set, in order or shuffled. Arrays are used again: what {@link #get} returns
 * is valid until it is called the next time.
 */
public interface Batches extends AutoCloseable {

  /** A number of batches that nobody has said, and that no epoch has shown yet. */
  int UNKNOWN = -1;

  /** The number of batches in an epoch, or {@link #UNKNOWN}. */
  int count();

  /**
   * Whether an epoch has this batch. A stream of unknown length looks ahead, and knows its {@link
   * #count} after the last batch.
   *
   * @param batch from 0
   */
  default boolean has(long batch) {
    return batch < count();
  }

  /**
   * The number of batches in an epoch; a stream is gone through for that if nobody has said it.
   *
   * @throws IllegalStateException if the batches come only once
   */
  default int countAll() {
    return count();
  }

  /** The number of rows in a batch; 1 for a complete batch whose inputs have different numbers. */
  int rows(int batch);

  /**
   * Arrays of a batch by the names of the inputs. A stream goes forward to it, and begins anew for
   * one that has passed.
   *
   * @param batch from 0 to {@code count() - 1}
   */
  Map<String, INDArray> get(int batch);

  /** Whether {@link #get} returns one of a fixed number of maps with the same arrays each time. */
  default boolean isReused() {
    return true;
  }

  /** Puts rows, or complete batches, in the order of an epoch, a function of the two numbers. */
  void shuffle(long seed, long epoch);

  /** Begins an epoch without shuffling. */
  default void inOrder(long epoch) {}

  /** Ends reading of a stream; it can be read again afterwards if it is of more than one epoch. */
  @Override
  default void close() {}
}
