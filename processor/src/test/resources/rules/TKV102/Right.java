package tkv102.right;

import static io.tikhonov.dsl.Losses.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
@Regularize.L2(lambda = 1e-4, on = "w")
abstract class Digits {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w;

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w), y);
  }
}
