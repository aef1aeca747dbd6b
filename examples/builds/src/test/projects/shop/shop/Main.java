package shop;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Trains the model and says what it has learned, and in which module. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    INDArray x = Nd4j.createFromArray(new float[][] {{1, 0}, {0, 1}, {1, 1}});
    INDArray y = Nd4j.createFromArray(2f, 3f, 5f);
    try (PriceObjective objective = PriceObjective.builder().features(2).build()) {
      PriceObjective.Batch batch = new PriceObjective.Batch(x, y);
      for (int step = 0; step < 200; step++) {
        objective.step(batch);
      }
      float[] prices = objective.price(x).toFloatVector();
      for (int i = 0; i < prices.length; i++) {
        prices[i] = Math.round(100 * prices[i]) / 100f;
      }
      System.out.println(Arrays.toString(prices) + " in " + Main.class.getModule().getName());
    }
  }
}
