package tkv102.wrong;

import static io.tikhonov.dsl.Losses.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
@Regularize.L2(lambda = 1e-4, on = "W") // expect TKV102 at "\"W\"": @Regularize.L2(on = "W"): Digits has no parameter "W". Did you mean "w"? Its parameters are [w].
abstract class Digits {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w;

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w), y);
  }
}
