package io.tikhonov.runtime.support;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class InitializersTest {

  private static Doubles filled(Initializers init, double scale, long... shape) {
    return filled(init, scale, 3, "w", shape);
  }

  private static Doubles filled(
      Initializers init, double scale, long seed, String name, long... shape) {
    long count = 1;
    for (long size : shape) {
      count *= size;
    }
    Doubles memory = new Doubles(count);
    memory.fill(Double.NaN);
    init.fill(memory, scale, shape, seed, name);
    return memory;
  }

  private static double deviation(Memory memory) {
    double sum = 0;
    for (int i = 0; i < memory.length(); i++) {
      sum += memory.get(i) * memory.get(i);
    }
    return Math.sqrt(sum / memory.length());
  }

  private static double mean(Memory memory) {
    double sum = 0;
    for (int i = 0; i < memory.length(); i++) {
      sum += memory.get(i);
    }
    return sum / memory.length();
  }

  private static double largest(Memory memory) {
    double largest = 0;
    for (int i = 0; i < memory.length(); i++) {
      largest = Math.max(largest, Math.abs(memory.get(i)));
    }
    return largest;
  }

  private static void assertNormal(
      Initializers init, double scale, double expected, long... shape) {
    try (Doubles w = filled(init, scale, shape)) {
      double error = 5 / Math.sqrt((double) w.length());
      assertThat(mean(w)).isWithin(error * expected).of(0);
      assertThat(deviation(w)).isWithin(error * expected).of(expected);
      assertThat(largest(w)).isGreaterThan(2.5 * expected);
    }
  }

  private static void assertUniform(Initializers init, double scale, double bound, long... shape) {
    try (Doubles w = filled(init, scale, shape)) {
      double error = 5 / Math.sqrt((double) w.length());
      assertThat(mean(w)).isWithin(error * bound).of(0);
      assertThat(deviation(w)).isWithin(error * bound).of(bound / Math.sqrt(3));
      assertThat(largest(w)).isAtMost(bound);
      assertThat(largest(w)).isGreaterThan(0.98 * bound);
    }
  }

  @Test
  void constants() {
    try (Doubles zeros = filled(Initializers.ZEROS, 5, 3);
        Doubles ones = filled(Initializers.ONES, 5, 3);
        Doubles constant = filled(Initializers.CONSTANT, 5, 3);
        Doubles standard = filled(Initializers.CONSTANT, Double.NaN, 3);
        Doubles scalar = filled(Initializers.CONSTANT, -2)) {
      assertThat(largest(zeros)).isEqualTo(0);
      assertThat(mean(ones)).isEqualTo(1);
      assertThat(mean(constant)).isEqualTo(5);
      assertThat(largest(standard)).isEqualTo(0);
      assertThat(scalar.get(0)).isEqualTo(-2);
    }
  }

  @Test
  void lawsOfMatricesUseRowsAsInputs() {
    assertUniform(Initializers.UNIFORM, Double.NaN, 0.05, 100, 80);
    assertUniform(Initializers.UNIFORM, 2, 2, 100, 80);
    assertNormal(Initializers.NORMAL, Double.NaN, 1, 100, 80);
    assertNormal(Initializers.NORMAL, 0.02, 0.02, 100, 80);
    assertUniform(Initializers.GLOROT_UNIFORM, 1, Math.sqrt(6.0 / 180), 100, 80);
    assertNormal(Initializers.GLOROT_NORMAL, 1, Math.sqrt(2.0 / 180), 100, 80);
    assertUniform(Initializers.HE_UNIFORM, 1, Math.sqrt(6.0 / 100), 100, 80);
    assertNormal(Initializers.HE_NORMAL, 3, 3 * Math.sqrt(2.0 / 100), 100, 80);
    assertUniform(Initializers.LECUN_UNIFORM, 1, Math.sqrt(3.0 / 100), 100, 80);
    assertNormal(Initializers.LECUN_NORMAL, 1, Math.sqrt(1.0 / 100), 100, 80);
  }

  @Test
  void lawsOfKernelsUseTheReceptiveField() {
    assertNormal(Initializers.HE_NORMAL, 1, Math.sqrt(2.0 / (8 * 9)), 64, 8, 3, 3);
    assertUniform(Initializers.GLOROT_UNIFORM, 1, Math.sqrt(6.0 / (72 * 9)), 64, 8, 3, 3);
    assertNormal(Initializers.LECUN_NORMAL, 1, Math.sqrt(1.0 / 5000), 5000);
  }

  @Test
  void orthogonalMatricesHaveOrthonormalRowsOrColumns() {
    long[][] shapes = {{20, 20}, {50, 12}, {12, 50}, {1, 9}, {9, 1}, {16, 4, 3, 3}};
    for (long[] shape : shapes) {
      try (Doubles w = filled(Initializers.ORTHOGONAL, 2, shape)) {
        int rows = (int) shape[0];
        int columns = (int) w.length() / rows;
        boolean tall = rows >= columns;
        int vectors = Math.min(rows, columns);
        for (int i = 0; i < vectors; i++) {
          for (int j = 0; j <= i; j++) {
            double dot = 0;
            for (int q = 0; q < Math.max(rows, columns); q++) {
              dot +=
                  tall
                      ? w.get(q * columns + i) * w.get(q * columns + j)
                      : w.get(i * columns + q) * w.get(j * columns + q);
            }
            assertThat(dot).isWithin(1e-12).of(i == j ? 4 : 0);
          }
        }
      }
    }
  }

  @Test
  void orthogonalMatricesPreferNoSign() {
    // Without the correction of signs the diagonal of Q would be of one sign for most draws.
    int positive = 0;
    for (int seed = 0; seed < 400; seed++) {
      try (Doubles w = filled(Initializers.ORTHOGONAL, 1, seed, "w", 3, 3)) {
        positive += w.get(0) > 0 ? 1 : 0;
      }
    }
    assertThat(positive).isGreaterThan(150);
    assertThat(positive).isLessThan(250);
  }

  @Test
  void identityMatrices() {
    try (Doubles w = filled(Initializers.IDENTITY, 3, 2, 3)) {
      double[] expected = {3, 0, 0, 0, 3, 0};
      for (int i = 0; i < expected.length; i++) {
        assertThat(w.get(i)).isEqualTo(expected[i]);
      }
    }
  }

  @Test
  void drawsDependOnSeedAndNameOnly() {
    try (Doubles first = filled(Initializers.NORMAL, 1, 3, "w1", 10);
        Doubles same = filled(Initializers.NORMAL, 1, 3, "w1", 10);
        Doubles other = filled(Initializers.NORMAL, 1, 3, "w2", 10);
        Doubles reseeded = filled(Initializers.NORMAL, 1, 4, "w1", 10);
        Floats single = new Floats(10)) {
      Initializers.NORMAL.fill(single, 1, new long[] {10}, 3, "w1");
      for (int i = 0; i < 10; i++) {
        assertThat(same.get(i)).isEqualTo(first.get(i));
        assertThat(other.get(i)).isNotEqualTo(first.get(i));
        assertThat(reseeded.get(i)).isNotEqualTo(first.get(i));
        assertThat((float) single.get(i)).isEqualTo((float) first.get(i));
      }
    }
  }

  @Test
  void unsuitableShapesAreRefused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> filled(Initializers.ORTHOGONAL, 1, 5).close());
    assertThat(e).hasMessageThat().contains("ORTHOGONAL needs a tensor of rank 2 or more");
    e =
        assertThrows(
            IllegalArgumentException.class, () -> filled(Initializers.IDENTITY, 1, 5).close());
    assertThat(e).hasMessageThat().contains("\"w\" has shape [5]");
    try (Floats small = new Floats(3)) {
      assertThrows(
          IllegalArgumentException.class,
          () -> Initializers.ONES.fill(small, 1, new long[] {4}, 0, "w"));
    }
  }
}
