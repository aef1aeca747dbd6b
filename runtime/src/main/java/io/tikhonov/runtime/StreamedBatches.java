package io.tikhonov.runtime;

import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes through the stream of an epoch, forward; anew for the next epoch. */
final class StreamedBatches implements Batches {
  private static final Logger LOG = LoggerFactory.getLogger(Dataset.class);

  private final StreamedDataset data;

  /** What is read; null when nothing is. */
  private BatchSource.Epoch open;

  /** The epoch that is read, and the one that shall be. They differ only for several epochs. */
  private long epoch;

  private long wanted;

  /** The batches that were taken from what is read. */
  private long taken;

  private Map<String, INDArray> current;

  StreamedBatches(StreamedDataset data) {
    this.data = data;
  }

  @Override
  public int count() {
    return data.count();
  }

  @Override
  public int countAll() {
    if (count() != UNKNOWN) {
      return count();
    } else if (data.source().isOnce()) {
      throw new IllegalStateException(
          "How many batches come is not known, so an epoch has no end that could be planned with."
              + " Say how many make an epoch, batchesPerEpoch(n) of the data, or train for a number"
              + " of steps: Trainer.steps(n).");
    }
    LOG.info(
        "Going through the data once to count the batches of an epoch; batchesPerEpoch(n) of the"
            + " data saves that");
    close();
    long batches = 0;
    try (BatchSource.Epoch counted = data.source().open(0)) {
      while (counted.hasNext()) {
        counted.next();
        batches++;
      }
    }
    requireSome(batches);
    data.counted(batches);
    return count();
  }

  @Override
  public boolean has(long batch) {
    if (count() != UNKNOWN) {
      return batch < count();
    }
    if (open != null && epoch == wanted && taken > batch) {
      return true;
    }
    reach(batch);
    return count() == UNKNOWN || batch < count();
  }

  @Override
  public int rows(int batch) {
    return StreamedDataset.rows(get(batch));
  }

  @Override
  public Map<String, INDArray> get(int batch) {
    if (current == null || taken - 1 != position(batch)) {
      if (!reach(batch)) {
        throw ended(batch);
      }
      current = data.complete(next());
    }
    return current;
  }

  @Override
  public boolean isReused() {
    return false;
  }

  @Override
  public void shuffle(long seed, long number) {
    wanted = number;
  }

  @Override
  public void inOrder(long number) {
    wanted = data.source().isOnce() ? number : 0;
  }

  /** The place of a batch in what is read: batches that come once go on over the epochs. */
  private long position(long batch) {
    return data.source().isOnce() && count() != UNKNOWN ? wanted * count() + batch : batch;
  }

  /** Goes forward until the batch is the next one; false if the stream ends before. */
  private boolean reach(long batch) {
    boolean once = data.source().isOnce();
    long position = position(batch);
    if (open != null && (taken > position || (epoch != wanted && !once))) {
      if (!once) {
        requireEnd();
      }
      close();
    }
    if (open == null) {
      open = opened();
      epoch = wanted;
      taken = 0;
    }
    while (taken < position) {
      if (!advances()) {
        return false;
      }
      current = null;
      next();
    }
    return advances();
  }

  private BatchSource.Epoch opened() {
    if (data.source().isOnce()) {
      return data.open(wanted);
    }
    try {
      return data.open(wanted);
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "Epoch %d of the data (from 0) could not be opened: %s".formatted(wanted, e), e);
    }
  }

  /** Whether another batch comes; at the end the epoch's length is known. */
  private boolean advances() {
    boolean more;
    try {
      more = open.hasNext();
    } catch (RuntimeException e) {
      throw failed(e);
    }
    if (!more) {
      requireSome(taken);
      if (count() == UNKNOWN) {
        data.counted(taken);
      }
    }
    return more;
  }

  private Map<String, INDArray> next() {
    try {
      Map<String, INDArray> batch = Objects.requireNonNull(open.next(), "it is null.");
      taken++;
      return batch;
    } catch (RuntimeException e) {
      throw failed(e);
    }
  }

  private IllegalStateException failed(RuntimeException e) {
    return new IllegalStateException(
        "Batch %d of epoch %d (both from 0) could not be made: %s".formatted(taken, epoch, e), e);
  }

  private static void requireSome(long batches) {
    if (batches == 0) {
      throw new IllegalStateException("The stream of the data has no batch.");
    }
  }

  private IllegalStateException ended(long batch) {
    return new IllegalStateException(
        data.source().isOnce()
            ? ("The batches have ended after %d, and they come only once. Train for fewer steps, or"
                    + " give a source that can be opened for each epoch: Dataset.streamed(() ->"
                    + " ...).")
                .formatted(taken)
            : ("Epoch %d of the data has ended after %d batches, and an epoch has %d: every epoch"
                    + " must have the same number, and batchesPerEpoch(n) must be it. Batch %d is"
                    + " missing.")
                .formatted(epoch, taken, count(), batch));
  }

  /** Looks whether an epoch that was read to its known end has more after it. */
  private void requireEnd() {
    if (taken == count() && advances()) {
      throw new IllegalStateException(
          ("Epoch %d of the data has more than the %d batches of an epoch: every epoch must have the"
                  + " same number, and batchesPerEpoch(n) must be it.")
              .formatted(epoch, count()));
    }
  }

  @Override
  public void close() {
    if (open != null) {
      BatchSource.Epoch closed = open;
      open = null;
      current = null;
      closed.close();
    }
  }
}
