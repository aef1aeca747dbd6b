package io.tikhonov.runtime.support;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class SumsTest {
  private static final int LANES = Sums.LANES;

  @Test
  void totalsAddAllPartsOfAllChunks() {
    Sums sums = new Sums(2);
    sums.clear(3);
    for (int chunk = 0; chunk < 3; chunk++) {
      for (int lane = 0; lane < LANES; lane++) {
        sums.values()[sums.at(chunk) + lane] = 1 + lane;
        sums.values()[sums.at(chunk) + LANES + lane] = 100 * chunk;
      }
    }
    assertThat(sums.total(0)).isEqualTo(3 * LANES * (LANES + 1) / 2.0);
    assertThat(sums.total(1)).isEqualTo(300.0 * LANES);
    // Asking twice gives the same.
    assertThat(sums.total(1)).isEqualTo(300.0 * LANES);
  }

  @Test
  void clearingForgetsAndFitsAnyNumberOfChunks() {
    Sums sums = new Sums(1);
    sums.clear(2);
    sums.values()[sums.at(1) + LANES - 1] = 5;
    assertThat(sums.total(0)).isEqualTo(5);
    sums.clear(1);
    assertThat(sums.chunks()).isEqualTo(1);
    assertThat(sums.total(0)).isEqualTo(0);
    sums.clear(2);
    assertThat(sums.total(0)).isEqualTo(0);
    sums.clear(0);
    assertThat(sums.total(0)).isEqualTo(0);
  }

  @Test
  void takingLeavesZeros() {
    double[] parts = new double[LANES + 2];
    java.util.Arrays.fill(parts, 0.1);
    double expected = 0.1;
    for (int half = LANES / 2; half > 0; half /= 2) {
      expected += expected;
    }
    assertThat(Sums.take(parts, 1)).isEqualTo(expected);
    assertThat(parts[0]).isEqualTo(0.1);
    assertThat(parts[LANES + 1]).isEqualTo(0.1);
    for (int lane = 1; lane <= LANES; lane++) {
      assertThat(parts[lane]).isEqualTo(0);
    }
  }

  @Test
  void wrongNumbersAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Sums(0));
    assertThrows(IllegalArgumentException.class, () -> new Sums(1).clear(-1));
  }
}
