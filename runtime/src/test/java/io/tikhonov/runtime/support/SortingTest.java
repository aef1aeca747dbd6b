package io.tikhonov.runtime.support;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SortingTest {

  private static Floats floats(double... values) {
    Floats memory = new Floats(values.length);
    for (int i = 0; i < values.length; i++) {
      memory.put(i, values[i]);
    }
    return memory;
  }

  private static int[] contents(Ints memory) {
    int[] values = new int[(int) memory.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = memory.data().get(i);
    }
    return values;
  }

  private static int[] order(Memory x, int start, int step, int length) {
    return IntStream.range(0, length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> x.get(start + i * step) + 0.0))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  @Test
  void linesAreSortedStably() {
    Random random = new Random(3);
    for (int length : new int[] {1, 2, 3, 24, 25, 26, 100, 1000, 5000}) {
      for (int kind = 0; kind < 5; kind++) {
        try (Doubles x = new Doubles(length);
            Floats single = new Floats(length);
            Ints indices = new Ints(length)) {
          for (int i = 0; i < length; i++) {
            double value =
                switch (kind) {
                  case 0 -> random.nextGaussian();
                  case 1 -> random.nextInt(5);
                  case 2 -> i;
                  case 3 -> -i;
                  default -> i % 2 == 0 ? i : length - i; // organ pipes
                };
            x.put(i, value);
            single.put(i, value);
          }
          Sorting.argsort(x, 1, length, 1, indices);
          assertThat(contents(indices)).isEqualTo(order(x, 0, 1, length));
          Sorting.argsort(single, 1, length, 1, indices);
          assertThat(contents(indices)).isEqualTo(order(single, 0, 1, length));
        }
      }
    }
  }

  @Test
  void theWorstCaseOfQuicksortIsSorted() {
    // McIlroy's adversary for the median of three: it makes every pivot as bad as can be.
    int length = 4000;
    try (Doubles x = new Doubles(length);
        Ints indices = new Ints(length)) {
      for (int i = 0; i < length; i++) {
        int half = length / 2;
        x.put(i, i < half ? (i % 2 == 0 ? i + 1 : half + i + (i % 2)) : 2.0 * (i - half + 1));
      }
      Sorting.argsort(x, 1, length, 1, indices);
      assertThat(contents(indices)).isEqualTo(order(x, 0, 1, length));
    }
  }

  @Test
  void theMiddleAxisIsSorted() {
    Random random = new Random(4);
    int outer = 3;
    int length = 40;
    int inner = 5;
    try (Floats x = new Floats((long) outer * length * inner);
        Ints indices = new Ints(x.length());
        Ints inverse = new Ints(x.length())) {
      for (int i = 0; i < x.length(); i++) {
        x.put(i, random.nextInt(20));
      }
      Sorting.argsort(x, outer, length, inner, indices);
      Sorting.invert(indices, outer, length, inner, inverse);
      for (int o = 0; o < outer; o++) {
        for (int q = 0; q < inner; q++) {
          int start = o * length * inner + q;
          int[] expected = order(x, start, inner, length);
          for (int i = 0; i < length; i++) {
            assertThat(indices.data().get(start + i * inner)).isEqualTo(expected[i]);
            assertThat(inverse.data().get(start + expected[i] * inner)).isEqualTo(i);
          }
        }
      }
    }
  }

  @Test
  void specialNumbers() {
    double nan = Double.NaN;
    double infinity = Double.POSITIVE_INFINITY;
    try (Floats x = floats(nan, 1, -infinity, 0.0, nan, -0.0, infinity, 0.0);
        Ints indices = new Ints(8)) {
      Sorting.argsort(x, 1, 8, 1, indices);
      assertThat(contents(indices)).isEqualTo(new int[] {2, 3, 5, 7, 1, 6, 0, 4});
    }
  }

  @Test
  void emptyArraysAreLeftAlone() {
    try (Floats x = new Floats();
        Ints indices = new Ints()) {
      Sorting.argsort(x, 0, 5, 2, indices);
      Sorting.argsort(x, 5, 0, 2, indices);
      Sorting.argsort(x, 5, 2, 0, indices);
      Scans.cumsum(x, 3, 0, 1, true, x);
      assertThrows(IllegalArgumentException.class, () -> Sorting.argsort(x, 1, 2, 1, indices));
      assertThrows(IllegalArgumentException.class, () -> Sorting.argsort(x, -1, 2, 1, indices));
    }
  }

  @Test
  void runningSums() {
    try (Floats x = floats(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        Floats out = new Floats(12);
        Doubles dx = new Doubles(3)) {
      Scans.cumsum(x, 2, 3, 2, false, out);
      assertThat(Arrays.equals(values(out), new double[] {1, 2, 4, 6, 9, 12, 7, 8, 16, 18, 27, 30}))
          .isTrue();
      Scans.cumsum(x, 2, 3, 2, true, out);
      assertThat(
              Arrays.equals(values(out), new double[] {9, 12, 8, 10, 5, 6, 27, 30, 20, 22, 11, 12}))
          .isTrue();
      dx.fill(2);
      Scans.cumsum(dx, 1, 3, 1, false, dx);
      assertThat(Arrays.equals(values(dx), new double[] {2, 4, 6})).isTrue();
    }
  }

  @Test
  void runningSumsAreAddedInDouble() {
    int length = 100_000;
    try (Floats x = new Floats(length);
        Floats out = new Floats(length)) {
      x.fill(0.1f);
      Scans.cumsum(x, 1, length, 1, false, out);
      assertThat(out.get(length - 1)).isEqualTo((double) (float) (length * (double) 0.1f));
    }
  }

  @Test
  void rowsAreAddedToTheTable() {
    try (Floats rows = floats(1, 2, 3, 4, 5, 6, 7, 8);
        Ints index = new Ints(4);
        Floats table = new Floats(6);
        Doubles doubleRows = new Doubles(8);
        Doubles doubleTable = new Doubles(6)) {
      index.data().put(0, 2).put(1, 0).put(2, 2).put(3, 2);
      table.fill(99);
      Tables.scatterAdd(rows, index, 4, 2, 3, table);
      assertThat(Arrays.equals(values(table), new double[] {3, 4, 0, 0, 13, 16})).isTrue();
      doubleRows.fill(1);
      Tables.scatterAdd(doubleRows, index, 4, 2, 3, doubleTable);
      assertThat(Arrays.equals(values(doubleTable), new double[] {1, 1, 0, 0, 3, 3})).isTrue();
      index.data().put(1, 3);
      assertThrows(
          IndexOutOfBoundsException.class, () -> Tables.scatterAdd(rows, index, 4, 2, 3, table));
    }
  }

  private static double[] values(Memory memory) {
    double[] values = new double[(int) memory.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = memory.get(i);
    }
    return values;
  }
}
