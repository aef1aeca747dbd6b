package tkv402.wrong;

import static io.tikhonov.dsl.Losses.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.Adam(learningRate = 1e-3)
abstract class HousePrices {
  @Parameter(shape = "features")
  @Regularize.L2(lambda = 1e-2, mode = Mode.COUPLED) // expect TKV402 warning at ".COUPLED": L2 on weights is added to the gradient that Adam divides by its running size, so weights with large gradients are hardly decayed. Use mode = Mode.DECOUPLED (AdamW) and tune lambda again.
  Tensor weights;

  @Parameter(role = Role.BIAS)
  Tensor offset;

  @Loss
  Tensor error(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor price) {
    return meanSquaredError(x.matmul(weights).plus(offset), price);
  }
}
