package io.tikhonov.runtime;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Data for training or validation: arrays for the inputs of an objective, by name.
 *
 * <p>Usually each input has one row per example, {@code Dataset.of("x", images, "y", labels)}, and
 * batches are rows drawn from it. An input that is the same in every batch is added by {@link
 * #withWhole}. Models whose inputs have different numbers of rows (interior and boundary points)
 * take complete batches, {@link #ofBatches}. Data larger than memory come as {@link #streamed
 * streams} of complete batches.
 *
 * <p>A data set shares the memory of dense arrays, and copies others. Do not change them meanwhile.
 */
public abstract sealed class Dataset permits RowDataset, BatchListDataset, StreamedDataset {

  Dataset() {}

  /**
   * The two parts of a data set.
   *
   * @param train the part to learn from
   * @param test the rest
   */
  public record Split(Dataset train, Dataset test) {}

  /**
   * Examples by rows.
   *
   * @param arrays with equal sizes of axis 0
   * @throws IllegalArgumentException if there is none, or sizes differ
   */
  public static Dataset of(Map<String, INDArray> arrays) {
    return RowDataset.create(arrays);
  }

  /** Examples by rows of one array. */
  public static Dataset of(String name, INDArray array) {
    return of(Map.of(name, array));
  }

  /** Examples by rows of two arrays, such as features and labels. */
  public static Dataset of(String name1, INDArray array1, String name2, INDArray array2) {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    arrays.put(name1, array1);
    return RowDataset.create(addNew(arrays, name2, array2));
  }

  /** Examples by rows of three arrays. */
  public static Dataset of(
      String name1, INDArray array1, String name2, INDArray array2, String name3, INDArray array3) {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    arrays.put(name1, array1);
    addNew(arrays, name2, array2);
    return RowDataset.create(addNew(arrays, name3, array3));
  }

  /**
   * Complete batches, each with an array for every input. An epoch goes through all of them.
   *
   * @throws IllegalArgumentException if there is none, or they have different names
   */
  public static Dataset ofBatches(List<Map<String, INDArray>> batches) {
    return new BatchListDataset(batches);
  }

  /**
   * Complete batches from a source that can be opened for every epoch anew: files, a database, a
   * generator.
   *
   * <pre>{@code
   * Dataset train =
   *     Dataset.streamed(() -> csv.chunks(file, 256).map(recipe::batch)).prefetch(4);
   * }</pre>
   *
   * <p>Every epoch has the batches in the order of the stream, which is closed at its end, and when
   * training ends earlier.
   *
   * @param epochs opens the stream of an epoch; the same batches, and the same number, each time
   */
  public static StreamedDataset streamed(
      Supplier<? extends Stream<? extends Map<String, INDArray>>> epochs) {
    Objects.requireNonNull(epochs, "epochs");
    return streamed(epoch -> epochs.get());
  }

  /**
   * {@link #streamed(Supplier)} with an order of its own for every epoch. A run that goes on after
   * an interruption has the same bits if the stream depends on nothing but the epoch.
   *
   * @param epochs opens the stream of an epoch, counted from 0; always of epoch 0 for validation
   *     and where the trainer shall not shuffle
   */
  public static StreamedDataset streamed(
      LongFunction<? extends Stream<? extends Map<String, INDArray>>> epochs) {
    return new StreamedDataset(BatchSource.reopened(epochs));
  }

  /**
   * Complete batches that come once: from a queue, a sensor, an endless generator. They are good
   * for {@link Trainer#steps} without resuming in the same process; with {@link
   * StreamedDataset#batchesPerEpoch} they are cut into epochs.
   */
  public static StreamedDataset once(Iterator<? extends Map<String, INDArray>> batches) {
    return new StreamedDataset(BatchSource.once(batches, () -> {}));
  }

  /** {@link #once(Iterator)} of a stream, which is closed at its end or with the run. */
  public static StreamedDataset once(Stream<? extends Map<String, INDArray>> batches) {
    return new StreamedDataset(BatchSource.once(batches.iterator(), batches::close));
  }

  /**
   * This data set with an array that is part of every batch as it is.
   *
   * @throws IllegalArgumentException if there is an input of this name
   */
  public abstract Dataset withWhole(String name, INDArray array);

  /** The names of the inputs. */
  public abstract Set<String> names();

  /** The number of rows, or of complete batches. */
  public abstract int size();

  /**
   * Divides the rows (or the complete batches) at random.
   *
   * @param seed of the draw
   * @param fraction of the rows that goes to {@link Split#train}, rounded, between 0 and 1
   * @throws IllegalArgumentException if a part would be empty
   */
  public final Split split(long seed, double fraction) {
    return split(Partition.split(size(), seed, fraction));
  }

  /**
   * Divides the rows at random so that each class has the same share of both parts, as nearly as
   * whole rows allow.
   *
   * @param labels the input with the class of each row
   * @param seed of the draw
   * @param fraction of the rows that goes to {@link Split#train}, rounded, between 0 and 1
   * @throws IllegalArgumentException if a part would be empty, or a class has a single row
   */
  public final Split stratifiedSplit(String labels, long seed, double fraction) {
    return split(Partition.stratifiedSplit(classes(labels), seed, fraction));
  }

  /**
   * Cross-validation: divides the rows (or the complete batches) at random into parts of equal
   * size, up to one row. Each split has another part for testing, and all others for training.
   *
   * @param seed of the draw
   * @param number of parts, from 2 to the number of rows
   */
  public final List<Split> folds(long seed, int number) {
    return Partition.folds(size(), seed, number).stream().map(this::split).toList();
  }

  /**
   * {@link #folds} in which each class has the same number of rows in every part, up to one.
   *
   * @param labels the input with the class of each row
   * @param seed of the draw
   * @param number of parts, from 2 to the number of rows of the smallest class
   */
  public final List<Split> stratifiedFolds(String labels, long seed, int number) {
    return Partition.stratifiedFolds(classes(labels), seed, number).stream()
        .map(this::split)
        .toList();
  }

  private Split split(Partition partition) {
    return new Split(
        select(partition.train(), 0, partition.train().length),
        select(partition.test(), 0, partition.test().length));
  }

  private double[] classes(String labels) {
    INDArray array = array(labels);
    if (array.length() != array.size(0)) {
      throw new IllegalArgumentException(
          "Classes are one number for each row, and \"%s\" has the shape %s."
              .formatted(labels, Arrays.toString(array.shape())));
    }
    return array.castTo(DataType.DOUBLE).toDoubleVector();
  }

  abstract Dataset select(int[] order, int from, int to);

  /**
   * The rows of this data set of one input as an array of their own, for predictions.
   *
   * @throws IllegalArgumentException if there is no such input, or it has no rows
   */
  public abstract INDArray array(String name);

  /**
   * Batches for a loop of one's own.
   *
   * @param batchSize rows in a batch; the last one has the rest. Complete batches stay as they are.
   * @throws IllegalArgumentException if it is below 1
   */
  public abstract Batches batches(int batchSize);

  private static Map<String, INDArray> addNew(
      Map<String, INDArray> arrays, String name, INDArray array) {
    if (arrays.putIfAbsent(name, array) != null) {
      throw new IllegalArgumentException("There are two inputs \"" + name + "\".");
    }
    return arrays;
  }
}
