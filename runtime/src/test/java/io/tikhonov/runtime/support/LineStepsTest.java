package io.tikhonov.runtime.support;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineStepsTest {

  private static double[] step(double[] v, double... t) {
    return step(new LineSteps(Workers.of(1)), v, 1, v.length, 1, t);
  }

  private static double[] step(
      LineSteps steps, double[] v, int outer, int length, int inner, double... t) {
    try (Doubles x = doubles(v);
        Doubles thresholds = doubles(t);
        Doubles out = new Doubles(v.length)) {
      if (t.length == 1) {
        steps.totalVariation(x, outer, length, inner, t[0], out);
      } else {
        steps.totalVariation(x, outer, length, inner, thresholds, out);
      }
      double[] result = new double[v.length];
      out.read(result, 0, v.length);
      return result;
    }
  }

  private static Doubles doubles(double[] values) {
    Doubles memory = new Doubles(values.length);
    memory.write(values, 0, values.length);
    return memory;
  }

  private static Floats floats(double[] values) {
    Floats memory = new Floats(values.length);
    memory.write(values, 0, values.length);
    return memory;
  }

  /** Steps, plateaus with ties, and noise, of all scales. */
  private static double[] line(Random random, int n) {
    double[] v = new double[n];
    double level = 0;
    double scale = Math.exp(6 * random.nextDouble() - 3);
    int kind = random.nextInt(4);
    for (int i = 0; i < n; i++) {
      if (random.nextInt(5) == 0) {
        level = random.nextGaussian();
      }
      v[i] =
          switch (kind) {
            case 0 -> scale * random.nextGaussian();
            case 1 -> scale * level;
            case 2 -> scale * (level + 0.1 * random.nextGaussian());
            default -> random.nextInt(4); // ties
          };
    }
    return v;
  }

  private static double[] thresholds(Random random, int n) {
    double base = Math.exp(8 * random.nextDouble() - 5);
    if (random.nextBoolean()) {
      return new double[] {base};
    }
    return random.doubles(n, -3, 3).map(e -> base * Math.exp(e)).toArray();
  }

  /**
   * x is the minimiser exactly if the running sums of (v − x)/t stay within −1 and 1, end at 0, and
   * are 1 where x falls and −1 where it rises.
   */
  private static void assertOptimal(double[] v, double[] x, double[] t, double tolerance) {
    double sum = 0;
    double scale = 1;
    double rounding = 1e-14 * Arrays.stream(v).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < v.length; i++) {
      double weight = 1 / t[t.length == 1 ? 0 : i];
      sum += weight * (v[i] - x[i]);
      scale += weight * Math.abs(v[i]);
      double error = tolerance * scale;
      if (i == v.length - 1) {
        assertThat(sum).isWithin(error).of(0);
      } else if (x[i] > x[i + 1] + rounding) {
        assertThat(sum).isWithin(error).of(1);
      } else if (x[i] < x[i + 1] - rounding) {
        assertThat(sum).isWithin(error).of(-1);
      } else {
        assertThat(Math.abs(sum)).isAtMost(1 + error);
      }
    }
  }

  @Test
  void meetsTheOptimalityConditions() {
    Random random = new Random(71);
    for (int trial = 0; trial < 3000; trial++) {
      int n = 1 + random.nextInt(trial % 10 == 0 ? 300 : 12);
      double[] v = line(random, n);
      double[] t = thresholds(random, n);
      assertOptimal(v, step(v, t), t, 1e-13);
    }
  }

  private static double objective(double[] x, double[] v, double[] t) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (x[i] - v[i]) * (x[i] - v[i]) / (2 * t[t.length == 1 ? 0 : i]);
      sum += i == 0 ? 0 : Math.abs(x[i] - x[i - 1]);
    }
    return sum;
  }

  /** Every way to cut a line into stretches and to let neighbours rise or fall. */
  @Test
  void equalsTheBestOfAllStretches() {
    Random random = new Random(72);
    for (int trial = 0; trial < 300; trial++) {
      int n = 1 + random.nextInt(6);
      double[] v = line(random, n);
      double[] t = thresholds(random, n);
      double[] best = null;
      for (int code = 0; code < (int) Math.pow(3, n - 1); code++) {
        double[] x = stretches(v, t, code);
        best = best == null || objective(x, v, t) < objective(best, v, t) ? x : best;
      }
      double[] found = step(v, t);
      double scale = 1 + Arrays.stream(v).map(Math::abs).max().orElseThrow();
      for (int i = 0; i < n; i++) {
        assertThat(found[i]).isWithin(1e-7 * scale).of(best[i]);
      }
      assertThat(objective(found, v, t)).isAtMost(objective(best, v, t) * (1 + 1e-12) + 1e-12);
    }
  }

  /**
   * The minimiser among lines that rise (2), fall (1) or stay (0) at each place as the code says.
   */
  private static double[] stretches(double[] v, double[] t, int code) {
    int n = v.length;
    double[] x = new double[n];
    int rest = code;
    int start = 0;
    int before = 0;
    for (int i = 0; i < n; i++) {
      int way = i == n - 1 ? 3 : rest % 3;
      rest /= 3;
      if (way == 0) {
        continue;
      }
      double sum = 0;
      double total = 0;
      for (int j = start; j <= i; j++) {
        double weight = 1 / t[t.length == 1 ? 0 : j];
        sum += weight * v[j];
        total += weight;
      }
      int next = way == 2 ? 1 : way == 1 ? -1 : 0;
      Arrays.fill(x, start, i + 1, (sum + next - before) / total);
      before = next;
      start = i + 1;
    }
    return x;
  }

  @Test
  void isNonExpansiveAndLeavesNothingOfWhatItTookAway() {
    Random random = new Random(73);
    for (int trial = 0; trial < 300; trial++) {
      int n = 2 + random.nextInt(40);
      double t = Math.exp(4 * random.nextDouble() - 3);
      double[] v = line(random, n);
      double[] other = line(random, n);
      double[] x = step(v, t);
      double[] y = step(other, t);
      double moved = 0;
      double apart = 0;
      double scale = 1;
      for (int i = 0; i < n; i++) {
        moved += (x[i] - y[i]) * (x[i] - y[i]);
        apart += (v[i] - other[i]) * (v[i] - other[i]);
        scale = Math.max(scale, Math.abs(v[i]));
      }
      assertThat(moved).isAtMost(apart * (1 + 1e-12));
      // Moreau: v − x is the projection of v on a set of points whose step is 0.
      double[] taken = new double[n];
      for (int i = 0; i < n; i++) {
        taken[i] = v[i] - x[i];
      }
      for (double left : step(taken, t)) {
        assertThat(left).isWithin(1e-12 * scale).of(0);
      }
    }
  }

  @Test
  void keepsConstantsAndJoinsEverythingUnderAHugeThreshold() {
    double[] constant = new double[37];
    Arrays.fill(constant, 0.1);
    assertThat(step(constant, 3.7)).isEqualTo(constant);
    double[] v = line(new Random(74), 37);
    assertThat(step(v, 0)).isEqualTo(v);
    assertThat(step(v, new double[37])).isEqualTo(v);
    double mean = Arrays.stream(v).average().orElseThrow();
    for (double threshold : new double[] {1e4, 1e300, Double.POSITIVE_INFINITY}) {
      double[] x = step(v, threshold);
      assertThat(x[0]).isWithin(1e-15 * Math.abs(mean)).of(mean);
      assertThat(Arrays.stream(x).distinct().count()).isEqualTo(1);
    }
    assertThat(step(new double[] {5}, 2)).isEqualTo(new double[] {5});
    assertThat(step(new double[0], 2)).isEmpty();
    assertThat(step(new double[] {0, 4}, 1)).isEqualTo(new double[] {1, 3});
    assertThat(Arrays.stream(step(new double[] {1, Double.NaN, 2, 3}, 1)).anyMatch(Double::isNaN))
        .isTrue();
  }

  /** Values keep their digits beside a threshold and a length that are far larger. */
  @Test
  void keepsItsDigitsOnLongLines() {
    Random random = new Random(75);
    double[] v = random.doubles(200_000, -1, 1).toArray();
    for (int i = 0; i < v.length; i++) {
      v[i] += Math.floorDiv(i, 20_000);
    }
    assertOptimal(v, step(v, 40), new double[] {40}, 1e-14);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void takesEachLineOfAnArray(int inner) {
    Random random = new Random(76);
    int outer = 3;
    int length = 501;
    double[] v = random.doubles(3L * length * inner, -2, 2).toArray();
    double[] t = random.doubles(v.length, 0.1, 2).toArray();
    for (double[] thresholds : new double[][] {{0.7}, t}) {
      double[] x = step(new LineSteps(Workers.of(2)), v, outer, length, inner, thresholds);
      assertThat(step(new LineSteps(Workers.of(1)), v, outer, length, inner, thresholds))
          .isEqualTo(x);
      for (int line = 0; line < outer * inner; line++) {
        int start = line / inner * length * inner + line % inner;
        double[] own = pick(v, start, length, inner);
        double[] ownStep = thresholds.length == 1 ? thresholds : pick(t, start, length, inner);
        assertWithMessage("line %s", line)
            .that(pick(x, start, length, inner))
            .isEqualTo(step(own, ownStep));
      }
    }
  }

  private static double[] pick(double[] values, int start, int length, int inner) {
    double[] line = new double[length];
    for (int i = 0; i < length; i++) {
      line[i] = values[start + i * inner];
    }
    return line;
  }

  @Test
  void computesInPlaceAndInSinglePrecision() {
    double[] v = {3, 1, 4, 1, 5, 9, 2, 6};
    double[] expected = step(v, 1.5);
    LineSteps steps = new LineSteps(Workers.of(1));
    try (Floats x = floats(v)) {
      steps.totalVariation(x, 1, 8, 1, 1.5, x);
      for (int i = 0; i < v.length; i++) {
        assertThat(x.get(i)).isEqualTo((double) (float) expected[i]);
      }
      assertThrows(IllegalArgumentException.class, () -> steps.totalVariation(x, 1, 9, 1, 1.5, x));
    }
  }

  @Test
  void sumsGroups() {
    LineSteps steps = new LineSteps(Workers.of(1));
    try (Doubles x = doubles(new double[] {1, 2, 3, 4, 5});
        Doubles groups = doubles(new double[] {7, 0, 7, 2, 0});
        Floats singles = floats(new double[] {1, 2, 3, 4, 5});
        Floats singleGroups = floats(new double[] {7, 0, 7, 2, 0})) {
      steps.groupSums(x, groups, 5, x);
      steps.groupSums(singles, singleGroups, 5, singles);
      double[] found = new double[5];
      x.read(found, 0, 5);
      assertThat(found).isEqualTo(new double[] {4, 7, 4, 4, 7});
      singles.read(found, 0, 5);
      assertThat(found).isEqualTo(new double[] {4, 7, 4, 4, 7});
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 0.5, Double.NaN, Double.POSITIVE_INFINITY, 16_777_216})
  void groupsAreWholeNumbers(double wrong) {
    try (Doubles groups = doubles(new double[] {0, 3, wrong})) {
      IllegalArgumentException thrown =
          assertThrows(IllegalArgumentException.class, () -> Checks.groups("group", groups));
      assertThat(thrown).hasMessageThat().contains("\"group\"");
      assertThat(thrown).hasMessageThat().contains("not " + wrong + " (element 2)");
    }
    try (Doubles groups = doubles(new double[] {0, 3, 16_777_215})) {
      Checks.groups("group", groups);
    }
  }
}
