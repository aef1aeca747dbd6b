package io.tikhonov.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Complete batches. */
final class BatchListDataset extends Dataset {

  private final List<Map<String, INDArray>> batches = new ArrayList<>();

  BatchListDataset(List<Map<String, INDArray>> batches) {
    if (batches.isEmpty()) {
      throw new IllegalArgumentException("A data set needs at least one batch.");
    }
    Set<String> names = batches.get(0).keySet();
    for (Map<String, INDArray> batch : batches) {
      if (!batch.keySet().equals(names)) {
        throw new IllegalArgumentException(
            "All batches need the same inputs: one has "
                + names
                + ", another "
                + batch.keySet()
                + ".");
      }
      this.batches.add(Collections.unmodifiableMap(new LinkedHashMap<>(batch)));
    }
  }

  @Override
  public Dataset withWhole(String name, INDArray array) {
    if (names().contains(name)) {
      throw new IllegalArgumentException("There are two inputs \"" + name + "\".");
    }
    List<Map<String, INDArray>> more = new ArrayList<>();
    for (Map<String, INDArray> batch : batches) {
      Map<String, INDArray> copy = new LinkedHashMap<>(batch);
      copy.put(name, array);
      more.add(copy);
    }
    return new BatchListDataset(more);
  }

  @Override
  public Set<String> names() {
    return batches.get(0).keySet();
  }

  @Override
  public int size() {
    return batches.size();
  }

  @Override
  Dataset select(int[] order, int from, int to) {
    List<Map<String, INDArray>> selected = new ArrayList<>();
    for (int i = from; i < to; i++) {
      selected.add(batches.get(order[i]));
    }
    return new BatchListDataset(selected);
  }

  @Override
  public INDArray array(String name) {
    if (batches.size() > 1 || !names().contains(name)) {
      throw new IllegalArgumentException(
          "There is no single array \""
              + name
              + "\" in "
              + batches.size()
              + " complete batches of "
              + names()
              + ".");
    }
    return batches.get(0).get(name);
  }

  @Override
  public Batches batches(int batchSize) {
    int[] order = new int[batches.size()];
    Arrays.setAll(order, i -> i);
    return new Batches() {
      @Override
      public int count() {
        return order.length;
      }

      @Override
      public int rows(int batch) {
        return StreamedDataset.rows(batches.get(order[batch]));
      }

      @Override
      public Map<String, INDArray> get(int batch) {
        return batches.get(order[batch]);
      }

      @Override
      public void shuffle(long seed, long epoch) {
        Arrays.setAll(order, i -> i);
        Shuffle.shuffle(order, seed, epoch);
      }
    };
  }
}
