package tkv124.wrong;

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
  Tensor flat(@Shape({"batch", "pixels"}) Tensor x) {
    Tensor slope = gradient(x.matmul(w), x); // expect TKV124 at ".matmul": gradient(y, x) needs a scalar y, but x.matmul(w) is (batch, classes).
    return mean(square(slope));
  }
}
