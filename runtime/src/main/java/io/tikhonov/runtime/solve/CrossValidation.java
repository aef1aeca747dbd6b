package io.tikhonov.runtime.solve;

import io.tikhonov.runtime.Batches;
import io.tikhonov.runtime.Dataset;
import io.tikhonov.runtime.Metrics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Chooses the factor of a {@link RegularizationPath} by cross-validation:
 *
 * <pre>{@code
 * CrossValidationResult result =
 *     CrossValidation.of(RegularizationPath.of(objective)).folds(10).seed(7).run(data);
 * result.select(result.oneStandardError());
 * }</pre>
 *
 * <p>The path is computed on all data first; on the training part of every fold the same factors
 * are solved for, and the loss is taken on the rest. By default the loss is the sum of the terms
 * that are methods of the model, so that penalties on parameters do not count. Means over the folds
 * are weighted by rows; the standard error is that of a mean of K numbers.
 *
 * @param <B> the record of the inputs of a batch
 */
public final class CrossValidation<B extends Record> {

  private static final int FOLDS = 10;

  private final RegularizationPath<B> path;
  private int folds = FOLDS;
  private long seed;
  private String labels;
  private String measure = "loss";
  private boolean higherIsBetter;
  private Function<B, Double> metric;

  private CrossValidation(RegularizationPath<B> path) {
    this.path = path;
  }

  /** Cross-validation of a path. */
  public static <B extends Record> CrossValidation<B> of(RegularizationPath<B> path) {
    return new CrossValidation<>(path);
  }

  /** The number of folds; 10 by default. */
  public CrossValidation<B> folds(int number) {
    folds = number;
    return this;
  }

  /** The seed of the draw of the folds; 0 by default. */
  public CrossValidation<B> seed(long value) {
    seed = value;
    return this;
  }

  /**
   * Gives every fold the same share of each class.
   *
   * @param input the input with the class of each row
   */
  public CrossValidation<B> stratified(String input) {
    labels = input;
    return this;
  }

  /**
   * Compares by a metric in the place of the loss.
   *
   * @param name in the picture
   * @param higher whether higher values are better
   * @param prediction what the objective predicts for a batch
   * @param target what it should predict
   */
  public CrossValidation<B> metric(
      String name,
      boolean higher,
      Metrics.Metric function,
      Function<? super B, INDArray> prediction,
      Function<? super B, INDArray> target) {
    measure = name;
    higherIsBetter = higher;
    metric = batch -> function.of(prediction.apply(batch), target.apply(batch));
    return this;
  }

  /**
   * Computes paths on all data and on the training part of each fold. The objective is left as it
   * was.
   *
   * @throws IllegalArgumentException if the data cannot be divided into so many folds, or do not
   *     suit the objective
   * @throws IllegalStateException as {@link RegularizationPath#compute(Dataset)}
   */
  public CrossValidationResult run(Dataset data) {
    List<Dataset.Split> splits =
        labels == null ? data.folds(seed, folds) : data.stratifiedFolds(labels, seed, folds);
    SolutionPath whole = path.compute(data);
    double[] factors = whole.factors();
    double[][] losses = new double[splits.size()][];
    double[] rows = new double[splits.size()];
    SolvableObjective<B> objective = path.objective();
    double[] before = objective.factors().clone();
    Map<String, INDArray> parameters = copy(objective);
    try {
      for (int fold = 0; fold < losses.length; fold++) {
        Dataset.Split split = splits.get(fold);
        losses[fold] = losses(path.compute(split.train(), factors), split.test());
        rows[fold] = split.test().size();
      }
    } finally {
      parameters.forEach((name, values) -> objective.parameters().put(name, values));
      System.arraycopy(before, 0, objective.factors(), 0, before.length);
    }
    return new CrossValidationResult(
        whole, losses, rows, measure, higherIsBetter, point -> path.select(data, point));
  }

  private static Map<String, INDArray> copy(SolvableObjective<?> objective) {
    Map<String, INDArray> copies = new LinkedHashMap<>();
    for (String name : objective.parameters().names()) {
      copies.put(name, objective.parameters().get(name).dup('c'));
    }
    return copies;
  }

  private double[] losses(SolutionPath solutions, Dataset test) {
    SolvableObjective<B> objective = path.objective();
    double[] values = new double[solutions.points().size()];
    try (Batches batches = test.batches(test.size())) {
      B batch = objective.batch(batches.get(0));
      for (int i = 0; i < values.length; i++) {
        solutions
            .points()
            .get(i)
            .coefficients()
            .forEach((name, array) -> objective.parameters().put(name, array));
        values[i] = metric == null ? loss(objective, batch) : metric.apply(batch);
      }
    }
    return values;
  }

  /** The terms that are methods: those of parameters have a slash in their names. */
  private double loss(SolvableObjective<B> objective, B batch) {
    double sum = 0;
    for (Map.Entry<String, Double> term : objective.evaluate(batch).terms().entrySet()) {
      if (term.getKey().indexOf('/') < 0) {
        sum += term.getValue();
      }
    }
    return sum;
  }
}
