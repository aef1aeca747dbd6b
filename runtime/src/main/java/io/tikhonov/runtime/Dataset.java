package io.tikhonov.runtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Data for training or validation: arrays for the inputs of an objective, by name.
 *
 * <p>Usually each input has one row per example, {@code Dataset.of("x", images, "y", labels)}, and
 * batches are rows drawn from it. An input that is the same in every batch is added by {@link
 * #withWhole}. Models whose inputs have different numbers of rows (interior and boundary points)
 * take complete batches, {@link #ofBatches}.
 *
 * <p>A data set shares the memory of dense arrays, and copies others. Do not change them meanwhile.
 */
public abstract sealed class Dataset permits RowDataset, BatchListDataset {

  Dataset() {}

  /**
   * The two parts of a data set.
   *
   * @param train the first part
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
    int first = (int) Math.round(fraction * size());
    if (!(fraction > 0 && fraction < 1) || first == 0 || first == size()) {
      throw new IllegalArgumentException(
          "A split of "
              + size()
              + " rows at "
              + fraction
              + " leaves a part empty; the fraction must"
              + " lie between 0 and 1.");
    }
    int[] order = new int[size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    Shuffle.shuffle(order, seed, 0);
    return new Split(select(order, 0, first), select(order, first, order.length));
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
