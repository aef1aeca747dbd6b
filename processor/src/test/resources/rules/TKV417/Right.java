package tkv417.right;

import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.Adam(learningRate = 1e-3)
abstract class Forecast {
  @Parameter(shape = "features")
  Tensor centre;

  @Parameter(shape = "features")
  Tensor spread;

  @Loss
  Tensor nll(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Tensor y) {
    Tensor residual = y.minus(x.matmul(centre));
    Tensor sigma = softplus(x.matmul(spread)).plus(1e-3);
    return mean(square(residual).div(square(sigma)).plus(log(sigma)));
  }
}
