package tkv125.wrong;

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
    Tensor slope = gradient(sum(square(w)), x); // expect TKV125 warning at "gradient": The first argument of gradient does not depend on the second one, so the gradient is 0 everywhere.
    return mean(square(slope.matmul(w)));
  }
}
