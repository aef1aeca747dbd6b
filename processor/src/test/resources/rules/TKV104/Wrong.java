package tkv104.wrong;

import static io.tikhonov.dsl.Losses.*;

import io.tikhonov.dsl.*;

@TrainingObjective
@Optimizer.SGD(learningRate = 0.1)
abstract class Digits {
  @Parameter(shape = {"pixels", "classes"})
  Tensor w;

  @Loss
  Tensor crossEntropy(@Shape({"batch", "pixels"}) Tensor x, Labels y) { // expect TKV104 at "y)": Input y of crossEntropy has no @Shape, so its dimensions are not known.
    return softmaxCrossEntropy(x.matmul(w), y);
  }
}
