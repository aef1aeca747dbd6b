package tkv306.wrong;

import static io.tikhonov.dsl.Losses.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Digits {
  @Parameter(shape = {"pixels", "classes"})
  @Regularize.LogSum(lambda = 1, epsilon = 0.01) // expect TKV306 warning at "0.01": LogSum on w under learning rate 0.1: from rate 1e-4 on the subproblem of a step is not convex
  Tensor w;

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w), y);
  }
}
