package io.tikhonov.runtime.solve;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import io.tikhonov.runtime.support.Workers;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CoordinateDescentTest {

  private static final int ITERATIONS = 500;

  private static CoordinateDescent.Result solve(
      RowModel model, double[] w, double[] b, double tolerance) {
    try (CoordinateDescent descent = new CoordinateDescent(model, Workers.of(0))) {
      CoordinateDescent.Result result = descent.solve(w, b, tolerance, ITERATIONS);
      assertWithMessage("%s", result).that(result.converged()).isTrue();
      double objective = model.objective(w, b[0]);
      assertThat(result.objective()).isWithin(1e-9 * (1 + Math.abs(objective))).of(objective);
      return result;
    }
  }

  private static double[] solve(RowModel model) {
    double[] w = new double[model.features()];
    solve(model, w, new double[1], 1e-12);
    return w;
  }

  private static double number(String text, String name) {
    Matcher matcher = Pattern.compile(name + "=([0-9.]+)").matcher(text);
    assertThat(matcher.find()).isTrue();
    return Double.parseDouble(matcher.group(1));
  }

  @Test
  void elasticNetOnDiabetesIsTheReference() {
    double[][] x = Reference.diabetes();
    double[] y = Reference.diabetesTarget();
    for (Map.Entry<String, com.google.gson.JsonElement> entry :
        Reference.cases("elastic-net-diabetes.json").entrySet()) {
      double alpha = number(entry.getKey(), "alpha");
      double ratio = number(entry.getKey(), "l1_ratio");
      JsonObject reference = entry.getValue().getAsJsonObject();
      for (boolean intercept : new boolean[] {false, true}) {
        RowModel model = new RowModel(RowModel.SQUARED, x, y, 1.0 / y.length, intercept);
        model.elasticNet(alpha * ratio, alpha * (1 - ratio));
        double[] w = new double[10];
        double objective = solve(model, w, new double[1], 1e-12).objective();
        double expected = reference.get("objective").getAsDouble();
        assertThat(objective).isWithin(1e-9 * expected).of(expected);
        assertSameZeros(w, Reference.coefficients(reference));
      }
    }
  }

  @Test
  void sparseLogisticRegressionOnBreastCancerIsTheReference() {
    double[][] x = Reference.breastCancer();
    double[] y = Arrays.stream(Reference.breastCancerSigns()).map(sign -> (sign + 1) / 2).toArray();
    for (Map.Entry<String, com.google.gson.JsonElement> entry :
        Reference.cases("elastic-net-logistic-breast-cancer.json").entrySet()) {
      double c = number(entry.getKey(), "C");
      double ratio = number(entry.getKey(), "l1_ratio");
      JsonObject reference = entry.getValue().getAsJsonObject();
      RowModel model = new RowModel(RowModel.LOGISTIC, x, y, c, true).elasticNet(ratio, 1 - ratio);
      double[] w = new double[30];
      double[] b = new double[1];
      double objective = solve(model, w, b, 1e-12).objective();
      double expected = reference.get("objective").getAsDouble();
      assertThat(objective).isWithin(1e-9 * expected).of(expected);
      assertThat(b[0]).isWithin(1e-4).of(reference.get("intercept").getAsDouble());
      assertSameZeros(w, Reference.coefficients(reference));
    }
  }

  private static void assertSameZeros(double[] w, double[] expected) {
    for (int j = 0; j < w.length; j++) {
      assertWithMessage("coordinate %s of %s", j, Arrays.toString(w))
          .that(w[j] != 0)
          .isEqualTo(expected[j] != 0);
      assertThat(w[j]).isWithin(1e-4 * (1 + Math.abs(expected[j]))).of(expected[j]);
    }
  }

  // ---- random problems, checked by their optimality conditions ----

  private static RowModel random(RowModel.Loss loss, int n, int p, boolean intercept, long seed) {
    Random random = new Random(seed);
    double[][] x = new double[n][p];
    double[] y = new double[n];
    double[] w = new double[p];
    for (int j = 0; j < Math.min(p, 5); j++) {
      w[j] = random.nextGaussian();
    }
    for (int i = 0; i < n; i++) {
      double eta = 0.3;
      double common = random.nextGaussian();
      for (int j = 0; j < p; j++) {
        x[i][j] = 0.7 * random.nextGaussian() + 0.5 * common + 0.2;
        eta += x[i][j] * w[j];
      }
      if (loss == RowModel.LOGISTIC) {
        y[i] = random.nextDouble() < 1 / (1 + Math.exp(-eta)) ? 1 : 0;
      } else if (loss == RowModel.POISSON) {
        y[i] = Math.floor(Math.exp(Math.min(eta, 3)) + random.nextDouble());
      } else {
        y[i] = eta + random.nextGaussian() * (random.nextInt(10) == 0 ? 10 : 0.5);
      }
    }
    return new RowModel(loss, x, y, 1.0 / n, intercept);
  }

  /** The subgradients of F of least norm at a point must vanish. */
  private static void assertOptimal(RowModel model, double[] w, double b, double tolerance) {
    int n = model.rows();
    double[] slope = new double[n];
    model.linearize(w, b, slope, new double[n]);
    if (model.hasIntercept()) {
      assertThat(Arrays.stream(slope).sum()).isWithin(tolerance).of(0);
    }
    double[] g = new double[w.length];
    for (int j = 0; j < w.length; j++) {
      for (int i = 0; i < n; i++) {
        g[j] += model.x[i][j] * slope[i];
      }
      g[j] += model.l2[j] * w[j];
    }
    Blocks blocks = new Blocks(model.penalty());
    for (int j = 0; j < w.length; j++) {
      int group = blocks.normOf(j);
      double norm = group < 0 ? 0 : Blocks.norm(blocks.groups[group], w);
      double d = g[j] + (norm > 0 ? blocks.strength[group] * w[j] / norm : 0);
      if (group >= 0 && norm == 0) {
        double squares = 0;
        for (int k : blocks.groups[group]) {
          double t = Blocks.soft(g[k], blocks.l1[k]);
          squares += t * t;
        }
        assertThat(Math.sqrt(squares)).isAtMost(blocks.strength[group] + tolerance);
        continue;
      }
      double low = w[j] > 0 ? d + blocks.l1[j] : d - blocks.l1[j];
      double high = w[j] < 0 ? d - blocks.l1[j] : d + blocks.l1[j];
      assertThat(w[j]).isAtLeast(model.lower[j]);
      assertThat(w[j]).isAtMost(model.upper[j]);
      // At a lower bound the slope may be positive, at an upper bound negative.
      if (w[j] != model.lower[j]) {
        assertWithMessage("coordinate %s", j).that(low).isAtMost(tolerance);
      }
      if (w[j] != model.upper[j]) {
        assertWithMessage("coordinate %s", j).that(high).isAtLeast(-tolerance);
      }
    }
  }

  @Test
  void everyLossWithEveryPenalty() {
    RowModel.Loss[] losses = {
      RowModel.SQUARED, RowModel.LOGISTIC, RowModel.POISSON, RowModel.HUBER
    };
    int seed = 0;
    for (RowModel.Loss loss : losses) {
      for (int[] size : new int[][] {{60, 12}, {25, 60}}) {
        for (double second : new double[] {0, 0.05}) {
          for (boolean boxed : new boolean[] {false, true}) {
            for (boolean grouped : new boolean[] {false, true}) {
              RowModel model = random(loss, size[0], size[1], seed % 3 != 0, seed++);
              model.elasticNet(grouped ? 0.01 : 0.05, second);
              if (boxed) {
                Arrays.fill(model.lower, -0.1);
                Arrays.fill(model.upper, 0.3);
                model.lower[1] = 0.05;
              }
              if (grouped) {
                group(model);
              }
              double[] w = new double[size[1]];
              double[] b = new double[1];
              solve(model, w, b, 1e-11);
              assertOptimal(model, w, b[0], 1e-4);
            }
          }
        }
      }
    }
  }

  /** Groups of unequal sizes, the members scattered. */
  private static void group(RowModel model) {
    int p = model.features();
    model.group = new int[p];
    model.strength = new double[] {0.02, 0.05, 0.1, 0.3};
    for (int j = 0; j < p; j++) {
      model.group[j] = j == 3 ? 0 : j % 7 == 0 ? 1 : j % 2 == 0 ? 2 : 3;
    }
  }

  @Test
  void unequalGroupsAgreeWithProximalGradients() {
    for (RowModel.Loss loss : new RowModel.Loss[] {RowModel.SQUARED, RowModel.LOGISTIC}) {
      RowModel model = random(loss, 50, 11, false, 17);
      model.group = new int[] {0, 0, 0, 1, 1, 2, 3, 3, 3, 3, 3};
      model.strength = new double[] {0.1, 0.02, 0.05, 0.2};
      double[] w = solve(model);
      double[] expected = proximalGradient(model, 20_000);
      double objective = model.objective(expected, 0);
      assertThat(model.objective(w, 0)).isWithin(1e-9 * objective).of(objective);
      for (int j = 0; j < w.length; j++) {
        assertThat(w[j]).isWithin(1e-5).of(expected[j]);
      }
    }
  }

  /** The plainest method there is, for groups without anything else. */
  private static double[] proximalGradient(RowModel model, int steps) {
    int n = model.rows();
    int p = model.features();
    double bound = 0;
    for (double[] row : model.x) {
      bound += Arrays.stream(row).map(v -> v * v).sum() / n;
    }
    double[] w = new double[p];
    double[] slope = new double[n];
    for (int step = 0; step < steps; step++) {
      model.linearize(w, 0, slope, new double[n]);
      double[] squares = new double[model.strength.length];
      for (int j = 0; j < p; j++) {
        double g = 0;
        for (int i = 0; i < n; i++) {
          g += model.x[i][j] * slope[i];
        }
        w[j] -= g / bound;
        squares[model.group[j]] += w[j] * w[j];
      }
      for (int j = 0; j < p; j++) {
        double norm = Math.sqrt(squares[model.group[j]]);
        w[j] *= Math.max(0, 1 - model.strength[model.group[j]] / bound / norm);
      }
    }
    return w;
  }

  @Test
  void constantZeroAndDuplicateColumns() {
    for (boolean intercept : new boolean[] {false, true}) {
      RowModel model = random(RowModel.SQUARED, 40, 8, intercept, 5);
      for (double[] row : model.x) {
        row[2] = 0;
        row[4] = 7.3;
        row[6] = row[0];
      }
      RowModel again =
          new RowModel(RowModel.SQUARED, model.x, model.y, 1.0 / 40, intercept)
              .elasticNet(0.02, 0.01);
      double[] w = new double[8];
      w[2] = 3; // a warm start that must not stay
      double[] b = new double[1];
      solve(again, w, b, 1e-12);
      assertOptimal(again, w, b[0], 1e-6);
      assertThat(w[2]).isEqualTo(0.0);
      if (intercept) {
        assertThat(w[4]).isEqualTo(0.0);
      }
      assertThat(w[6]).isWithin(1e-4).of(w[0]); // the quadratic part shares equally
    }
  }

  @Test
  void collinearColumnsWithoutRidgeConverge() {
    RowModel model = random(RowModel.SQUARED, 30, 6, true, 9);
    for (double[] row : model.x) {
      row[5] = row[0] - 2 * row[1] + row[2];
    }
    RowModel again =
        new RowModel(RowModel.SQUARED, model.x, model.y, 1.0 / 30, true).elasticNet(1e-3, 0);
    double[] w = new double[6];
    double[] b = new double[1];
    solve(again, w, b, 1e-10);
    assertOptimal(again, w, b[0], 1e-5);
  }

  @Test
  void aStrongPenaltyGivesZeros() {
    for (RowModel.Loss loss :
        new RowModel.Loss[] {RowModel.SQUARED, RowModel.LOGISTIC, RowModel.POISSON}) {
      RowModel model = random(loss, 50, 9, true, 3).elasticNet(100, 1);
      double[] w = new double[9];
      Arrays.fill(w, 0.5);
      double[] b = new double[1];
      solve(model, w, b, 1e-12);
      assertThat(w).isEqualTo(new double[9]);
      double mean = Arrays.stream(model.y).sum() / 50;
      double expected =
          loss == RowModel.SQUARED
              ? mean
              : loss == RowModel.LOGISTIC ? Math.log(mean / (1 - mean)) : Math.log(mean);
      assertThat(b[0]).isWithin(1e-6).of(expected);
    }
  }

  @Test
  void leastSquaresWithoutPenalty() {
    RowModel model = random(RowModel.SQUARED, 40, 5, true, 21);
    double[] w = new double[5];
    double[] b = new double[1];
    solve(model, w, b, 1e-12);
    assertOptimal(model, w, b[0], 1e-6);
  }

  @Test
  void manyMoreFeaturesThanRows() {
    // More than the matrix of second derivatives holds: 0 is no solution for any of them.
    RowModel model = random(RowModel.SQUARED, 30, 700, true, 2).elasticNet(0, 0.5);
    double[] w = new double[700];
    double[] b = new double[1];
    solve(model, w, b, 1e-10);
    assertOptimal(model, w, b[0], 1e-4);
    RowModel logistic = random(RowModel.LOGISTIC, 30, 700, true, 2).elasticNet(0, 0.5);
    w = new double[700];
    solve(logistic, w, b, 1e-10);
    assertOptimal(logistic, w, b[0], 1e-4);
  }

  @Test
  void weightsOfRowsCount() {
    RowModel model = random(RowModel.SQUARED, 30, 6, true, 4).elasticNet(0.05, 0.01);
    // A row twice is a row of double weight; a row of weight 0 is none.
    double[][] x = Arrays.copyOf(model.x, 31);
    x[30] = model.x[7];
    double[] y = Arrays.copyOf(model.y, 31);
    y[30] = model.y[7];
    x[3] = new double[] {1e3, 1e3, 0, 0, 0, 5};
    RowModel twice = new RowModel(RowModel.SQUARED, x, y, 1.0 / 30, true).elasticNet(0.05, 0.01);
    twice.weight[3] = 0;
    RowModel weighted =
        new RowModel(RowModel.SQUARED, model.x, model.y, 1.0 / 30, true).elasticNet(0.05, 0.01);
    weighted.weight[7] *= 2;
    weighted.weight[3] = 0;
    double[] a = solve(twice);
    double[] b = solve(weighted);
    for (int j = 0; j < 6; j++) {
      assertThat(a[j]).isWithin(1e-7).of(b[j]);
    }
  }

  @Test
  void singlePrecisionDesign() {
    double[][] x = Reference.diabetes();
    RowModel model =
        new RowModel(RowModel.SQUARED, x, Reference.diabetesTarget(), 1.0 / x.length, true, true)
            .elasticNet(0.5, 0.5);
    double[] w = new double[10];
    solve(model, w, new double[1], 1e-5);
    assertThat(model.objective(w, 0)).isWithin(0.02).of(1779.3562055394705);
  }

  @Test
  void theGapBoundsTheDistanceToTheMinimum() {
    for (RowModel.Loss loss :
        new RowModel.Loss[] {RowModel.SQUARED, RowModel.LOGISTIC, RowModel.POISSON}) {
      for (double second : new double[] {0, 0.02}) {
        RowModel model = random(loss, 60, 20, true, 8).elasticNet(0.05, second);
        double[] best = new double[20];
        double[] bestIntercept = new double[1];
        solve(model, best, bestIntercept, 1e-12);
        double least = model.objective(best, bestIntercept[0]);
        for (int most = 0; most < 4; most++) {
          try (CoordinateDescent descent = new CoordinateDescent(model, Workers.of(1))) {
            double[] w = new double[20];
            double[] b = new double[1];
            CoordinateDescent.Result result = descent.solve(w, b, 1e-12, most);
            double above = model.objective(w, b[0]) - least;
            if (loss == RowModel.POISSON && result.gap() > 0.01) {
              continue; // this loss has no lower bound that is known
            }
            assertThat(above).isAtMost(result.gap() * Math.abs(result.objective()) + 1e-12);
          }
        }
      }
    }
  }

  /** Solves from w and b, and anew from zeros. */
  private static void assertSameAsCold(
      RowModel model, CoordinateDescent descent, double[] w, double[] b) {
    CoordinateDescent.Result result = descent.solve(w, b, 1e-11, ITERATIONS);
    assertWithMessage("%s", result).that(result.converged()).isTrue();
    double[] cold = new double[w.length];
    double objective = solve(model, cold, new double[1], 1e-11).objective();
    assertThat(result.objective()).isWithin(1e-9 * Math.abs(objective)).of(objective);
    for (int j = 0; j < cold.length; j++) {
      assertThat(w[j]).isWithin(1e-4).of(cold[j]);
    }
  }

  @Test
  void aPathIsTheSameAsColdSolutions() {
    for (RowModel.Loss loss :
        new RowModel.Loss[] {RowModel.SQUARED, RowModel.LOGISTIC, RowModel.POISSON}) {
      for (int[] size : new int[][] {{80, 30}, {30, 80}}) {
        RowModel model = random(loss, size[0], size[1], true, 12);
        double[] w = new double[size[1]];
        double[] b = new double[1];
        try (CoordinateDescent descent = new CoordinateDescent(model, Workers.of(0))) {
          for (double factor = 1; factor > 0.01; factor *= 0.7) {
            model.elasticNet(0.5 * factor, 0.2 * factor);
            assertSameAsCold(model, descent, w, b);
          }
        }
      }
    }
  }

  @Test
  void pathsUnderBoundsAndGroupsAreTheSameAsColdSolutions() {
    for (RowModel.Loss loss :
        new RowModel.Loss[] {RowModel.SQUARED, RowModel.LOGISTIC, RowModel.HUBER}) {
      for (int[] size : new int[][] {{80, 30}, {30, 50}}) {
        RowModel model = random(loss, size[0], size[1], true, 15);
        Arrays.fill(model.lower, -0.15);
        Arrays.fill(model.upper, 0.4);
        group(model);
        double[] strength = model.strength;
        double[] w = new double[size[1]];
        double[] b = new double[1];
        try (CoordinateDescent descent = new CoordinateDescent(model, Workers.of(0))) {
          for (double factor = 2; factor > 0.05; factor *= 0.8) {
            double present = factor;
            model.strength = Arrays.stream(strength).map(s -> s * present).toArray();
            model.elasticNet(0.02 * factor, 0.05);
            assertSameAsCold(model, descent, w, b);
          }
        }
      }
    }
  }

  @Test
  void unitsOfFeaturesDoNotMatter() {
    for (RowModel.Loss loss : new RowModel.Loss[] {RowModel.SQUARED, RowModel.LOGISTIC}) {
      for (int[] size : new int[][] {{60, 15}, {20, 35}}) {
        RowModel plain = random(loss, size[0], size[1], true, 23).elasticNet(0.02, 0.01);
        double[] expected = new double[size[1]];
        double[] b = new double[1];
        double objective = solve(plain, expected, b, 1e-10).objective();
        double[] units = new double[size[1]];
        Arrays.setAll(units, j -> Math.pow(10, (j * 7) % 25 - 12));
        double[][] x = new double[size[0]][size[1]];
        for (int i = 0; i < x.length; i++) {
          for (int j = 0; j < units.length; j++) {
            x[i][j] = plain.x[i][j] * units[j];
          }
        }
        RowModel scaled = new RowModel(loss, x, plain.y, 1.0 / size[0], true);
        Arrays.setAll(scaled.l1, j -> 0.02 * units[j]);
        Arrays.setAll(scaled.l2, j -> 0.01 * units[j] * units[j]);
        double[] w = new double[size[1]];
        assertThat(solve(scaled, w, b, 1e-10).objective()).isWithin(1e-9 * objective).of(objective);
        for (int j = 0; j < w.length; j++) {
          assertThat(w[j] * units[j]).isWithin(1e-4).of(expected[j]);
        }
      }
    }
  }

  @Test
  void constantColumnsAlone() {
    double[][] x = new double[10][2];
    double[] y = new double[10];
    for (int i = 0; i < 10; i++) {
      x[i] = new double[] {3, 0};
      y[i] = i;
    }
    RowModel model = new RowModel(RowModel.SQUARED, x, y, 0.1, true).elasticNet(0.1, 0.1);
    double[] w = new double[2];
    double[] b = new double[1];
    solve(model, w, b, 1e-10);
    assertThat(w).isEqualTo(new double[2]);
    assertThat(b[0]).isWithin(1e-9).of(4.5);
  }

  @Test
  void bitsDoNotDependOnTheNumberOfThreads() {
    RowModel model = random(RowModel.LOGISTIC, 200, 150, true, 6).elasticNet(0.01, 0.01);
    double[][] solutions = new double[2][150];
    for (int i = 0; i < 2; i++) {
      try (CoordinateDescent descent = new CoordinateDescent(model, Workers.of(i + 1))) {
        descent.solve(solutions[i], new double[1], 1e-9, ITERATIONS);
      }
    }
    assertThat(solutions[0]).isEqualTo(solutions[1]);
  }

  @Test
  void notANumberIsRefused() {
    RowModel model = random(RowModel.LOGISTIC, 20, 3, true, 1).elasticNet(0.1, 0);
    model.y[4] = Double.NaN;
    try (CoordinateDescent descent = new CoordinateDescent(model, Workers.of(1))) {
      double[] w = new double[3];
      Exception e =
          assertThrows(
              ArithmeticException.class, () -> descent.solve(w, new double[1], 1e-8, ITERATIONS));
      assertThat(e).hasMessageThat().contains("NaN");
    }
  }
}
