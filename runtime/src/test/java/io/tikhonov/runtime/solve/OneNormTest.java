package io.tikhonov.runtime.solve;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class OneNormTest {

  private static Sum weighted(double... weights) {
    Sum.Nonsmooth norm =
        new Sum.Nonsmooth() {
          @Override
          public double value(double[] x) {
            double sum = 0;
            for (int j = 0; j < x.length; j++) {
              sum += weights[j] * Math.abs(x[j]);
            }
            return sum;
          }

          @Override
          public void proximal(double[] v, double step) {
            for (int j = 0; j < v.length; j++) {
              v[j] = Math.copySign(Math.max(Math.abs(v[j]) - step * weights[j], 0), v[j]);
            }
          }
        };
    return Problems.leastSquares(Problems.matrix(20, weights.length, 1), Problems.vector(20, 2), 1)
        .with(norm);
  }

  @Test
  void findsWeightsOfAllSizes() {
    double[] weights = {0, 1, 0.3, 1e-12, 123456.789, 1e20, Math.PI, 0, 7e-7, 0.25, 4};
    double[] found = OneNorm.weights(weighted(weights));
    for (int j = 0; j < weights.length; j++) {
      assertThat(found[j]).isWithin(4e-16 * weights[j]).of(weights[j]);
    }
  }

  @Test
  void aSmoothSumHasNone() {
    Sum smooth = Problems.leastSquares(Problems.matrix(5, 3, 1), Problems.vector(5, 2), 1);
    assertThat(OneNorm.weights(smooth)).isEqualTo(new double[3]);
  }

  @Test
  void refusesOtherFunctions() {
    Sum sum = Problems.leastSquares(Problems.matrix(5, 4, 1), Problems.vector(5, 2), 1);
    for (Sum.Nonsmooth other :
        new Sum.Nonsmooth[] {
          Problems.box(0, Double.POSITIVE_INFINITY),
          Problems.box(-1, 1),
          Problems.elasticNet(1, 0.01, 4),
          Problems.groups(1, 2)
        }) {
      IllegalArgumentException thrown =
          assertThrows(IllegalArgumentException.class, () -> OneNorm.weights(sum.with(other)));
      assertThat(thrown).hasMessageThat().contains("weighted 1-norm");
    }
  }
}
