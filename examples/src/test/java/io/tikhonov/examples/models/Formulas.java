package io.tikhonov.examples.models;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Losses written out, for comparison. */
final class Formulas {

  private Formulas() {}

  /** The mean over the rows of log Σ exp(z) − z[label]. */
  static double crossEntropy(INDArray logits, INDArray labels) {
    double sum = 0;
    double[][] rows = logits.toDoubleMatrix();
    for (int row = 0; row < rows.length; row++) {
      double total = 0;
      for (double z : rows[row]) {
        total += Math.exp(z);
      }
      sum += Math.log(total) - rows[row][labels.getInt(row)];
    }
    return sum / rows.length;
  }

  /** The sum of the squared differences. */
  static double squaredDistance(INDArray a, INDArray b) {
    double[] left = a.dup().data().asDouble();
    double[] right = b.dup().data().asDouble();
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += (left[i] - right[i]) * (left[i] - right[i]);
    }
    return sum;
  }

  /** The mean of the squared differences. */
  static double meanSquaredError(INDArray a, INDArray b) {
    return squaredDistance(a, b) / a.length();
  }
}
