package tkv112.wrong;

import static io.tikhonov.dsl.Losses.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Digits {
  @Parameter(shape = {"pixels", "classes"})
  @Constrain.Box(min = 0, max = 1)
  @Constrain.MaxNorm(radius = 2) // expect TKV112 at "@Constrain.MaxNorm": w: no projection on both @Constrain.Box and @Constrain.MaxNorm is known. Keep one of the two.
  Tensor w;

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w), y);
  }
}
