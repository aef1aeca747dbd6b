package tkv516.right;

import static io.tikhonov.dsl.Losses.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Directions {
  @Parameter(shape = {"classes", "features"})
  @Constrain.MaxNorm(radius = 1)
  @Average.EMA(decay = 0.99)
  Tensor prototypes;

  @Loss
  Tensor crossEntropy(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(prototypes.transpose()).times(10), y);
  }
}
