package tkv304.wrong;

import static io.tikhonov.dsl.Losses.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Digits {
  @Parameter(shape = {"pixels", "classes"})
  @Regularize.GroupLasso(lambda = 1e-3, axis = 0)
  @Regularize.GroupLasso(lambda = 1e-3, axis = 1) // expect TKV304 warning at "@Regularize.GroupLasso": w: no order of GroupLasso and GroupLasso is the proximal step of their sum, so the fixed point is not the minimiser.
  Tensor w;

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w), y);
  }
}
