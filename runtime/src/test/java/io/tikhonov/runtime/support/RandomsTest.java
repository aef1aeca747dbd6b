package io.tikhonov.runtime.support;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomsTest {

  private static final int DRAWS = 400_000;

  @Test
  void uniformNumbersLieInTheUnitInterval() {
    long key = Randoms.key(1, 2, 3);
    int[] bins = new int[64];
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < DRAWS; i++) {
      double u = Randoms.uniform(key, i);
      assertThat(u).isAtLeast(0);
      assertThat(u).isLessThan(1);
      bins[(int) (u * bins.length)]++;
      sum += u;
      squares += u * u;
    }
    assertThat(sum / DRAWS).isWithin(5 / Math.sqrt(12.0 * DRAWS)).of(0.5);
    assertThat(squares / DRAWS).isWithin(0.003).of(1 / 3.0);
    double chiSquare = 0;
    double expected = (double) DRAWS / bins.length;
    for (int count : bins) {
      chiSquare += (count - expected) * (count - expected) / expected;
    }
    // 63 degrees of freedom: the mean is 63 and five standard deviations are 56.
    assertThat(chiSquare).isLessThan(63 + 56);
  }

  @Test
  void normalNumbersHaveTheMomentsOfTheNormalLaw() {
    long key = Randoms.key(5, 0, 1);
    double[] moments = new double[5];
    int beyondTwo = 0;
    for (int i = 0; i < DRAWS; i++) {
      double x = Randoms.normal(key, i);
      double power = 1;
      for (int m = 0; m < moments.length; m++) {
        moments[m] += power / DRAWS;
        power *= x;
      }
      beyondTwo += Math.abs(x) > 2 ? 1 : 0;
    }
    assertThat(moments[1]).isWithin(0.008).of(0);
    assertThat(moments[2]).isWithin(0.012).of(1);
    assertThat(moments[3]).isWithin(0.03).of(0);
    assertThat(moments[4]).isWithin(0.08).of(3);
    assertThat((double) beyondTwo / DRAWS).isWithin(0.002).of(0.0455);
  }

  @Test
  void normalNumbersFollowTheDistributionFunction() {
    long key = Randoms.key(9, 4, 0);
    double[] draws = new double[20_000];
    for (int i = 0; i < draws.length; i++) {
      draws[i] = Randoms.normal(key, i);
    }
    Arrays.sort(draws);
    double distance = 0;
    for (int i = 0; i < draws.length; i++) {
      distance = Math.max(distance, Math.abs((i + 0.5) / draws.length - distribution(draws[i])));
    }
    // Kolmogorov and Smirnov: 1.95/√n is passed by one law in a thousand.
    assertThat(distance).isLessThan(1.95 / Math.sqrt(draws.length));
  }

  /** Φ by its power series, which converges everywhere. */
  private static double distribution(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; n < 200 && Math.abs(term) > 1e-18; n++) {
      term *= -x * x / (2 * n);
      sum += term / (2 * n + 1);
    }
    return 0.5 + sum / Math.sqrt(2 * Math.PI);
  }

  @Test
  void quantilesInvertTheDistributionFunction() {
    for (double p : new double[] {1e-9, 1e-4, 0.01, 0.0749, 0.075, 0.3, 0.5, 0.8, 0.99, 0.99999}) {
      double x = NormalQuantile.of(p);
      if (p > 1e-6) {
        assertThat(distribution(x)).isWithin(1e-12).of(p);
      }
      assertThat(NormalQuantile.of(1 - p)).isWithin(1e-7).of(-x);
    }
    // p = erfc(-x/√2)/2, from the C library's erfc.
    assertThat(NormalQuantile.of(1e-9)).isWithin(1e-13).of(-5.997807015007687);
    assertThat(NormalQuantile.of(0.975)).isWithin(1e-15).of(1.959963984540054);
    assertThat(NormalQuantile.of(1e-100)).isWithin(1e-12).of(-21.27345356096532);
  }

  @Test
  void neighboursAreNotCorrelated() {
    double[] products = new double[4];
    for (int i = 0; i < DRAWS; i++) {
      double x = Randoms.uniform(Randoms.key(1, 0, 0), i) - 0.5;
      products[0] += x * (Randoms.uniform(Randoms.key(1, 0, 0), i + 1) - 0.5);
      products[1] += x * (Randoms.uniform(Randoms.key(2, 0, 0), i) - 0.5);
      products[2] += x * (Randoms.uniform(Randoms.key(1, 1, 0), i) - 0.5);
      products[3] += x * (Randoms.uniform(Randoms.key(1, 0, 1), i) - 0.5);
    }
    for (double product : products) {
      // The standard deviation of a mean of such products is 1/12/√n.
      assertThat(product / DRAWS).isWithin(5 / (12 * Math.sqrt(DRAWS))).of(0);
    }
  }

  @Test
  void everyBitIsSetHalfOfTheTime() {
    long key = Randoms.key(0, 0, 0);
    int[] set = new int[Long.SIZE];
    int draws = 20_000;
    for (int i = 0; i < draws; i++) {
      long bits = Randoms.bits(key, i);
      for (int b = 0; b < set.length; b++) {
        set[b] += (int) (bits >>> b & 1);
      }
    }
    for (int b = 0; b < set.length; b++) {
      assertWithMessage("bit %s", b).that((double) set[b] / draws).isWithin(0.02).of(0.5);
    }
  }

  @Test
  void keysDiffer() {
    Set<Long> keys = new HashSet<>();
    for (int seed = -3; seed < 10; seed++) {
      for (int step = 0; step < 30; step++) {
        for (int node = 0; node < 20; node++) {
          keys.add(Randoms.key(seed, step, node));
        }
      }
    }
    assertThat(keys.size()).isEqualTo(13 * 30 * 20);
  }

  @Test
  void theNumbersStayTheSameInAllReleases() {
    long key = Randoms.key(7, 3, 2);
    assertThat(Long.toHexString(Randoms.bits(key, 5))).isEqualTo("95147eea687ee302");
    assertThat(Randoms.normal(key, 1)).isEqualTo(-0.4251032476537569);
  }
}
