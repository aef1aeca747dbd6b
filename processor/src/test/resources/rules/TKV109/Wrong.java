package tkv109.wrong;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Digits {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w;

  double scale = 0.5;

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w), y);
  }

  @Regularize(lambda = 0.1)
  Tensor size() {
    return sum(square(w)).times(scale); // expect TKV109 at "scale": scale is an ordinary field and has no value when Digits is compiled. Make it static final, or @Hyperparameter if it changes between steps, or @Constant if it is a tensor.
  }
}
