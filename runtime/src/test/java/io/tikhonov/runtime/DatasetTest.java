package io.tikhonov.runtime;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DatasetTest {

  /** Row i of x is (10 i, 10 i + 1), row i of y is i. */
  private static Dataset rows(int count) {
    long[] labels = new long[count];
    double[][] inputs = new double[count][];
    for (int i = 0; i < count; i++) {
      labels[i] = i;
      inputs[i] = new double[] {10 * i, 10 * i + 1};
    }
    return Dataset.of("x", Nd4j.createFromArray(inputs), "y", Nd4j.createFromArray(labels));
  }

  private static List<Integer> labels(Batches batches) {
    List<Integer> labels = new ArrayList<>();
    for (int b = 0; b < batches.count(); b++) {
      Map<String, INDArray> batch = batches.get(b);
      assertThat(batch.get("x").shape()).isEqualTo(new long[] {batches.rows(b), 2});
      assertThat(batch.get("y").dataType()).isEqualTo(DataType.INT64);
      for (int i = 0; i < batches.rows(b); i++) {
        int label = batch.get("y").getInt(i);
        assertThat(batch.get("x").getDouble(i, 0)).isEqualTo(10 * label);
        assertThat(batch.get("x").getDouble(i, 1)).isEqualTo(10 * label + 1);
        labels.add(label);
      }
    }
    return labels;
  }

  @Test
  void batchesGoThroughAllRows() {
    Batches batches = rows(10).batches(4);
    assertThat(batches.count()).isEqualTo(3);
    assertThat(batches.rows(0)).isEqualTo(4);
    assertThat(batches.rows(2)).isEqualTo(2);
    assertThat(labels(batches)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9).inOrder();
    assertThat(rows(8).batches(4).count()).isEqualTo(2);
    assertThat(labels(rows(3).batches(100))).containsExactly(0, 1, 2).inOrder();
  }

  @Test
  void shufflingIsAFunctionOfSeedAndEpoch() {
    Batches batches = rows(30).batches(7);
    batches.shuffle(5, 0);
    List<Integer> first = labels(batches);
    assertThat(first).containsExactlyElementsIn(labels(rows(30).batches(7)));
    assertThat(first).isNotEqualTo(labels(rows(30).batches(7)));
    batches.shuffle(5, 1);
    assertThat(labels(batches)).isNotEqualTo(first);
    batches.shuffle(6, 0);
    assertThat(labels(batches)).isNotEqualTo(first);
    batches.shuffle(5, 0);
    assertThat(labels(batches)).isEqualTo(first);
  }

  @Test
  void everyOrderIsEquallyLikely() {
    int[] counts = new int[24];
    int draws = 24_000;
    for (int epoch = 0; epoch < draws; epoch++) {
      int[] order = {0, 1, 2, 3};
      Shuffle.shuffle(order, 3, epoch);
      int code = 0;
      for (int i = 0; i < 4; i++) {
        int smaller = 0;
        for (int j = i + 1; j < 4; j++) {
          smaller += order[j] < order[i] ? 1 : 0;
        }
        code = code * (4 - i) + smaller;
      }
      counts[code]++;
    }
    for (int count : counts) {
      // The standard deviation of a count is 31.
      assertThat((double) count).isWithin(150).of(1000);
    }
  }

  @Test
  void arraysAreUsedAgain() {
    Batches batches = rows(10).batches(4);
    INDArray first = batches.get(0).get("x");
    assertThat(batches.get(1).get("x")).isSameInstanceAs(first);
    assertThat(batches.get(2).get("x")).isNotSameInstanceAs(first);
    batches.shuffle(1, 1);
    assertThat(batches.get(0)).isSameInstanceAs(batches.get(1));
  }

  @Test
  void stridedArraysAreRead() {
    INDArray columns = Nd4j.createFromArray(new float[][] {{1, 2, 3}, {4, 5, 6}}).transpose();
    Dataset data = Dataset.of("x", columns);
    assertThat(data.batches(2).get(0).get("x"))
        .isEqualTo(Nd4j.createFromArray(new float[][] {{1, 4}, {2, 5}}));
  }

  @Test
  void splitsDivideTheRows() {
    Dataset.Split split = rows(10).split(3, 0.7);
    assertThat(split.train().size()).isEqualTo(7);
    assertThat(split.test().size()).isEqualTo(3);
    List<Integer> all = labels(split.train().batches(3));
    all.addAll(labels(split.test().batches(3)));
    assertThat(all).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(labels(rows(10).split(3, 0.7).train().batches(3)))
        .isEqualTo(labels(split.train().batches(3)));
    assertThat(labels(rows(10).split(4, 0.7).train().batches(3)))
        .isNotEqualTo(labels(split.train().batches(3)));
    assertThat(split.test().array("y").length()).isEqualTo(3);
    Dataset again = split.train().split(1, 0.5).test();
    assertThat(labels(again.batches(5)).stream().distinct().count()).isEqualTo(again.size());
    assertThrows(IllegalArgumentException.class, () -> rows(10).split(3, 0.01));
    assertThrows(IllegalArgumentException.class, () -> rows(10).split(3, 1));
    assertThrows(IllegalArgumentException.class, () -> rows(10).split(3, Double.NaN));
  }

  @Test
  void wholeArraysArePartOfEveryBatch() {
    INDArray points = Nd4j.ones(DataType.FLOAT, 5, 3);
    Dataset data = rows(4).withWhole("points", points);
    assertThat(data.names()).containsExactly("x", "y", "points").inOrder();
    Batches batches = data.batches(3);
    assertThat(batches.get(0).get("points")).isSameInstanceAs(points);
    assertThat(batches.get(1).get("points")).isSameInstanceAs(points);
    assertThat(data.split(1, 0.5).train().batches(1).get(0)).containsKey("points");
    assertThrows(IllegalArgumentException.class, () -> data.withWhole("x", points));
    assertThrows(IllegalArgumentException.class, () -> data.array("points"));
  }

  @Test
  void completeBatchesStayAsTheyAre() {
    List<Map<String, INDArray>> list = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      list.add(
          Map.of(
              "interior", Nd4j.ones(DataType.FLOAT, 10L * i, 1),
              "boundary", Nd4j.ones(DataType.FLOAT, i, 1)));
    }
    Dataset data = Dataset.ofBatches(list);
    assertThat(data.size()).isEqualTo(5);
    Batches batches = data.batches(64);
    assertThat(batches.count()).isEqualTo(5);
    assertThat(batches.rows(3)).isEqualTo(1);
    assertThat(batches.get(1).get("interior").size(0)).isEqualTo(20);
    batches.shuffle(2, 3);
    long[] sizes = new long[5];
    for (int b = 0; b < 5; b++) {
      sizes[b] = batches.get(b).get("boundary").size(0);
    }
    Arrays.sort(sizes);
    assertThat(sizes).isEqualTo(new long[] {1, 2, 3, 4, 5});
    assertThat(data.split(1, 0.6).train().size()).isEqualTo(3);
    assertThat(data.withWhole("z", Nd4j.scalar(1f)).names()).contains("z");
    assertThrows(IllegalArgumentException.class, () -> data.array("interior"));
    assertThrows(IllegalArgumentException.class, () -> data.withWhole("interior", Nd4j.scalar(1f)));
    assertThrows(IllegalArgumentException.class, () -> Dataset.ofBatches(List.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> Dataset.ofBatches(List.of(list.get(0), Map.of("interior", Nd4j.scalar(1f)))));
  }

  @Test
  void wrongArraysAreRefused() {
    INDArray five = Nd4j.ones(DataType.FLOAT, 5, 2);
    INDArray six = Nd4j.ones(DataType.FLOAT, 6);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Dataset.of("x", five, "y", six));
    assertThat(e).hasMessageThat().contains("Array \"y\" has 6 rows but \"x\" has 5");
    assertThat(e).hasMessageThat().contains("ofBatches()");
    e = assertThrows(IllegalArgumentException.class, () -> Dataset.of("x", five, "x", five));
    assertThat(e).hasMessageThat().contains("two inputs \"x\"");
    assertThrows(IllegalArgumentException.class, () -> Dataset.of("x", five, "y", five, "x", five));
    e = assertThrows(IllegalArgumentException.class, () -> Dataset.of("x", five, "y", null));
    assertThat(e).hasMessageThat().contains("\"y\" is null");
    e = assertThrows(IllegalArgumentException.class, () -> Dataset.of("x", Nd4j.scalar(1f)));
    assertThat(e).hasMessageThat().contains("withWhole()");
    assertThrows(IllegalArgumentException.class, () -> Dataset.of(Map.of()));
    assertThrows(IllegalArgumentException.class, () -> Dataset.of("x", five).batches(0));
  }
}
