package io.tikhonov.examples;

import static com.google.common.truth.Truth.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The annotations of another library act like those of Tikhonov. */
final class ExtendedRegressionTest {
  private static final double RATE = 0.05;

  private ExtendedRegressionObjective objective;
  private ExtendedRegressionObjective.Batch batch;

  @BeforeEach
  void build() {
    objective = ExtendedRegressionObjective.builder().features(3).seed(5).build();
    INDArray x =
        Nd4j.createFromArray(
            new double[][] {{1, 2, 0.5}, {-1, 0.5, 2}, {0.3, -1, 1}, {2, 1, -1}, {0, 1, 1}});
    INDArray y = Nd4j.createFromArray(2.0, -1, 0.4, 3, 0.1);
    batch = new ExtendedRegressionObjective.Batch(x, y);
  }

  @AfterEach
  void close() {
    objective.close();
  }

  @Test
  void reportsThePenaltyWithItsFormulaValue() {
    objective.parameters().put("weights", Nd4j.createFromArray(1.0, -2, 0.5));
    double expected = 0.01 * (Math.log(2) + Math.log(5) + Math.log(1.25));
    assertThat(objective.evaluate(batch).terms().get("weights/LogSquare"))
        .isWithin(1e-15)
        .of(expected);
  }

  @Test
  void derivesTheGradientOfThePenalty() {
    objective.parameters().put("weights", Nd4j.createFromArray(1.0, -2, 0.5));
    INDArray weights = objective.gradient(batch).get("weights");
    INDArray noise = objective.gradient(batch).get("noise");
    double[] w = {1, -2, 0.5};
    for (int i = 0; i < 3; i++) {
      // Both parameters enter the prediction alike, so the difference is the penalty's.
      double penalty = 0.02 * w[i] / (1 + w[i] * w[i]);
      assertThat(weights.getDouble(i) - noise.getDouble(i)).isWithin(1e-14).of(penalty);
    }
  }

  @Test
  void takesStepsOfOneLength() {
    for (int step = 0; step < 3; step++) {
      INDArray before = objective.parameters().get("weights").dup();
      objective.step(batch);
      double moved = before.distance2(objective.parameters().get("weights"));
      assertThat(moved).isWithin(1e-6).of(RATE);
    }
  }

  /** The threshold of the proximal step is ηλ/D with the library's metric D = ‖g‖₂ + ε. */
  @Test
  void proximalStepsFollowTheMetricOfTheRule() {
    INDArray v = objective.parameters().get("noise").dup();
    INDArray g = objective.gradient(batch).get("noise");
    double norm = g.norm2Number().doubleValue();
    objective.step(batch);
    INDArray actual = objective.parameters().get("noise");
    for (int i = 0; i < 3; i++) {
      double moved = v.getDouble(i) - RATE * g.getDouble(i) / norm;
      double shrunk = Math.max(Math.abs(moved) - RATE * 0.1 / norm, 0);
      assertThat(actual.getDouble(i)).isWithin(1e-8).of(Math.copySign(shrunk, moved));
    }
  }

  @Test
  void learns() {
    double start = objective.value(batch);
    for (int step = 0; step < 60; step++) {
      objective.step(batch);
    }
    assertThat(objective.value(batch)).isLessThan(start / 4);
  }
}
