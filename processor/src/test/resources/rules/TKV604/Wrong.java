package tkv604.wrong;

import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.Adam(learningRate = 1e-3)
abstract class Spread {
  @Parameter(shape = {"features", "embedding"})
  Tensor w;

  @Loss
  Tensor deviation(@Shape({"batch", "features"}) Tensor x) {
    Tensor z = x.matmul(w);
    return mean(relu(sqrt(variance(z, "batch")).negate().plus(1))); // expect TKV604 warning at "sqrt": The derivative of sqrt at 0 is infinite, and variance(z, "batch") is 0 where all values are equal: 0 * infinity gives NaN in the gradient. Use norm(...), or sqrt(variance(z, "batch").plus(1e-12)).
  }
}
