package io.tikhonov.runtime.support;

import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Rows of y = x·w + 0.5 with two useful features. */
public final class TestData {

  public static final int FEATURES = 6;

  private final INDArray x;
  private final INDArray y;

  public TestData(int rows, long seed) {
    Random random = new Random(seed);
    float[][] inputs = new float[rows][FEATURES];
    float[] targets = new float[rows];
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < FEATURES; j++) {
        inputs[row][j] = (float) random.nextGaussian();
      }
      targets[row] = 2 * inputs[row][0] - inputs[row][3] + 0.5f;
    }
    x = Nd4j.createFromArray(inputs);
    y = Nd4j.createFromArray(targets);
  }

  public INDArray x() {
    return x;
  }

  public INDArray y() {
    return y;
  }

  public LinearObjective.Batch batch() {
    return new LinearObjective.Batch(x, y);
  }

  public static LinearObjective objective(long seed) {
    return LinearObjective.builder().features(FEATURES).seed(seed).threads(2).build();
  }
}
