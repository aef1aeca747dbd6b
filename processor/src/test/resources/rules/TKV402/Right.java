package tkv402.right;

import static io.tikhonov.dsl.Losses.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.Adam(learningRate = 1e-3)
abstract class HousePrices {
  @Parameter(shape = "features")
  @Regularize.L2(lambda = 1e-2, mode = Mode.DECOUPLED)
  Tensor weights;

  @Parameter(role = Role.BIAS)
  Tensor offset;

  @Loss
  Tensor error(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor price) {
    return meanSquaredError(x.matmul(weights).plus(offset), price);
  }
}
