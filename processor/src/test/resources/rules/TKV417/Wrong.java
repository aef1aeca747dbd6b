package tkv417.wrong;

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
    Tensor sigma = exp(x.matmul(spread));
    return mean(square(residual).div(square(sigma)).plus(log(sigma))); // expect TKV417 warning at "log": nll is unbounded below: where the residual is 0, log(sigma) goes to minus infinity. Give the scale a floor (softplus(r).plus(1e-3)), or compute it from the running error.
  }
}
