package tkv612.right;

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
    return mean(square(residual)).plus(variance(residual));
  }
}
