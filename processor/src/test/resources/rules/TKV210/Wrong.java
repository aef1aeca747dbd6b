package tkv210.wrong;

import static io.tikhonov.dsl.Losses.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Digits {
  @Parameter(shape = {"pixels", "classes"})
  @Regularize.TotalVariation(lambda = 1e-3, axes = 1) // expect TKV210 warning at "1)": Total variation along classes of w pulls neighbouring class numbers together, and their order is arbitrary. Choose an ordered axis, or use GroupLasso.
  Tensor w;

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w), y);
  }
}
