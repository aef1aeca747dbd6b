package tkv110.wrong;

import static io.tikhonov.dsl.Losses.*;
import static io.tikhonov.dsl.Ops.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Digits {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w;

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, @Shape("batch") Labels y) {
    return softmaxCrossEntropy(x.matmul(w), y);
  }

  @Regularize(lambda = 0.1)
  Tensor smoothness() {
    return sum(square(w)).times(1 / 2); // expect TKV110 warning at "/ 2": 1 / 2 is integer division and gives 0, so the term smoothness is multiplied by 0. Write 1.0 / 2.
  }
}
