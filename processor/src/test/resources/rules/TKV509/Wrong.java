package tkv509.wrong;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
@Gradient.ClipByGlobalNorm(maxNorm = 1) // expect TKV509 note at "@Gradient": The gradient that @Gradient.ClipByGlobalNorm clips includes the gradient of L2; when that is large the loss gradient is scaled away. Use DECOUPLED or PROXIMAL penalties to clip only the loss.
abstract class Sequence {
  @Parameter(shape = {"features", "outputs"})
  @Regularize.L2(lambda = 0.1, mode = Mode.COUPLED)
  Tensor w;

  @Loss
  Tensor error(@Shape({"batch", "features"}) Tensor x, @Shape({"batch", "outputs"}) Tensor y) {
    return meanSquaredError(tanh(x.matmul(w)), y);
  }
}
