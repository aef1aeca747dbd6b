package io.tikhonov.runtime;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Complete batches that are made while they are needed, for data larger than memory. See {@link
 * Dataset#streamed} and {@link Dataset#once}.
 *
 * <p>With {@link Trainer#epochs} the number of batches in an epoch must be known before the first
 * step, for schedules and the progress bar: say it by {@link #batchesPerEpoch}, otherwise the
 * trainer goes through the stream once to count them. With {@link Trainer#steps} it shows during
 * the first epoch; schedules that count epochs need it said. A resumed run opens the stream of its
 * epoch and skips the batches that it has been trained on.
 */
public final class StreamedDataset extends Dataset {

  private final BatchSource source;
  private final Map<String, INDArray> wholes;
  private final int declared;
  private final int ahead;

  /** How many batches epochs have turned out to have. */
  private volatile int counted = Batches.UNKNOWN;

  StreamedDataset(BatchSource source) {
    this(source, Map.of(), Batches.UNKNOWN, 0);
  }

  private StreamedDataset(
      BatchSource source, Map<String, INDArray> wholes, int declared, int ahead) {
    this.source = source;
    this.wholes = wholes;
    this.declared = declared;
    this.ahead = ahead;
  }

  /**
   * Makes batches ahead on a second thread while the step computes. They are the same, in the same
   * order, whatever the number; arrays are copied, so that the source may use its own again. What
   * the source throws arrives where the batch is asked for. The thread ends with the epoch, and
   * when training ends earlier.
   *
   * @param batches that wait at most; 0 (the default) for none, 2 to 4 are enough if the source is
   *     faster than the step on average
   */
  public StreamedDataset prefetch(int batches) {
    if (batches < 0) {
      throw new IllegalArgumentException("There cannot be " + batches + " batches waiting.");
    }
    return new StreamedDataset(source, wholes, declared, batches);
  }

  /**
   * Says how many batches an epoch has. Another number is an error when it shows. Batches that come
   * {@linkplain Dataset#once once} are cut into epochs of this length.
   */
  public StreamedDataset batchesPerEpoch(int number) {
    if (number < 1) {
      throw new IllegalArgumentException(
          "An epoch has at least 1 batch, not " + number + ". Leave it out if it is not known.");
    }
    return new StreamedDataset(source, wholes, number, ahead);
  }

  @Override
  public StreamedDataset withWhole(String name, INDArray array) {
    Map<String, INDArray> more = new LinkedHashMap<>(wholes);
    if (more.putIfAbsent(name, array) != null) {
      throw new IllegalArgumentException("There are two inputs \"" + name + "\".");
    }
    return new StreamedDataset(source, more, declared, ahead);
  }

  BatchSource source() {
    return source;
  }

  int count() {
    return declared == Batches.UNKNOWN ? counted : declared;
  }

  void counted(long batches) {
    counted = Math.toIntExact(batches);
  }

  BatchSource.Epoch open(long epoch) {
    if (ahead > 0 && !source.isOnce()) {
      return new Prefetch(() -> source.open(epoch), ahead);
    }
    BatchSource.Epoch opened = source.open(epoch);
    return ahead == 0 ? opened : new Prefetch(() -> opened, ahead);
  }

  /** A batch of the source with the arrays of every batch. */
  Map<String, INDArray> complete(Map<String, INDArray> batch) {
    Map<String, INDArray> complete = new LinkedHashMap<>(batch);
    wholes.forEach(
        (name, array) -> {
          if (complete.putIfAbsent(name, array) != null) {
            throw new IllegalArgumentException("There are two inputs \"" + name + "\".");
          }
        });
    return complete;
  }

  /** The rows of a complete batch if all its arrays have as many, otherwise 1. */
  static int rows(Map<String, INDArray> batch) {
    long rows = -1;
    for (INDArray array : batch.values()) {
      long size = array.rank() == 0 ? 1 : array.size(0);
      if (rows >= 0 && size != rows) {
        return 1;
      }
      rows = size;
    }
    return (int) Math.max(1, rows);
  }

  /** The names in the first batch, which is made for that; not for batches that come once. */
  @Override
  public Set<String> names() {
    if (source.isOnce()) {
      throw new IllegalStateException(
          "The names of the inputs are in the batches, and these come only once.");
    }
    try (Batches batches = batches(1)) {
      return new LinkedHashSet<>(batches.get(0).keySet());
    }
  }

  /**
   * The number of batches in an epoch.
   *
   * @throws IllegalStateException if it is not known
   */
  @Override
  public int size() {
    if (count() == Batches.UNKNOWN) {
      throw new IllegalStateException(
          "How many batches a stream has is not known before its end, unless batchesPerEpoch(n)"
              + " says it.");
    }
    return count();
  }

  @Override
  Dataset select(int[] order, int from, int to) {
    throw new IllegalStateException(
        "A stream cannot be divided: its batches are gone when they have been used. Make a stream"
            + " for each part, from different files or rows.");
  }

  @Override
  public INDArray array(String name) {
    throw new IllegalStateException(
        "There is no single array \"" + name + "\" in a stream; take it from its batches.");
  }

  /** The batches as the source makes them, whatever the size; to be closed after use. */
  @Override
  public Batches batches(int batchSize) {
    return new StreamedBatches(this);
  }
}
