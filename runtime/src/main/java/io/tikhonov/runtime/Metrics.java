package io.tikhonov.runtime;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Numbers that say how good predictions are. All of them take all rows at once; {@link
 * Trainer#metric} collects them over the batches of the validation data.
 *
 * <p>Predictions and targets of n rows; labels are class numbers from 0. An {@link
 * IllegalArgumentException} names arrays that do not go together.
 */
public final class Metrics {
  private static final int BINS = 15;

  private Metrics() {}

  /** A function of predictions and targets. */
  @FunctionalInterface
  public interface Metric {
    /** The value for all rows. */
    double of(INDArray predictions, INDArray targets);
  }

  /** The share of rows whose largest score, the first one of several, is that of the label. */
  public static double accuracy(INDArray scores, INDArray labels) {
    double[][] rows = rows(scores, labels);
    double[] classes = numbers(labels);
    int right = 0;
    for (int i = 0; i < rows.length; i++) {
      right += argMax(rows[i]) == classOf(classes[i], rows[i].length) ? 1 : 0;
    }
    return (double) right / rows.length;
  }

  /** The share of rows with p ≥ ½ where the label is 1, and p &lt; ½ where it is 0. */
  public static double binaryAccuracy(INDArray probabilities, INDArray labels) {
    double[] p = numbers(probabilities);
    double[] y = sameLength(p, labels);
    int right = 0;
    for (int i = 0; i < p.length; i++) {
      right += (p[i] >= 0.5) == (classOf(y[i], 2) == 1) ? 1 : 0;
    }
    return (double) right / p.length;
  }

  /**
   * The mean of −log p of the label's class, from probabilities of all classes (n, classes), or of
   * class 1 (n). Probabilities are taken to be between 2⁻⁵² and 1 − 2⁻⁵².
   */
  public static double logLoss(INDArray probabilities, INDArray labels) {
    double sum = 0;
    if (isTable(probabilities)) {
      double[][] rows = rows(probabilities, labels);
      double[] classes = numbers(labels);
      for (int i = 0; i < rows.length; i++) {
        sum -= Math.log(inside(rows[i][classOf(classes[i], rows[i].length)]));
      }
      return sum / rows.length;
    }
    double[] p = numbers(probabilities);
    double[] y = sameLength(p, labels);
    for (int i = 0; i < p.length; i++) {
      sum -= Math.log(inside(classOf(y[i], 2) == 1 ? p[i] : 1 - p[i]));
    }
    return sum / p.length;
  }

  private static double inside(double probability) {
    double least = Math.ulp(1.0);
    return Math.max(least, Math.min(1 - least, probability));
  }

  /**
   * The area under the ROC curve: the share of pairs of a row with label 1 and one with label 0 in
   * which the first has the higher score; equal scores count one half. NaN without such pairs.
   */
  public static double auc(INDArray scores, INDArray labels) {
    double[] s = numbers(scores);
    double[] y = sameLength(s, labels);
    Integer[] order = IntStream.range(0, s.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> s[i]));
    double ranks = 0;
    long positives = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      while (to < order.length && s[order[to]] == s[order[from]]) {
        to++;
      }
      // Equal scores share the mean of their ranks, which count from 1.
      double rank = (from + 1 + to) / 2.0;
      for (int i = from; i < to; i++) {
        if (classOf(y[order[i]], 2) == 1) {
          ranks += rank;
          positives++;
        }
      }
      from = Math.max(to, from + 1);
    }
    long negatives = s.length - positives;
    double least = positives * (positives + 1.0) / 2;
    return positives == 0 || negatives == 0
        ? Double.NaN
        : (ranks - least) / ((double) positives * negatives);
  }

  /** √(mean (ŷ − y)²) over all elements. */
  public static double rmse(INDArray predictions, INDArray targets) {
    double[] p = numbers(predictions);
    double[] y = sameLength(p, targets);
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      sum += (p[i] - y[i]) * (p[i] - y[i]);
    }
    return Math.sqrt(sum / p.length);
  }

  /** mean |ŷ − y| over all elements. */
  public static double mae(INDArray predictions, INDArray targets) {
    double[] p = numbers(predictions);
    double[] y = sameLength(p, targets);
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      sum += Math.abs(p[i] - y[i]);
    }
    return sum / p.length;
  }

  /**
   * The coefficient of determination 1 − Σ(ŷ − y)²/Σ(y − mean y)² over all elements; NaN if all
   * targets are equal.
   */
  public static double r2(INDArray predictions, INDArray targets) {
    double[] p = numbers(predictions);
    double[] y = sameLength(p, targets);
    double mean = Arrays.stream(y).average().orElse(Double.NaN);
    double rest = 0;
    double all = 0;
    for (int i = 0; i < p.length; i++) {
      rest += (p[i] - y[i]) * (p[i] - y[i]);
      all += (y[i] - mean) * (y[i] - mean);
    }
    return all == 0 ? Double.NaN : 1 - rest / all;
  }

  /**
   * The expected calibration error: Σ |share of right rows − mean confidence|·(rows in bin)/n over
   * 15 bins of equal width, where the confidence is the largest probability of a row.
   *
   * <p>Guo et al., On Calibration of Modern Neural Networks, 2017.
   *
   * @param probabilities (n, classes)
   */
  public static double calibrationError(INDArray probabilities, INDArray labels) {
    double[][] rows = rows(probabilities, labels);
    double[] classes = numbers(labels);
    double[] excess = new double[BINS];
    for (int i = 0; i < rows.length; i++) {
      int best = argMax(rows[i]);
      double confidence = rows[i][best];
      int bin = Math.max(0, Math.min(BINS - 1, (int) Math.ceil(confidence * BINS) - 1));
      excess[bin] += (best == classOf(classes[i], rows[i].length) ? 1 : 0) - confidence;
    }
    return Arrays.stream(excess).map(Math::abs).sum() / rows.length;
  }

  private static int argMax(double[] row) {
    int best = 0;
    for (int k = 1; k < row.length; k++) {
      best = row[k] > row[best] ? k : best;
    }
    return best;
  }

  private static int classOf(double label, int classes) {
    if (!(label >= 0 && label < classes && label == Math.rint(label))) {
      throw new IllegalArgumentException(
          "A label is " + label + ", but there are the classes 0 to " + (classes - 1) + ".");
    }
    return (int) label;
  }

  private static boolean isTable(INDArray array) {
    return array.rank() == 2 && array.size(1) > 1;
  }

  private static double[][] rows(INDArray table, INDArray labels) {
    if (!isTable(table)) {
      throw new IllegalArgumentException(
          "A table of rows and at least 2 classes is needed, not an array of shape "
              + Arrays.toString(table.shape())
              + ".");
    }
    if (labels.length() != table.size(0)) {
      throw new IllegalArgumentException(
          "There are " + table.size(0) + " rows and " + labels.length() + " labels.");
    }
    double[] all = numbers(table);
    int classes = (int) table.size(1);
    double[][] rows = new double[(int) table.size(0)][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(all, i * classes, (i + 1) * classes);
    }
    return rows;
  }

  private static double[] sameLength(double[] predictions, INDArray targets) {
    if (targets.length() != predictions.length) {
      throw new IllegalArgumentException(
          "There are " + predictions.length + " predictions and " + targets.length() + " targets.");
    }
    return numbers(targets);
  }

  private static double[] numbers(INDArray array) {
    if (array.isEmpty()) {
      throw new IllegalArgumentException("There are no rows.");
    }
    return array.castTo(DataType.DOUBLE).dup('c').data().asDouble();
  }
}
