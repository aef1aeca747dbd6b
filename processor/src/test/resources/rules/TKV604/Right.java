package tkv604.right;

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
    return mean(relu(sqrt(variance(z, "batch").plus(1e-4)).negate().plus(1)));
  }
}
