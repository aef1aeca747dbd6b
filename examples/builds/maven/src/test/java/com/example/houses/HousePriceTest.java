package com.example.houses;

import static com.google.common.truth.Truth.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What three processors have written together trains. */
final class HousePriceTest {

  @Test
  void learnsThePrices() {
    HousePrice.Table table = HousePrice.table(houses());
    try (HousePriceObjective objective =
        HousePriceObjective.builder().features(2).seed(3).build()) {
      HousePriceObjective.Batch batch = new HousePriceObjective.Batch(table.getX(), table.getY());
      double before = objective.value(batch);
      for (int step = 0; step < 1000; step++) {
        objective.step(batch);
      }
      assertThat(objective.value(batch)).isLessThan(before / 100);
      INDArray weights = objective.parameters().get("weights");
      assertThat(weights.getDouble(0)).isWithin(0.05).of(2);
      assertThat(weights.getDouble(1)).isWithin(0.05).of(0.5);
      assertThat(objective.price(table.getX()).length()).isEqualTo(40);
    }
  }

  /** Prices of 2 for each 100 m², 0.5 for each room, and 1 for the ground. */
  private static List<House> houses() {
    Random random = new Random(1);
    List<House> houses = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      double area = 50 + 150 * random.nextDouble();
      int rooms = 1 + random.nextInt(6);
      double price = 2 * area / 100 + 0.5 * rooms + 1;
      houses.add(House.builder().area(area).rooms(rooms).price(price).build());
    }
    return houses;
  }
}
