package io.tikhonov.runtime.solve;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tikhonov.runtime.support.Blas;
import io.tikhonov.runtime.support.Doubles;
import io.tikhonov.runtime.support.Floats;
import io.tikhonov.runtime.support.Memory;
import io.tikhonov.runtime.support.Workers;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DesignTest {

  private static final int ROWS = 37;
  private static final int FEATURES = 150;

  /** Numbers that single precision holds. */
  private static double[] numbers() {
    Random random = new Random(4);
    double[] numbers = new double[ROWS * FEATURES];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextFloat() - 0.5f;
    }
    return numbers;
  }

  private static <M extends Memory> M filled(M memory) {
    memory.ensure((long) ROWS * FEATURES);
    memory.write(numbers(), 0, ROWS * FEATURES);
    return memory;
  }

  private static void check(Design design) {
    double[] x = numbers();
    double[] v = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      v[i] = Math.sin(i);
    }
    double[] result = new double[FEATURES];
    design.transposedProduct(v, result);
    boolean[] seen = new boolean[FEATURES];
    design.visit((feature, column) -> seen[feature] = column[5] == x[5 * FEATURES + feature]);
    for (int j = 0; j < FEATURES; j++) {
      double expected = 0;
      for (int i = 0; i < ROWS; i++) {
        expected += x[i * FEATURES + j] * v[i];
        assertThat(design.column(j)[i]).isEqualTo(x[i * FEATURES + j]);
      }
      assertThat(result[j]).isWithin(1e-13).of(expected);
      assertThat(seen[j]).isTrue();
    }
  }

  @Test
  void matricesOfBothPrecisionsWholeAndInParts() {
    Workers workers = Workers.of(2);
    try (Blas blas = new Blas(workers);
        Doubles doubles = filled(new Doubles());
        Floats floats = filled(new Floats())) {
      try (Design design = new Design(doubles, ROWS, FEATURES, blas, workers)) {
        check(design);
      }
      assertThat(doubles.length()).isEqualTo(ROWS * FEATURES); // the model's own memory stays
      // One part, parts of 8 rows with a shorter last one, and parts of a row.
      for (int most : new int[] {1 << 20, 8 * FEATURES + 3, 1}) {
        try (Design design = new Design(floats, ROWS, FEATURES, blas, workers, most)) {
          check(design);
        }
      }
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () -> new Design(floats, ROWS + 1, FEATURES, blas, workers));
      assertThat(e).hasMessageThat().contains("38 rows and 150 columns");
    }
  }
}
