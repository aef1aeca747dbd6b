package tkv407.wrong;

import static io.tikhonov.dsl.Losses.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Mixture {
  @Parameter(shape = "experts", init = Init.ONES)
  @Constrain.Simplex
  @Regularize.L1(lambda = 1e-2) // expect TKV407 warning at "@Regularize": L1 on shares does nothing: on the simplex the sum of absolute values is always 1. For sparse weights use an entropy penalty in a @Regularize method, or drop L1.
  Tensor shares;

  @Loss
  Tensor error(@Shape({"batch", "experts"}) Tensor forecasts, @Shape("batch") Tensor truth) {
    return meanSquaredError(forecasts.matmul(shares), truth);
  }
}
