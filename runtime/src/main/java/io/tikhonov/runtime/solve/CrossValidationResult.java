package io.tikhonov.runtime.solve;

import io.tikhonov.runtime.page.Page;
import java.nio.file.Path;
import java.util.function.Function;

/** The losses of a {@link CrossValidation} by factor, and the factors to choose from them. */
public final class CrossValidationResult {

  private final SolutionPath path;
  private final String measure;
  private final boolean higherIsBetter;
  private final double[][] losses;
  private final double[] means;
  private final double[] errors;
  private final Function<SolutionPath.Point, SolutionPath.Point> selection;
  private final int best;
  private final int oneStandardError;

  CrossValidationResult(
      SolutionPath path,
      double[][] losses,
      double[] rows,
      String measure,
      boolean higherIsBetter,
      Function<SolutionPath.Point, SolutionPath.Point> selection) {
    this.path = path;
    this.losses = losses;
    this.measure = measure;
    this.higherIsBetter = higherIsBetter;
    this.selection = selection;
    int count = path.points().size();
    means = new double[count];
    errors = new double[count];
    double total = Vectors.sum(rows);
    for (int i = 0; i < count; i++) {
      for (int fold = 0; fold < rows.length; fold++) {
        means[i] += rows[fold] / total * losses[fold][i];
      }
      double variance = 0;
      for (int fold = 0; fold < rows.length; fold++) {
        double difference = losses[fold][i] - means[i];
        variance += rows[fold] / total * difference * difference;
      }
      errors[i] = Math.sqrt(variance / (rows.length - 1));
    }
    int least = 0;
    for (int i = 1; i < count; i++) {
      if (cost(i) < cost(least)) {
        least = i;
      }
    }
    best = least;
    int first = 0;
    while (!(cost(first) <= cost(best) + errors[best])) {
      first++;
    }
    oneStandardError = first;
  }

  /** What is to be as small as possible; a loss that is no number is the worst one. */
  private double cost(int index) {
    double mean = higherIsBetter ? -means[index] : means[index];
    return Double.isNaN(mean) ? Double.POSITIVE_INFINITY : mean;
  }

  /** The path on all data, with the same factors. */
  public SolutionPath path() {
    return path;
  }

  /** What was compared: {@code loss}, or the name of the metric. */
  public String measure() {
    return measure;
  }

  /** The mean over the folds for each point of the path. */
  public double[] means() {
    return means.clone();
  }

  /** The standard errors of the means. */
  public double[] standardErrors() {
    return errors.clone();
  }

  /** The loss of each fold for each point of the path. */
  public double[][] losses() {
    double[][] copy = new double[losses.length][];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = losses[i].clone();
    }
    return copy;
  }

  /** The point of the path with the best mean. */
  public SolutionPath.Point best() {
    return path.points().get(best);
  }

  /**
   * The point with the largest factor whose mean is within one standard error of the best one
   * (Breiman, Friedman, Olshen and Stone, Classification and regression trees, 1984).
   */
  public SolutionPath.Point oneStandardError() {
    return path.points().get(oneStandardError);
  }

  int bestIndex() {
    return best;
  }

  int oneStandardErrorIndex() {
    return oneStandardError;
  }

  /** {@link #select(SolutionPath.Point)} of {@link #oneStandardError}. */
  public SolutionPath.Point select() {
    return select(oneStandardError());
  }

  /**
   * Solves on all data at the factor of a point, and leaves the objective there: its parameters are
   * the solution, and its penalties stay multiplied by the factor.
   *
   * @return the solution
   */
  public SolutionPath.Point select(SolutionPath.Point point) {
    return selection.apply(point);
  }

  /** {@link SolutionPath#toCsv} with the mean and the standard error of each point. */
  public String toCsv() {
    return PathFiles.csv(this);
  }

  /**
   * Writes {@link #toCsv} to a file, which is complete or not there.
   *
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void writeCsv(Path file) {
    Page.write(file, toCsv());
  }

  /**
   * The means with their errors and the coefficients over the factor, with lines at the best point
   * and at that of one standard error, as a page without scripts and links.
   */
  public String toHtml(String title) {
    return PathPage.html(title, path, this);
  }

  /**
   * Writes {@link #toHtml} to a file, which is complete or not there.
   *
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void writeHtml(Path file, String title) {
    Page.write(file, toHtml(title));
  }
}
