package tkv407.right;

import static io.tikhonov.dsl.Losses.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Mixture {
  @Parameter(shape = "experts", init = Init.ONES)
  @Constrain.Simplex
  Tensor shares;

  @Loss
  Tensor error(@Shape({"batch", "experts"}) Tensor forecasts, @Shape("batch") Tensor truth) {
    return meanSquaredError(forecasts.matmul(shares), truth);
  }
}
