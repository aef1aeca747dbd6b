package tkv516.wrong;

import static io.tikhonov.dsl.Losses.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Directions {
  @Parameter(shape = {"classes", "features"})
  @Constrain.UnitNorm(axis = 0)
  @Average.EMA(decay = 0.99) // expect TKV516 warning at "@Average": The average of unit vectors is shorter than 1, so averaged prototypes violates @Constrain.UnitNorm. Put the average on other parameters only, or project it where it is used.
  Tensor prototypes;

  @Loss
  Tensor crossEntropy(@Shape({"batch", "features"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(prototypes.transpose()).times(10), y);
  }
}
