package io.tikhonov.benchmarks;

import io.tikhonov.benchmarks.shared.Doubles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** The data of the paths: 2,000 rows of 1,000 features, 50 of which matter. */
final class PathData {

  private static final int ROWS = 2_000;
  private static final int FEATURES = 1_000;
  private static final int USEFUL = 50;
  private static final int LAMBDAS = 100;
  private static final double RATIO = 1e-3;
  private static final double L1_RATIO = 0.5;

  private final double[] x = new double[ROWS * FEATURES];
  private final double[] y = new double[ROWS];
  private final double[] classes = new double[ROWS];

  PathData(long seed) {
    Random random = new Random(seed);
    double[] w = new double[FEATURES];
    for (int j = 0; j < USEFUL; j++) {
      w[j] = random.nextGaussian();
    }
    for (int i = 0; i < ROWS; i++) {
      double eta = 0;
      for (int j = 0; j < FEATURES; j++) {
        x[i * FEATURES + j] = random.nextGaussian();
        eta += x[i * FEATURES + j] * w[j];
      }
      y[i] = eta + random.nextGaussian();
      classes[i] = random.nextDouble() < 1 / (1 + Math.exp(-eta)) ? 1 : 0;
    }
    // glmnet divides λ of the squared part by the deviation of y: 1, so that all mean the same.
    double mean = Arrays.stream(y).sum() / ROWS;
    double deviation =
        Math.sqrt(Arrays.stream(y).map(value -> (value - mean) * (value - mean)).sum() / ROWS);
    Arrays.setAll(y, i -> (y[i] - mean) / deviation);
  }

  /** Writes matrix, targets and the factors of both paths. */
  void write(Path folder) throws IOException {
    Doubles.write(folder.resolve("x"), x);
    Doubles.write(folder.resolve("y"), y);
    Doubles.write(folder.resolve("classes"), classes);
    Doubles.write(folder.resolve("gaussian"), grid(y));
    Doubles.write(folder.resolve("binomial"), grid(classes));
  }

  /** Factors from the least one for which all coefficients are 0. */
  private double[] grid(double[] target) {
    double mean = Arrays.stream(target).sum() / ROWS;
    double[] products = new double[FEATURES];
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < FEATURES; j++) {
        products[j] += (target[i] - mean) * x[i * FEATURES + j] / ROWS;
      }
    }
    double most = Arrays.stream(products).map(Math::abs).max().orElseThrow() / L1_RATIO;
    double[] grid = new double[LAMBDAS];
    Arrays.setAll(grid, i -> most * Math.pow(RATIO, (double) i / (LAMBDAS - 1)));
    return grid;
  }
}
