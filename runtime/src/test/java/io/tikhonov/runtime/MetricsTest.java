package io.tikhonov.runtime;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class MetricsTest {
  private static INDArray column(double... values) {
    return Nd4j.createFromArray(values);
  }

  @Test
  void accuracyCountsTheLargestScore() {
    INDArray scores = Nd4j.createFromArray(new double[][] {{1, 2, 0}, {3, 1, 3}, {-1, -2, -0.5}});
    assertThat(Metrics.accuracy(scores, column(1, 0, 2))).isEqualTo(1.0);
    assertThat(Metrics.accuracy(scores, column(1, 2, 2))).isWithin(1e-15).of(2 / 3.0);
    assertThat(Metrics.accuracy(scores.castTo(Nd4j.defaultFloatingPointType()), column(0, 1, 0)))
        .isEqualTo(0.0);
    assertThat(Metrics.binaryAccuracy(column(0.5, 0.49, 0.9, 0.1), column(1, 0, 0, 0)))
        .isEqualTo(0.75);
  }

  @Test
  void logLossIsTheMeanSurprise() {
    INDArray two = Nd4j.createFromArray(new double[][] {{0.25, 0.75}, {0.5, 0.5}});
    double expected = -(Math.log(0.75) + Math.log(0.5)) / 2;
    assertThat(Metrics.logLoss(two, column(1, 0))).isWithin(1e-15).of(expected);
    assertThat(Metrics.logLoss(column(0.75, 0.5), column(1, 0))).isWithin(1e-15).of(expected);
    assertThat(Metrics.logLoss(column(0, 1), column(1, 1))).isWithin(1e-9).of(26 * Math.log(2));
  }

  /** Against the definition by pairs, with ties. */
  @Test
  void aucComparesAllPairs() {
    Random random = new Random(5);
    for (int trial = 0; trial < 50; trial++) {
      int n = 2 + random.nextInt(40);
      double[] scores = random.ints(n, 0, 12).asDoubleStream().toArray();
      double[] labels = random.ints(n, 0, 2).asDoubleStream().toArray();
      double wins = 0;
      double pairs = 0;
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          if (labels[i] == 1 && labels[j] == 0) {
            pairs++;
            wins += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
          }
        }
      }
      double auc = Metrics.auc(column(scores), column(labels));
      if (pairs == 0) {
        assertThat(auc).isNaN();
      } else {
        assertThat(auc).isWithin(1e-12).of(wins / pairs);
      }
    }
  }

  @Test
  void errorsOfNumbers() {
    INDArray predictions = column(1, 2, 5);
    INDArray targets = column(1, 4, 4);
    assertThat(Metrics.rmse(predictions, targets)).isWithin(1e-15).of(Math.sqrt(5 / 3.0));
    assertThat(Metrics.mae(predictions, targets)).isWithin(1e-15).of(1.0);
    assertThat(Metrics.r2(predictions, targets)).isWithin(1e-15).of(1 - 5 / 6.0);
    assertThat(Metrics.r2(predictions, column(2, 2, 2))).isNaN();
  }

  @Test
  void calibrationComparesConfidenceWithSuccess() {
    // Confidence 0.7 in one bin, right in 1 of 2 rows; confidence 0.9 in another, right.
    INDArray p = Nd4j.createFromArray(new double[][] {{0.7, 0.3}, {0.3, 0.7}, {0.9, 0.1}});
    assertThat(Metrics.calibrationError(p, column(0, 0, 0)))
        .isWithin(1e-15)
        .of((Math.abs(1 - 1.4) + Math.abs(1 - 0.9)) / 3);
  }

  @Test
  void refusesWhatDoesNotGoTogether() {
    INDArray table = Nd4j.createFromArray(new double[][] {{1, 2}, {3, 4}});
    assertMessage(() -> Metrics.accuracy(table, column(0, 1, 1)), "There are 2 rows and 3 labels.");
    assertMessage(
        () -> Metrics.accuracy(table, column(0, 2)),
        "A label is 2.0, but there are the classes 0 to 1.");
    assertMessage(() -> Metrics.accuracy(column(1, 2), column(0, 1)), "at least 2 classes");
    assertMessage(() -> Metrics.mae(column(1, 2), column(1)), "2 predictions and 1 targets");
  }

  private static void assertMessage(Runnable call, String message) {
    assertThat(assertThrows(IllegalArgumentException.class, call::run))
        .hasMessageThat()
        .contains(message);
  }
}
