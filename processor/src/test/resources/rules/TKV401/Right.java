package tkv401.right;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1, momentum = 0.9)
abstract class DigitNetwork {
  @Parameter(shape = {"pixels", "hidden"})
  Tensor w1;

  @Parameter(shape = "hidden", role = Role.NORM)
  Tensor gain;

  @Parameter(shape = "hidden", role = Role.BIAS)
  Tensor shift;

  @Parameter(shape = {"hidden", "classes"})
  @Regularize.L2(lambda = 5e-4)
  Tensor w2;

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    Tensor h = relu(batchNorm(x.matmul(w1), gain, shift));
    return softmaxCrossEntropy(h.matmul(w2), y);
  }
}
