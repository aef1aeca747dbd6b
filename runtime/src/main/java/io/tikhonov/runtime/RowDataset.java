package io.tikhonov.runtime;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Examples by rows of arrays, with arrays that belong to every batch. */
final class RowDataset extends Dataset {

  private final Map<String, INDArray> arrays;
  private final Map<String, INDArray> wholes;

  /** The rows of the arrays that belong to this data set. */
  private final int[] rows;

  private RowDataset(Map<String, INDArray> arrays, Map<String, INDArray> wholes, int[] rows) {
    this.arrays = arrays;
    this.wholes = wholes;
    this.rows = rows;
  }

  static RowDataset create(Map<String, INDArray> arrays) {
    if (arrays.isEmpty()) {
      throw new IllegalArgumentException(
          "A data set needs at least one array; a model without inputs trains by fit().");
    }
    Map<String, INDArray> dense = new LinkedHashMap<>();
    long size = -1;
    String first = "";
    for (Map.Entry<String, INDArray> entry : arrays.entrySet()) {
      String name = entry.getKey();
      INDArray array = requireArray(name, entry.getValue());
      if (array.rank() == 0) {
        throw new IllegalArgumentException(
            "Array \"" + name + "\" is a scalar and has no rows; add it by withWhole().");
      }
      if (size < 0) {
        size = array.size(0);
        first = name;
      } else if (array.size(0) != size) {
        throw new IllegalArgumentException(
            "Array \""
                + name
                + "\" has "
                + array.size(0)
                + " rows but \""
                + first
                + "\" has "
                + size
                + ". Rows of all arrays belong together; add an array that is the same for every"
                + " batch by withWhole(), and give batches of different sizes by ofBatches().");
      }
      dense.put(name, Rows.dense(array));
    }
    int[] rows = new int[Math.toIntExact(size)];
    Arrays.setAll(rows, i -> i);
    return new RowDataset(dense, Map.of(), rows);
  }

  private static INDArray requireArray(String name, INDArray array) {
    if (array == null || array.isEmpty()) {
      throw new IllegalArgumentException(
          "Array \"" + name + "\" is " + (array == null ? "null" : "empty") + ".");
    }
    return array;
  }

  @Override
  public Dataset withWhole(String name, INDArray array) {
    if (names().contains(name)) {
      throw new IllegalArgumentException("There are two inputs \"" + name + "\".");
    }
    Map<String, INDArray> more = new LinkedHashMap<>(wholes);
    more.put(name, requireArray(name, array));
    return new RowDataset(arrays, more, rows);
  }

  @Override
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>(arrays.keySet());
    names.addAll(wholes.keySet());
    return names;
  }

  @Override
  public int size() {
    return rows.length;
  }

  @Override
  Dataset select(int[] order, int from, int to) {
    int[] selected = new int[to - from];
    Arrays.setAll(selected, i -> rows[order[from + i]]);
    return new RowDataset(arrays, wholes, selected);
  }

  @Override
  public INDArray array(String name) {
    INDArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException(
          "There are no rows of \"" + name + "\"; there are rows of " + arrays.keySet() + ".");
    }
    Rows source = new Rows(array, rows.length);
    source.gather(rows, 0, rows.length);
    return source.batch();
  }

  @Override
  public Batches batches(int batchSize) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("A batch has at least 1 row, not " + batchSize + ".");
    }
    return new RowBatches(Math.min(batchSize, rows.length));
  }

  /** Rows of a dense array that are copied into an array for a batch. */
  private static final class Rows {

    private final INDArray batch;
    private final MemoryAddress from = new MemoryAddress();
    private final MemoryAddress to = new MemoryAddress();
    private final long source;
    private final long target;
    private final long rowBytes;

    Rows(INDArray array, int batchSize) {
      long[] shape = array.shape().clone();
      shape[0] = batchSize;
      batch = Nd4j.createUninitializedDetached(array.dataType(), shape);
      source = MemoryAddress.of(array);
      target = MemoryAddress.of(batch);
      rowBytes = array.length() / array.size(0) * array.data().getElementSize();
    }

    static INDArray dense(INDArray array) {
      return MemoryAddress.isDense(array) ? array : array.dup('c');
    }

    INDArray batch() {
      return batch;
    }

    void gather(int[] order, int first, int count) {
      for (int i = 0; i < count; i++) {
        from.moveTo(source + order[first + i] * rowBytes);
        to.moveTo(target + i * rowBytes);
        MemoryAddress.memcpy(to, from, rowBytes);
      }
    }
  }

  /** Arrays for batches of one size. */
  private final class BatchArrays {

    private final Map<String, INDArray> batch = new LinkedHashMap<>();
    private final Rows[] sources;

    BatchArrays(int size) {
      if (size == rows.length && hasAllRowsInOrder()) {
        sources = new Rows[0];
        batch.putAll(arrays);
      } else {
        sources = arrays.values().stream().map(a -> new Rows(a, size)).toArray(Rows[]::new);
        int i = 0;
        for (String name : arrays.keySet()) {
          batch.put(name, sources[i++].batch());
        }
      }
      batch.putAll(wholes);
    }
  }

  /** Whether a batch of all rows is the arrays themselves, which need not be copied then. */
  private boolean hasAllRowsInOrder() {
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] != i) {
        return false;
      }
    }
    return rows.length == arrays.values().iterator().next().size(0);
  }

  private final class RowBatches implements Batches {

    private final int batchSize;
    private final int[] order = rows.clone();
    private final BatchArrays full;
    private final BatchArrays rest;
    private int gathered = -1;

    RowBatches(int batchSize) {
      this.batchSize = batchSize;
      full = new BatchArrays(batchSize);
      int remainder = rows.length % batchSize;
      rest = remainder == 0 ? null : new BatchArrays(remainder);
    }

    @Override
    public int count() {
      return (rows.length - 1) / batchSize + 1;
    }

    @Override
    public int rows(int batch) {
      return batch < rows.length / batchSize ? batchSize : rows.length % batchSize;
    }

    @Override
    public Map<String, INDArray> get(int batch) {
      int size = rows(batch);
      BatchArrays target = size == batchSize ? full : rest;
      if (batch != gathered) {
        for (Rows source : target.sources) {
          source.gather(order, batch * batchSize, size);
        }
        gathered = batch;
      }
      return target.batch;
    }

    @Override
    public void shuffle(long seed, long epoch) {
      if (count() == 1) {
        return; // the order within a batch means nothing, so the copy made once stays valid
      }
      System.arraycopy(rows, 0, order, 0, rows.length);
      Shuffle.shuffle(order, seed, epoch);
      gathered = -1;
    }
  }
}
