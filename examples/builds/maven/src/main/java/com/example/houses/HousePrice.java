package com.example.houses;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;
import java.util.List;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import lombok.Value;
import lombok.extern.slf4j.Slf4j;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Prices of houses: a model among code that Lombok and MapStruct write. {@code @Slf4j},
 * {@code @Getter} and {@code @RequiredArgsConstructor} change this very class before it is
 * compiled.
 */
@Slf4j
@Getter
@RequiredArgsConstructor
@TrainingObjective
@Optimizer.Adam(learningRate = 0.05)
abstract class HousePrice {

  private static final double KNEE = 0.1;

  @Parameter(shape = "features")
  @Regularize.L2(lambda = 1e-4)
  Tensor weights;

  @Parameter(
      shape = {},
      role = Role.BIAS)
  Tensor intercept;

  @Predict
  Tensor price(@Shape({"batch", "features"}) Tensor x) {
    var scores = x.matmul(weights);
    return scores.plus(intercept);
  }

  @Loss
  Tensor error(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    return huber(price(x), y, KNEE);
  }

  /** The data in the shapes of the model's inputs. */
  @Value
  static class Table {
    INDArray x;
    INDArray y;
  }

  /** Reads houses by the class that MapStruct writes while this one is compiled. */
  static Table table(List<House> houses) {
    HouseMapperImpl mapper = new HouseMapperImpl();
    float[][] rows = new float[houses.size()][];
    float[] prices = new float[houses.size()];
    for (int i = 0; i < rows.length; i++) {
      HouseRow row = mapper.toRow(houses.get(i));
      rows[i] = new float[] {row.getArea(), row.getRooms()};
      prices[i] = (float) houses.get(i).getPrice();
    }
    log.debug("{} houses", rows.length);
    return new Table(Nd4j.createFromArray(rows), Nd4j.createFromArray(prices));
  }
}
