package tkv414.wrong;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Scorer {
  @Parameter(shape = {"features", "hidden"})
  Tensor w1;

  @Parameter(shape = "hidden", role = Role.BIAS)
  Tensor b1; // expect TKV414 warning at "b1": b1 is only added where the next operation (batchNorm, a mean that is subtracted, softmax) takes it away again: the gradient is exactly 0. Delete b1; batchNorm has a shift of its own.

  @Parameter(shape = "hidden", role = Role.NORM)
  Tensor gain;

  @Parameter(shape = "hidden", role = Role.BIAS)
  Tensor shift;

  @Parameter(shape = {"hidden", "classes"})
  Tensor w2;

  @Loss
  Tensor crossEntropy(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    Tensor h = batchNorm(x.matmul(w1).plus(b1), gain, shift);
    return softmaxCrossEntropy(relu(h).matmul(w2), y);
  }
}
