package tkv509.right;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
@Gradient.ClipByGlobalNorm(maxNorm = 1)
abstract class Sequence {
  @Parameter(shape = {"features", "outputs"})
  @Regularize.L2(lambda = 0.1, mode = Mode.DECOUPLED)
  Tensor w;

  @Loss
  Tensor error(@Shape({"batch", "features"}) Tensor x, @Shape({"batch", "outputs"}) Tensor y) {
    return meanSquaredError(tanh(x.matmul(w)), y);
  }
}
