package tkv612.wrong;

import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.Adam(learningRate = 1e-3)
abstract class Volatility {
  @Parameter(shape = {"features", "1"})
  Tensor w;

  @Loss
  Tensor steady(@Shape({"batch", "features"}) Tensor x, @Shape({"batch", "1"}) Tensor y) {
    Tensor residual = x.matmul(w).minus(y);
    return mean(square(residual)).plus(mean(variance(residual, 1))); // expect TKV612 warning at "variance": variance takes the variance over axes of size 1 of (batch, 1), which is 0 for every input: the result is 0. Choose axes with more elements.
  }
}
