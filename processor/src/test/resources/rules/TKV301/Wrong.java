package tkv301.wrong;

import static io.tikhonov.dsl.Losses.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Digits {
  @Parameter(shape = {"pixels", "classes"})
  @Regularize.L1(lambda = 1e-3, mode = Mode.COUPLED) // expect TKV301 warning at ".COUPLED": L1 on w in COUPLED mode gives no exact zeros: with a constant step the weights swing around 0 by about learningRate * lambda, and a larger lambda can raise the L1 norm. Use mode = Mode.PROXIMAL.
  Tensor w;

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w), y);
  }
}
