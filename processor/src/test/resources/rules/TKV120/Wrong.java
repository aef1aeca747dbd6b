package tkv120.wrong;

import static io.tikhonov.dsl.Losses.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Digits {
  @Parameter(shape = {"pixels", "seed"}) // expect TKV120 at "\"seed\"": A dimension cannot be called seed, because the builder has a method of that name. Rename it.
  Tensor w;

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w), y);
  }
}
