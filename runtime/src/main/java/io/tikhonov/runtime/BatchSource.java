package io.tikhonov.runtime;

import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Where the batches of a streamed data set come from. */
abstract class BatchSource {

  /** The batches of an epoch, read by one thread. */
  interface Epoch extends Iterator<Map<String, INDArray>>, AutoCloseable {
    @Override
    void close();
  }

  /**
   * Opens an epoch.
   *
   * @throws IllegalStateException if the batches come only once and are gone
   */
  abstract Epoch open(long epoch);

  /** Whether there is only one pass through the batches. */
  abstract boolean isOnce();

  static BatchSource reopened(
      LongFunction<? extends Stream<? extends Map<String, INDArray>>> epochs) {
    Objects.requireNonNull(epochs, "epochs");
    return new BatchSource() {
      @Override
      Epoch open(long epoch) {
        Stream<? extends Map<String, INDArray>> stream =
            Objects.requireNonNull(
                epochs.apply(epoch), "There is no stream for epoch " + epoch + ": it is null.");
        return new Reading(stream.iterator(), stream::close);
      }

      @Override
      boolean isOnce() {
        return false;
      }
    };
  }

  static BatchSource once(Iterator<? extends Map<String, INDArray>> batches, Runnable close) {
    Objects.requireNonNull(batches, "batches");
    AtomicBoolean opened = new AtomicBoolean();
    return new BatchSource() {
      @Override
      Epoch open(long epoch) {
        if (opened.getAndSet(true)) {
          throw new IllegalStateException(
              "These batches come once and have been used; nothing can go through them again."
                  + " Make a new data set, or give a source that can be opened for each epoch:"
                  + " Dataset.streamed(() -> ...).");
        }
        return new Reading(batches, close);
      }

      @Override
      boolean isOnce() {
        return true;
      }
    };
  }

  private static final class Reading implements Epoch {
    private final Iterator<? extends Map<String, INDArray>> batches;
    private final Runnable close;

    Reading(Iterator<? extends Map<String, INDArray>> batches, Runnable close) {
      this.batches = batches;
      this.close = close;
    }

    @Override
    public boolean hasNext() {
      return batches.hasNext();
    }

    @Override
    public Map<String, INDArray> next() {
      return batches.next();
    }

    @Override
    public void close() {
      close.run();
    }
  }
}
