package io.tikhonov.runtime;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Divisions of rows, with regard to classes or without. */
final class PartitionTest {

  private static double[] classes(Random random, int rows, int number, int least) {
    double[] classes = new double[rows];
    for (int i = 0; i < rows; i++) {
      double skew = random.nextDouble();
      classes[i] = i < least * number ? i % number : (int) (skew * skew * number);
    }
    return classes;
  }

  private static Map<Double, Integer> counts(double[] classes, int[] rows) {
    Map<Double, Integer> counts = new TreeMap<>();
    for (int row : rows) {
      counts.merge(classes[row], 1, Integer::sum);
    }
    return counts;
  }

  private static int[] all(int size) {
    int[] rows = new int[size];
    Arrays.setAll(rows, i -> i);
    return rows;
  }

  private static List<Integer> sorted(Partition partition) {
    List<Integer> rows = new ArrayList<>();
    Arrays.stream(partition.train()).forEach(rows::add);
    Arrays.stream(partition.test()).forEach(rows::add);
    rows.sort(null);
    return rows;
  }

  @Test
  void stratifiedSplitsKeepTheSharesOfClasses() {
    Random random = new Random(11);
    for (int trial = 0; trial < 300; trial++) {
      int number = 2 + random.nextInt(6);
      int rows = 4 * number + random.nextInt(200);
      double fraction = 0.3 + 0.5 * random.nextDouble();
      double[] classes = classes(random, rows, number, 2);
      Partition split = Partition.stratifiedSplit(classes, trial, fraction);
      assertThat(sorted(split))
          .containsExactlyElementsIn(Arrays.stream(all(rows)).boxed().toList())
          .inOrder();
      Map<Double, Integer> total = counts(classes, all(rows));
      Map<Double, Integer> train = counts(classes, split.train());
      assertThat(train.keySet()).isEqualTo(total.keySet());
      assertThat(counts(classes, split.test()).keySet()).isEqualTo(total.keySet());
      assertThat(split.train()).hasLength((int) Math.round(fraction * rows));
      train.forEach(
          (name, count) ->
              assertThat((double) count).isWithin(number * 0.5 + 1).of(fraction * total.get(name)));
    }
  }

  @Test
  void evenClassesAreDividedExactly() {
    double[] classes = new double[150];
    Arrays.setAll(classes, i -> Math.floorDiv(i, 50));
    Partition split = Partition.stratifiedSplit(classes, 3, 0.8);
    assertThat(counts(classes, split.train())).containsExactly(0.0, 40, 1.0, 40, 2.0, 40);
    Partition odd = Partition.stratifiedSplit(classes, 3, 0.7);
    assertThat(counts(classes, odd.train())).containsExactly(0.0, 35, 1.0, 35, 2.0, 35);
    assertThat(Partition.stratifiedSplit(classes, 3, 0.8).train()).isEqualTo(split.train());
    assertThat(Partition.stratifiedSplit(classes, 4, 0.8).train()).isNotEqualTo(split.train());
    assertThat(split.train()).isNotEqualTo(Arrays.stream(split.train()).sorted().toArray());
  }

  @Test
  void foldsAreDisjointAndEqual() {
    Random random = new Random(12);
    for (int trial = 0; trial < 200; trial++) {
      int number = 2 + random.nextInt(7);
      int rows = number + random.nextInt(100);
      check(Partition.folds(rows, trial, number), rows);
    }
    check(Partition.folds(5, 1, 5), 5);
  }

  private static void check(List<Partition> folds, int rows) {
    List<Integer> tests = new ArrayList<>();
    for (Partition fold : folds) {
      assertThat(sorted(fold)).hasSize(rows);
      assertThat(sorted(fold)).containsNoDuplicates();
      assertThat(fold.test().length).isAtLeast(rows / folds.size());
      assertThat(fold.test().length).isAtMost((rows - 1) / folds.size() + 1);
      Arrays.stream(fold.test()).forEach(tests::add);
    }
    tests.sort(null);
    assertThat(tests).containsExactlyElementsIn(Arrays.stream(all(rows)).boxed().toList());
  }

  @Test
  void stratifiedFoldsHaveEqualClasses() {
    Random random = new Random(13);
    for (int trial = 0; trial < 200; trial++) {
      int number = 2 + random.nextInt(5);
      int rows = 4 * number + 20 + random.nextInt(100);
      double[] classes = classes(random, rows, 4, number);
      List<Partition> folds = Partition.stratifiedFolds(classes, trial, number);
      check(folds, rows);
      Map<Double, Integer> total = counts(classes, all(rows));
      for (Partition fold : folds) {
        Map<Double, Integer> test = counts(classes, fold.test());
        total.forEach(
            (name, count) -> {
              assertThat(test.get(name)).isAtLeast(count / number);
              assertThat(test.get(name)).isAtMost((count - 1) / number + 1);
            });
      }
    }
  }

  @Test
  void dataSetsAreDivided() {
    INDArray x = Nd4j.arange(20).castTo(DataType.FLOAT).reshape(10, 2);
    INDArray y = Nd4j.createFromArray(new int[] {0, 0, 0, 0, 0, 0, 1, 1, 1, 1});
    Dataset data = Dataset.of("x", x, "y", y);
    Dataset.Split split = data.stratifiedSplit("y", 5, 0.5);
    assertThat(split.train().array("y").sumNumber().intValue()).isEqualTo(2);
    assertThat(split.test().size()).isEqualTo(5);
    List<Dataset.Split> folds = data.stratifiedFolds("y", 5, 4);
    assertThat(folds).hasSize(4);
    for (Dataset.Split fold : folds) {
      assertThat(fold.test().array("y").sumNumber().intValue()).isEqualTo(1);
      assertThat(fold.train().size() + fold.test().size()).isEqualTo(10);
    }
    assertThat(data.folds(5, 3).get(0).test().size()).isEqualTo(4);
  }

  @Test
  void whatCannotBeDividedIsRefused() {
    double[] classes = {0, 0, 0, 1, 1, 2};
    assertThat(
            assertThrows(
                IllegalArgumentException.class, () -> Partition.stratifiedSplit(classes, 1, 0.5)))
        .hasMessageThat()
        .contains("Class 2 has 1 of 6 rows and cannot be in both parts.");
    assertThat(
            assertThrows(
                IllegalArgumentException.class, () -> Partition.stratifiedFolds(classes, 1, 3)))
        .hasMessageThat()
        .contains("Class 1 has 2 of 6 rows and cannot be in every fold.");
    assertThat(assertThrows(IllegalArgumentException.class, () -> Partition.folds(6, 1, 7)))
        .hasMessageThat()
        .isEqualTo("There can be from 2 to 6 folds of 6 rows, not 7.");
    assertThrows(IllegalArgumentException.class, () -> Partition.folds(6, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> Partition.split(6, 1, 0.01));
    Dataset data = Dataset.of("x", Nd4j.ones(4, 2));
    assertThat(
            assertThrows(IllegalArgumentException.class, () -> data.stratifiedSplit("x", 1, 0.5)))
        .hasMessageThat()
        .contains("one number for each row, and \"x\" has the shape [4, 2]");
  }
}
